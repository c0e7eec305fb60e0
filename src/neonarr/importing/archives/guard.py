"""Whether an archive from a stranger may be unpacked, by what it says is in it. Pure.

What it says is held against what comes out while it is unpacked, so one that lies gains nothing.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath

from neonarr.base.units import Bytes
from neonarr.importing.archives.model import Archive, Entry, EntryKind
from neonarr.importing.faults import megabytes, shown
from neonarr.importing.media import SUBTITLES, VIDEO, is_media_name
from neonarr.importing.model import BrokenArchive, LockedArchive, UnsafeArchive

MAX_ENTRIES = 5_000
MAX_DEPTH = 16
MAX_NAME_BYTES = 255
MAX_TOTAL = 400_000_000_000
"""More than any film or box set in one archive."""
MAX_RATIO = 50
"""Unpacked ÷ packed. Media hardly shrinks: 1.0 to 1.1, raw audio 2."""
_RATIO_COUNTS_FROM = 50_000_000

MOST_SUBTITLES = 200_000_000
"""Unpacked; more than any film's subtitles have as pictures."""

_BESIDE = SUBTITLES | {".cue"}
_NESTED = frozenset((".rar", ".zip", ".7z"))


def wanted_of(archive: Archive, entries: Sequence[Entry]) -> list[Entry]:
    """The media in it with their subtitles; empty if it has no media.

    Raises UnsafeArchive, LockedArchive or BrokenArchive: then nothing of it is touched."""
    name = shown(archive.first.name)
    files = [entry for entry in entries if entry.kind is EntryKind.FILE]
    _require_harmless(name, entries)
    _require_size(name, archive.size, files)
    media = [entry for entry in files if is_media_name(PurePath(entry.name))]
    if media and archive.lacks:
        raise BrokenArchive(f"{name} is packed, and its volume {shown(archive.lacks)} is missing.")
    if any(entry.is_locked for entry in media):
        raise LockedArchive(f"{name} can't be unpacked without a password.")
    if not media:
        return []
    films = total_of([entry for entry in media if _suffix(entry) in VIDEO])
    beside = [e for e in files if _suffix(e) in _BESIDE or _may_be_subtitles(e, films)]
    return media + [entry for entry in beside if entry not in media]


def subtitles_of(archive: Archive, entries: Sequence[Entry]) -> list[Entry]:
    """The subtitles in one that may hold no more than those, and what is packed once more; empty
    if it has none, or media of its own.

    Raises as `wanted_of`."""
    name = shown(archive.first.name)
    files = [entry for entry in entries if entry.kind is EntryKind.FILE]
    _require_harmless(name, entries)
    _require_size(name, archive.size, files)
    wanted = [entry for entry in files if _suffix(entry) in SUBTITLES | _NESTED]
    if any(is_media_name(PurePath(entry.name)) for entry in files):
        return []
    if total_of(wanted) > MOST_SUBTITLES or any(entry.is_locked for entry in wanted):
        return []
    return wanted


def _suffix(entry: Entry) -> str:
    return PurePath(entry.name).suffix.lower()


def _may_be_subtitles(entry: Entry, films: int) -> bool:
    return _suffix(entry) in _NESTED and is_small(entry.size, films)


def is_small(size: int, films: int) -> bool:
    """Whether an archive beside films of so many bytes can hold but its subtitles."""
    return size * 4 <= films and size <= MOST_SUBTITLES


def total_of(entries: Sequence[Entry]) -> Bytes:
    return Bytes(sum(entry.size for entry in entries))


def _require_harmless(archive: str, entries: Sequence[Entry]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise UnsafeArchive(f"{archive} holds more than {MAX_ENTRIES} entries.")
    names: set[str] = set()
    for entry in entries:
        said = shown(entry.name[:200])
        if entry.kind is EntryKind.OTHER:
            raise UnsafeArchive(f"{archive} holds a link or device, not only files: “{said}”.")
        if why := _name_fault(entry.name):
            raise UnsafeArchive(f"{archive} holds a name that {why}: “{said}”.")
        key = unicodedata.normalize("NFC", entry.name).casefold().rstrip("/")
        if key in names and entry.kind is EntryKind.FILE:
            raise UnsafeArchive(f"{archive} holds the same name twice: “{said}”.")
        names.add(key)


def _name_fault(name: str) -> str:
    r"""What is wrong with the name of an entry; empty: nothing.

    >>> _name_fault("Film/heat.mkv"), _name_fault("../x"), _name_fault("C:\\x")
    ('', 'leads out of its folder', 'is not relative')
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return "is not relative"
    if ".." in parts:
        return "leads out of its folder"
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        return "can't be written"
    if len(parts) > MAX_DEPTH or any(len(p.encode()) > MAX_NAME_BYTES for p in parts):
        return "is too long or too deep"
    return ""


def _require_size(archive: str, packed: Bytes, files: Sequence[Entry]) -> None:
    if any(file.size < 0 for file in files):
        raise UnsafeArchive(f"{archive} does not tell how large its files are.")
    total = total_of(files)
    if total > MAX_TOTAL:
        raise UnsafeArchive(
            f"{archive} would unpack to {megabytes(total)}; {megabytes(MAX_TOTAL)} is the most."
        )
    if total > _RATIO_COUNTS_FROM and total > packed * MAX_RATIO:
        raise UnsafeArchive(
            f"{archive} has {megabytes(packed)} and would unpack to {megabytes(total)}: no media "
            "is packed that small, so it is a trap."
        )
