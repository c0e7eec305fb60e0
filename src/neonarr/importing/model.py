"""What was found in a finished download, what goes where, and how it got there."""

from dataclasses import dataclass
from pathlib import PurePath

from neonarr.base.units import Bytes


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a file's streams and tags say. None where it says nothing."""

    duration_s: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    width: int | None = None
    height: int | None = None
    bit_depth: int | None = None
    sample_rate: int | None = None
    """Hz."""
    title: str | None = None
    artist: str | None = None
    album: str | None = None
    track: int | None = None
    disc: int | None = None


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a finished download. `media` is None when it is no readable film or track."""

    path: PurePath
    """Absolute, as this machine sees it."""
    size: Bytes
    media: MediaInfo | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One file to place. The source is never changed."""

    source: PurePath
    target: PurePath
    size: Bytes
    media: MediaInfo
    disc: int | None = None
    track: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that now is complete under `move.target`."""

    move: Move
    method: str
    """hardlink, reflink or copy."""
    cost: Bytes
    """Bytes this took on disk beyond the download itself."""
