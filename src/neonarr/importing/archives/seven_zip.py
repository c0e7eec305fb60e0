"""7-Zip: `7zz`, `7z` or `7za`. ZIP and 7z; RAR only where it was built with it: Debian's is not.

It is told which format to read, so that a stranger's file reaches none of its fifty others. It
lists an entry as lines `Key = Value` up to an empty one; what is wrong it tells in words only.

Source: https://documentation.help/7-Zip/index.htm
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing.archives.model import Entry, EntryKind
from neonarr.importing.archives.unpacker import Unpacker
from neonarr.importing.faults import shown
from neonarr.importing.model import BrokenArchive, LockedArchive, NoUnpacker
from neonarr.importing.programs.child import Said

_PROGRAMS = ("7zz", "7z", "7za")
_MARKS = {b"Rar!\x1a\x07\x00": "rar", b"Rar!\x1a\x07\x01": "rar5", b"7z\xbc\xaf": "7z"}
_QUIET = ("-bd", "-y", "-p", "-sccUTF-8")
"""No progress, no questions: the password is the empty one."""
_LINKS = ("Symbolic Link", "Hard Link", "Copy Link")
_NUMBERED = re.compile(r"\.\d{3}$")
_UNIX_MODE = re.compile(r"[-bcdlps][-rwxsStT]{9}")


def here() -> Unpacker | None:
    """None where it is not installed."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        return None
    return Unpacker(partial(list_command, program), partial(unpack_command, program), entries_of)


def list_command(program: str, archive: PurePath) -> list[str]:
    return [program, "l", "-slt", "-ba", "-bse1", *_QUIET, _type(archive), "--", str(archive)]


def unpack_command(
    program: str, archive: PurePath, folder: str, entries: Sequence[Entry]
) -> list[str]:
    """By name: `guard` refuses an archive that holds one twice."""
    names = [f"-i!{entry.name}" for entry in entries]
    into = ["-spd", f"-o{folder}", *names, _type(archive)]
    return [program, "x", *_QUIET, *into, "--", str(archive)]


def entries_of(archive: PurePath, said: Said) -> list[Entry]:
    """What it listed. Raises LockedArchive, BrokenArchive, NoUnpacker."""
    text = said.out.decode(errors="surrogateescape")
    found = [_entry(index, told) for index, told in enumerate(_blocks(text))]
    if found or not said.code:
        return found
    name = shown(archive.name)
    if "password" in text:
        raise LockedArchive(f"{name} can't be unpacked without a password.")
    if "Unsupported archive type" in text:
        raise NoUnpacker(
            f"{name} is a RAR archive, and the 7-Zip here was built without RAR, as Debian's is. "
            "Install unar (Debian: apt install unar); the import then goes on by itself."
        )
    raise BrokenArchive(f"{name} is damaged, or no archive.")


def _blocks(text: str) -> Iterator[dict[str, str]]:
    for block in text.split("\n\n"):
        lines = (line.partition(" = ") for line in block.split("\n"))
        told = {key: value for key, equals, value in lines if equals}
        if "Path" in told:
            yield told


def _entry(index: int, told: dict[str, str]) -> Entry:
    size = told.get("Size", "")
    return Entry(
        index,
        told["Path"],
        Bytes(int(size) if size.isdecimal() else -1),
        _kind(told),
        told.get("Encrypted") == "+",
    )


def _kind(told: dict[str, str]) -> EntryKind:
    """By the attributes: those of Windows, a space, those of Unix; either may lack."""
    attributes = told.get("Attributes", "")
    unix = _UNIX_MODE.search(attributes)
    mode = unix[0][0] if unix else "-"
    windows = attributes[: unix.start()] if unix else attributes
    if mode not in "-d" or "L" in windows or any(map(told.get, _LINKS)):
        return EntryKind.OTHER
    if mode == "d" or "D" in windows or told.get("Folder") == "+":
        return EntryKind.FOLDER
    return EntryKind.FILE


def _type(archive: PurePath) -> str:
    """The switch that names its format: by its first bytes, else by its name."""
    try:
        with open(archive, "rb") as file:
            head = file.read(7)
    except OSError:
        head = b""
    split = ".split" if _NUMBERED.search(archive.name) else ""
    suffix = PurePath(_NUMBERED.sub("", archive.name)).suffix.lower()
    by_name = suffix.lstrip(".") if suffix in (".zip", ".7z") else "rar"
    told = next((name for mark, name in _MARKS.items() if head.startswith(mark)), by_name)
    return f"-t{told}{split}"
