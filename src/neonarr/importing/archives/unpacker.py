"""A program that unpacks: what it is asked in, and how its answer is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from neonarr.importing.archives.model import Entry
from neonarr.importing.programs.child import Said


@dataclass(frozen=True, slots=True)
class Unpacker:
    """What is unpacked is held against `entries_of`, whichever program it was."""

    list_command: Callable[[PurePath], list[str]]
    """The archive by its first volume."""
    unpack_command: Callable[[PurePath, str, Sequence[Entry]], list[str]]
    """Some of its entries, with their folders, below a folder."""
    entries_of: Callable[[PurePath, Said], list[Entry]]
    """What the first command listed. Raises LockedArchive, BrokenArchive, NoUnpacker."""
