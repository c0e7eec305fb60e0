"""What Transmission answers, as far as we read it."""

from typing import TypeVar

import msgspec

from neonarr.adapters._transmission.faults import unreadable

_T = TypeVar("_T")


def read(service: str, content: bytes, kind: type[_T]) -> _T:
    """Raises Unintelligible."""
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError:
        raise unreadable(service).error from None


class Told(msgspec.Struct, rename="kebab"):
    """Of session-get."""

    version: str = "of an unknown version"
    rpc_version: int = 0
    download_dir: str = ""
    peer_port: int = 0
    download_queue_enabled: bool = False
    download_queue_size: int = 0
    alt_speed_enabled: bool = False
    alt_speed_down: int = 0
    """kB/s, as all its speeds."""
    alt_speed_up: int = 0
    speed_limit_down_enabled: bool = False
    speed_limit_down: int = 0
    speed_limit_up_enabled: bool = False
    speed_limit_up: int = 0
    seed_ratio_limited: bool = msgspec.field(default=False, name="seedRatioLimited")
    seed_ratio_limit: float = msgspec.field(default=0.0, name="seedRatioLimit")


class Space(msgspec.Struct, rename="kebab"):
    """Of free-space; negative when it can't tell."""

    size_bytes: int = -1


class Named(msgspec.Struct, rename="camel"):
    hash_string: str


class Added(msgspec.Struct, rename="kebab"):
    """Of torrent-add."""

    torrent_added: Named | None = None
    torrent_duplicate: Named | None = None


class File(msgspec.Struct, rename="camel"):
    name: str
    length: int
    bytes_completed: int


class Stats(msgspec.Struct):
    wanted: bool


class Content(msgspec.Struct, rename="camel"):
    files: list[File] = []
    file_stats: list[Stats] = []


class TrackerStats(msgspec.Struct, rename="camel"):
    announce: str
    has_announced: bool = False
    last_announce_succeeded: bool = False
    last_announce_result: str = ""


class Tracked(msgspec.Struct, rename="camel"):
    tracker_stats: list[TrackerStats] = []


class Trackers(msgspec.Struct):
    """Of torrent-get, for the trackers."""

    torrents: list[Tracked]


class Contents(msgspec.Struct):
    """Of torrent-get, for the files."""

    torrents: list[Content]
