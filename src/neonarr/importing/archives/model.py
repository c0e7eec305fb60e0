"""An archive of a download, and what it says is in it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from neonarr.base.units import Bytes


class EntryKind(StrEnum):
    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"
    """A link, a device, a pipe: nothing a film or album consists of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in an archive, as it stands there: nobody has checked it yet."""

    index: int
    """What the program that listed it calls it by."""
    name: str
    size: Bytes
    """Unpacked, as the archive claims."""
    kind: EntryKind = EntryKind.FILE
    is_locked: bool = False
    """Needs a password."""


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive in one or several volumes."""

    first: PurePath
    """What a program is given to open it; the other volumes lie beside it."""
    within: PurePath
    """Of the first volume, relative to the download."""
    size: Bytes
    """Of all volumes."""
    lacks: str = ""
    """The name of a volume that should be there and is not."""
