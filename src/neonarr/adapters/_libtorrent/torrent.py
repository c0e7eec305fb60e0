"""One torrent of the engine, and libtorrent's words for it in ours."""

import os
from dataclasses import dataclass
from typing import Any

import libtorrent as lt

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.model import Download, DownloadFile, DownloadState, ShareGoal

_STATES = {
    lt.torrent_status.states.checking_files: DownloadState.CHECKING,
    lt.torrent_status.states.checking_resume_data: DownloadState.CHECKING,
    lt.torrent_status.states.downloading_metadata: DownloadState.METADATA,
    lt.torrent_status.states.downloading: DownloadState.DOWNLOADING,
    lt.torrent_status.states.finished: DownloadState.COMPLETE,
    lt.torrent_status.states.seeding: DownloadState.COMPLETE,
}


@dataclass(slots=True)
class Torrent:
    """`handle` is libtorrent's; the rest is what it does not keep, or is dear to ask for."""

    info_hash: InfoHash
    name: str
    save_path: str
    handle: Any
    category: str = ""
    tags: tuple[str, ...] = ()
    goal: ShareGoal | None = None
    status: Any = None
    """The last one told."""
    told: Download | None = None
    """Made of that status, once asked for."""
    root: str = ""
    """First part of every path in it; empty while the metadata is missing."""
    is_dirty: bool = False
    """Its resume data is older than what happened."""
    saves_asked: int = 0
    saves_done: int = 0

    def learn_metadata(self) -> None:
        """Name and root, once libtorrent knows the files."""
        known = self.handle.torrent_file()
        if known is not None:
            self.name = known.name()
            self.root = known.layout().file_path(0).partition("/")[0]
            self.told = None

    def learn_status(self, status: Any) -> None:
        self.status, self.told = status, None
        self.is_dirty = self.is_dirty or bool(status.need_save_resume_data)

    def download(self) -> Download:
        """As of the last status told; made once per status, for thousands are asked each second."""
        if self.told is None:
            self.told = _to_download(self)
        return self.told


def _to_download(torrent: Torrent) -> Download:
    status = torrent.status
    state = _state(status)
    is_known = state is not DownloadState.METADATA and status.total_wanted > 0
    done = status.total_wanted_done if is_known else 0
    left = status.total_wanted - done if is_known else 0
    speed = status.download_payload_rate
    return Download(
        info_hash=torrent.info_hash,
        name=torrent.name,
        state=state,
        progress=Percent(100.0 * done / status.total_wanted) if is_known else Percent(0.0),
        size=Bytes(status.total_wanted if is_known else 0),
        done=Bytes(done),
        down_speed=Bytes(speed),
        up_speed=Bytes(status.upload_payload_rate),
        eta_s=-(-left // speed) if speed and left else None,
        seeds=status.num_seeds,
        peers=max(0, status.num_peers - status.num_seeds),
        ratio=_ratio(status),
        seeding_s=int(status.seeding_duration.total_seconds()),
        save_path=torrent.save_path,
        content_path=os.path.join(torrent.save_path, torrent.root or torrent.name),
        category=torrent.category,
        is_stopped=_is_stopped(status),
        message=status.errc.message() if status.errc.value() else "",
    )


def files_of(torrent: Torrent) -> list[DownloadFile]:
    """Empty while the metadata is missing."""
    known = torrent.handle.torrent_file()
    if known is None:
        return []
    layout = known.layout()
    done = torrent.handle.file_progress()
    priorities = torrent.handle.get_file_priorities()
    return [
        DownloadFile(
            layout.file_path(index),
            Bytes(layout.file_size(index)),
            Percent(_percent(done[index], layout.file_size(index))),
            priorities[index] > 0,
        )
        for index in range(layout.num_files())
        if not layout.file_flags(index) & layout.flag_pad_file
    ]


def _state(status: Any) -> DownloadState:
    state = _STATES[status.state]
    if status.errc.value():
        return DownloadState.ERROR
    if status.moving_storage:
        return DownloadState.MOVING
    if _is_stopped(status) and state in (DownloadState.METADATA, DownloadState.DOWNLOADING):
        return DownloadState.PAUSED
    if state is DownloadState.DOWNLOADING and not status.download_payload_rate:
        return DownloadState.STALLED
    return state


def _is_stopped(status: Any) -> bool:
    return bool(status.flags & lt.torrent_flags.paused)


def _ratio(status: Any) -> float:
    """Of what was sent to what was fetched; to what is here, if next to nothing was fetched."""
    fetched = status.all_time_download
    if fetched < status.total_done / 100:
        fetched = status.total_done
    return float(status.all_time_upload / fetched) if fetched else 0.0


def _percent(done: int, size: int) -> float:
    return 100.0 * done / size if size else 100.0
