"""The Unarchiver: `lsar` lists, `unar` unpacks. RAR 1.5 to 5 in any number of volumes, ZIP, 7z.

Its JSON names entries `XADFileName`, by `XADIndex`; a key `XADIsLink`, `XADIsFIFO` … tells what is
no file. Without a password it ends with 2 where even the names are encrypted (measured, 1.10.1).
"""

import json
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Any

from neonarr.base.units import Bytes
from neonarr.importing.archives.model import Entry, EntryKind
from neonarr.importing.archives.unpacker import Unpacker
from neonarr.importing.faults import shown
from neonarr.importing.model import BrokenArchive, LockedArchive
from neonarr.importing.programs.child import Said

_OTHER = (
    *("XADIsLink", "XADIsHardLink", "XADIsFIFO", "XADIsCharacterDevice", "XADIsBlockDevice"),
    *("XADIsResourceFork", "XADIsSocket"),
)
_NEEDS_PASSWORD = 2


def here() -> Unpacker | None:
    """None where it is not installed."""
    lists, unpacks = shutil.which("lsar"), shutil.which("unar")
    if not lists or not unpacks:
        return None
    return Unpacker(partial(list_command, lists), partial(unpack_command, unpacks), entries_of)


def list_command(program: str, archive: PurePath) -> list[str]:
    return [program, "-json", "-no-recursion", str(archive)]


def unpack_command(
    program: str, archive: PurePath, folder: str, entries: Sequence[Entry]
) -> list[str]:
    numbers = [str(entry.index) for entry in entries]
    options = ["-quiet", "-no-recursion", "-no-directory", "-force-skip", "-forks", "skip"]
    return [program, *options, "-output-directory", folder, "-indexes", str(archive), *numbers]


def entries_of(archive: PurePath, said: Said) -> list[Entry]:
    """What lsar listed. Raises LockedArchive, BrokenArchive."""
    try:
        told = json.loads(said.out)
        return [_entry(one) for one in told["lsarContents"]]
    except (ValueError, KeyError, TypeError) as error:
        if said.code == _NEEDS_PASSWORD:
            raise LockedArchive(
                f"{shown(archive.name)} can't be unpacked without a password."
            ) from error
        raise BrokenArchive(f"{shown(archive.name)} is damaged, or no archive.") from error


def _entry(one: dict[str, Any]) -> Entry:
    kind = EntryKind.FOLDER if one.get("XADIsDirectory") else EntryKind.FILE
    if any(one.get(key) for key in _OTHER):
        kind = EntryKind.OTHER
    name, size = one["XADFileName"], one.get("XADFileSize", -1)
    if not isinstance(name, str) or not isinstance(size, int):
        raise TypeError
    return Entry(int(one["XADIndex"]), name, Bytes(size), kind, bool(one.get("XADIsEncrypted")))
