"""What was found in a finished download, what goes where, and how it got there."""

from dataclasses import dataclass
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.library.model import Item
from neonarr.naming.formats import DEFAULTS, Formats


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
    audio_channels: str | None = None
    """5.1, 2.0 …, of the first sound track."""
    dynamic_range: str | None = None
    """The family's words: HDR10, DV HDR10Plus …"""
    audio_languages: str | None = None
    """ISO 639 codes with spaces between."""
    subtitle_languages: str | None = None
    """As those of the sound."""
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
    within: PurePath
    """Relative to the download's folder: `CD1/01 - Song.flac`; the name of a single file."""
    size: Bytes
    media: MediaInfo | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an import is to bring."""

    item: Item
    quality: str
    version: str = ""
    """What the file names tell it apart by; empty if it is the only one."""
    old_tracks: int = 0
    """How many tracks the copy has that this is to replace."""
    release: str = ""
    """The name of the release; empty if nobody knows."""
    met: tuple[str, ...] = ()
    """The custom formats it meets that file names are to tell."""
    formats: Formats = DEFAULTS
    """How the library names its files."""


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
    """hardlink, reflink, copy, symlink or unpacked."""
    cost: Bytes
    """Bytes this took on disk beyond the download itself."""


class ImportFailed(Exception):
    """An import can't be done (now). `str()` is a sentence for a person; `key` never changes and
    says what to do about it: `not_visible` and every `library_*` may be over at the next try."""

    key = "import_failed"


class NotVisible(ImportFailed):
    """The finished download is not where the client says, as seen from here."""

    key = "not_visible"


class Unimportable(ImportFailed):
    """The download holds nothing that can be the wanted movie or album."""

    key = "no_media"


class FewerTracks(ImportFailed):
    """It would replace an album by a part of it."""

    key = "fewer_tracks"


class Unreadable(ImportFailed):
    """A file of the download can't be read whole."""

    key = "unreadable"


class TargetTaken(ImportFailed):
    """Something else lies where the file belongs. It stays."""

    key = "target_taken"


class NoHardLink(ImportFailed):
    """A hard link can't be made, and nothing else is allowed."""

    key = "no_hard_link"


class NotAsClaimed(ImportFailed):
    """Its media is far from what the release's name says."""

    key = "not_as_claimed"


class LockedArchive(ImportFailed):
    """The media is packed, and only a password opens it."""

    key = "locked_archive"


class UnsafeArchive(ImportFailed):
    """The media is packed in something made to do harm."""

    key = "unsafe_archive"


class BrokenArchive(ImportFailed):
    """The media is packed, and volumes are missing or damaged."""

    key = "broken_archive"


class NoUnpacker(ImportFailed):
    """The media is packed, and no program that unpacks it is installed."""

    key = "no_unpacker"


class LibraryMissing(ImportFailed):
    """The root folder and the folder above it are not there: a disk is not mounted."""

    key = "library_missing"


class LibraryReadOnly(ImportFailed):
    """The library's folder takes no files from this program."""

    key = "library_read_only"


class LibraryFull(ImportFailed):
    """The library's disk or quota has no room for the file."""

    key = "library_full"


class LibraryBusy(ImportFailed):
    """Another import is writing this very file."""

    key = "library_busy"


class Stopped(Exception):
    """The caller wants no more. Files placed so far stay; of an unfinished one nothing is left."""
