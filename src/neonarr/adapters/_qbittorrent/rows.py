"""One torrent as qBittorrent tells it, and as we understand it.

Source: https://github.com/qbittorrent/qBittorrent/wiki/WebUI-API-(qBittorrent-5.0)#get-torrent-list
and #get-torrent-trackers
"""

from msgspec import UNSET, Struct, UnsetType

from neonarr.adapters._trackers import tracker_answer
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.model import Download, DownloadState
from neonarr.downloads.trackers import Standing, TrackerAnswer

ETA_ENDLESS = 8_640_000
STATES: dict[str, DownloadState] = {
    "error": DownloadState.ERROR,
    "missingFiles": DownloadState.ERROR,
    "metaDL": DownloadState.METADATA,
    "forcedMetaDL": DownloadState.METADATA,
    "allocating": DownloadState.DOWNLOADING,
    "downloading": DownloadState.DOWNLOADING,
    "forcedDL": DownloadState.DOWNLOADING,
    "stalledDL": DownloadState.STALLED,
    "queuedDL": DownloadState.WAITING,
    "pausedDL": DownloadState.PAUSED,  # up to 4.6
    "stoppedDL": DownloadState.PAUSED,  # from 5.0
    "checkingDL": DownloadState.CHECKING,
    "checkingUP": DownloadState.CHECKING,
    "checkingResumeData": DownloadState.CHECKING,
    "moving": DownloadState.MOVING,
    "uploading": DownloadState.COMPLETE,
    "forcedUP": DownloadState.COMPLETE,
    "stalledUP": DownloadState.COMPLETE,
    "queuedUP": DownloadState.COMPLETE,
    "pausedUP": DownloadState.COMPLETE,
    "stoppedUP": DownloadState.COMPLETE,
    "unknown": DownloadState.CHECKING,  # while it starts
}
_STOPPED = frozenset({"pausedDL", "pausedUP", "stoppedDL", "stoppedUP"})
_MESSAGES = {
    "error": "qBittorrent stopped it with an error; its log says which.",
    "missingFiles": "qBittorrent does not find its files where it saved them.",
}


_STANDINGS = {
    2: Standing.WORKS,
    4: Standing.FAILS,
    5: Standing.FAILS,  # newer versions: it answered with an error
    6: Standing.FAILS,  # newer versions: it can't be reached
}
"""0 is switched off, 1 not contacted, 3 being asked."""
_NO_TRACKER = "** ["


class Row(Struct):
    """The fields we read. A change tells only some: the others are UNSET."""

    hash: str | UnsetType = UNSET
    infohash_v1: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    state: str | UnsetType = UNSET
    progress: float | UnsetType = UNSET
    size: int | UnsetType = UNSET
    completed: int | UnsetType = UNSET
    dlspeed: int | UnsetType = UNSET
    upspeed: int | UnsetType = UNSET
    eta: int | UnsetType = UNSET
    num_seeds: int | UnsetType = UNSET
    num_leechs: int | UnsetType = UNSET
    ratio: float | UnsetType = UNSET
    seeding_time: int | UnsetType = UNSET
    save_path: str | UnsetType = UNSET
    content_path: str | UnsetType = UNSET
    category: str | UnsetType = UNSET


def merge(row: Row, change: Row) -> None:
    """Take over what `change` tells."""
    for name in Row.__struct_fields__:
        value = getattr(change, name)
        if value is not UNSET:
            setattr(row, name, value)


def to_download(info_hash: InfoHash, row: Row) -> Download:
    said = row.state or "unknown"
    progress = row.progress or 0.0
    state = STATES.get(said) or _guess(progress)
    eta = row.eta or 0
    return Download(
        info_hash=info_hash,
        name=row.name or "",
        state=state,
        progress=Percent(progress * 100),
        size=Bytes(max(0, row.size or 0)),
        done=Bytes(max(0, row.completed or 0)),
        down_speed=Bytes(row.dlspeed or 0),
        up_speed=Bytes(row.upspeed or 0),
        eta_s=eta if 0 < eta < ETA_ENDLESS else None,
        seeds=row.num_seeds or 0,
        peers=row.num_leechs or 0,
        ratio=max(0.0, row.ratio or 0.0),
        seeding_s=row.seeding_time or 0,
        save_path=_folder(row.save_path or ""),
        content_path=_folder(row.content_path or _content_path(row)),
        category=row.category or "",
        is_stopped=said in _STOPPED,
        message=_MESSAGES.get(said, ""),
    )


class TrackerRow(Struct):
    url: str
    status: int = 1
    msg: str = ""


def to_answers(rows: list[TrackerRow]) -> tuple[TrackerAnswer, ...]:
    """Without DHT, PeX and LSD, which have rows too."""
    return tuple(
        tracker_answer(row.url, _STANDINGS.get(row.status, Standing.UNASKED), row.msg)
        for row in rows
        if not row.url.startswith(_NO_TRACKER)
    )


def _guess(progress: float) -> DownloadState:
    """For a state a later version may bring."""
    return DownloadState.COMPLETE if progress >= 1 else DownloadState.STALLED


def _content_path(row: Row) -> str:
    """For 4.3.0, which tells none."""
    save_path = _folder(row.save_path or "")
    return f"{save_path}/{row.name}" if save_path and row.name else ""


def _folder(path: str) -> str:
    """Without the slash some versions end it with.

    >>> _folder("/downloads/"), _folder("/")
    ('/downloads', '/')
    """
    return path.rstrip("/\\") or path
