"""One torrent as Transmission tells it, and as we understand it.

Source: https://github.com/transmission/transmission/blob/main/docs/rpc-spec.md#33-torrent-accessor
"""

import msgspec

from neonarr.adapters._redact import quoted
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.model import Download, DownloadState

STOPPED, CHECK_WAIT, CHECK, DOWNLOAD_WAIT, DOWNLOAD, SEED_WAIT, SEED = range(7)
_BY_STATUS = {
    CHECK_WAIT: DownloadState.CHECKING,
    CHECK: DownloadState.CHECKING,
    DOWNLOAD_WAIT: DownloadState.WAITING,
    SEED_WAIT: DownloadState.COMPLETE,
    SEED: DownloadState.COMPLETE,
}
TRACKER_WARNING, TRACKER_ERROR, LOCAL_ERROR = 1, 2, 3


class Row(msgspec.Struct, rename="camel"):
    """The fields we ask for; those a version leaves out keep their defaults."""

    hash_string: str
    id: int = 0
    name: str = ""
    status: int = STOPPED
    error: int = 0
    error_string: str = ""
    percent_done: float = 0.0
    metadata_percent_complete: float = 1.0
    size_when_done: int = 0
    left_until_done: int = 0
    have_unchecked: int = 0
    rate_download: int = 0
    rate_upload: int = 0
    eta: int = -1
    peers_connected: int = 0
    peers_sending_to_us: int = 0
    webseeds_sending_to_us: int = 0
    upload_ratio: float = -1.0
    seconds_seeding: int = 0
    download_dir: str = ""
    labels: list[str] = []


FIELDS = Row.__struct_encode_fields__


def to_download(row: Row) -> Download:
    """Transmission does not tell how many of its peers are seeds: those that send are counted."""
    state = _state(row)
    is_running = state in (DownloadState.DOWNLOADING, DownloadState.STALLED)
    senders = row.peers_sending_to_us + row.webseeds_sending_to_us
    folder = row.download_dir.rstrip("/\\") or row.download_dir
    has_files = row.metadata_percent_complete >= 1
    return Download(
        info_hash=InfoHash(row.hash_string.lower()),
        name=row.name,
        state=state,
        progress=Percent(row.percent_done * 100) if has_files else Percent(0),
        size=Bytes(row.size_when_done),
        done=Bytes(max(0, row.size_when_done - row.left_until_done)),
        down_speed=Bytes(row.rate_download),
        up_speed=Bytes(row.rate_upload),
        eta_s=row.eta if is_running and row.eta > 0 else None,
        seeds=senders,
        peers=max(0, row.peers_connected - row.peers_sending_to_us),
        # -1 is none yet, -2 infinite, which is none yet as well: nothing was downloaded.
        ratio=max(0.0, row.upload_ratio),
        seeding_s=row.seconds_seeding,
        save_path=folder,
        content_path=f"{folder}/{row.name}" if has_files else "",
        category=row.labels[0] if row.labels else "",
        is_stopped=row.status == STOPPED,
        message=_message(row),
    )


def _state(row: Row) -> DownloadState:
    if row.error == LOCAL_ERROR:
        return DownloadState.ERROR
    if row.status == STOPPED:
        return DownloadState.COMPLETE if _has_all(row) else DownloadState.PAUSED
    # A magnet is "checked" for a moment as well, and may wait in the queue before and after.
    if row.metadata_percent_complete < 1 and row.status != DOWNLOAD_WAIT:
        return DownloadState.METADATA
    if row.status in _BY_STATUS:
        return _BY_STATUS[row.status]
    return DownloadState.DOWNLOADING if row.rate_download > 0 else DownloadState.STALLED


def _has_all(row: Row) -> bool:
    return (
        row.metadata_percent_complete >= 1
        and row.size_when_done > 0
        and row.left_until_done == 0
        and row.have_unchecked == 0
    )


def _message(row: Row) -> str:
    """What is wrong here, or what the tracker says, which stops nothing."""
    if not row.error or not row.error_string:
        return ""
    said = quoted(row.error_string).rstrip(".")
    return said if row.error == LOCAL_ERROR else f"its tracker says: {said}"
