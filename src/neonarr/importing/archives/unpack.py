"""Everything packed in a download, unpacked for one import and gone after it.

A download is unpacked when its archives are larger than its loose media: those of scene releases
are, subtitles packed beside a film are not. Nothing is unpacked before its listing was judged (see
`guard`), before there is room for all of it, or anywhere but in a work folder of ours (see
`workplace`).
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.importing.archives import guard, unar
from neonarr.importing.archives.model import Archive, Entry
from neonarr.importing.archives.sets import archives_in
from neonarr.importing.archives.workplace import workplace
from neonarr.importing.disk import free_space, make_root
from neonarr.importing.faults import library_fault, megabytes, shown
from neonarr.importing.find import find
from neonarr.importing.media import AUDIO, VIDEO
from neonarr.importing.model import (
    BrokenArchive,
    FoundFile,
    LibraryFull,
    NoUnpacker,
    Stopped,
    UnsafeArchive,
)
from neonarr.importing.programs.child import Confines, run

_LISTING_S = 120.0
_LEAST_S = 600.0
_SLOWEST = 2_000_000
"""Bytes per second, below which a disk is not merely slow."""
_SLACK = 1 << 20


@dataclass(frozen=True, slots=True)
class Room:
    """Where to unpack: `root` is the library's, `reserve` stays free there."""

    root: PurePath
    reserve: Bytes


@dataclass(frozen=True, slots=True)
class _Chosen:
    archive: Archive
    entries: list[Entry]


@contextmanager
def unpacked(
    content_path: str,
    files: Sequence[FoundFile],
    kind: MediaKind,
    room: Room,
    should_stop: Callable[[], bool],
) -> Iterator[list[FoundFile]]:
    """What was unpacked, without media, for as long as the context lasts; empty if nothing is
    packed that matters.

    Raises ImportFailed; Stopped."""
    archives = [one for one in archives_in(files) if one.size > _loose(files, kind)]
    if not archives:
        yield []
        return
    programs = _programs()
    if programs is None:
        raise NoUnpacker(
            f"{shown(archives[0].first.name)} is packed, and nothing here unpacks it. Install unar "
            "(Debian: apt install unar); the import then goes on by itself."
        )
    lists, unpacks = programs
    chosen = [_Chosen(one, _listed(lists, one, should_stop)) for one in archives]
    chosen = [one for one in chosen if one.entries]
    if not chosen:
        yield []
        return
    make_root(room.root)
    _ensure_room(chosen, room)
    with workplace(room.root, content_path) as folder:
        yield [
            file
            for number, one in enumerate(chosen)
            for file in _unpack(unpacks, one, os.path.join(folder, str(number)), should_stop)
        ]


def _programs() -> tuple[str, str] | None:
    """Of The Unarchiver: the one that lists and the one that unpacks."""
    lists, unpacks = shutil.which("lsar"), shutil.which("unar")
    return (lists, unpacks) if lists and unpacks else None


def _loose(files: Sequence[FoundFile], kind: MediaKind) -> int:
    suffixes = VIDEO if kind is MediaKind.MOVIE else AUDIO
    return sum(file.size for file in files if file.path.suffix.lower() in suffixes)


def _listed(program: str, archive: Archive, should_stop: Callable[[], bool]) -> list[Entry]:
    said = run(
        unar.list_command(program, archive.first),
        Confines(_LISTING_S),
        lambda: _go_on(should_stop),
    )
    return guard.wanted_of(archive, unar.entries_of(archive.first, said))


def _ensure_room(chosen: Sequence[_Chosen], room: Room) -> None:
    needed = sum(guard.total_of(one.entries) for one in chosen)
    free = free_space(room.root)
    if free is not None and needed > free - room.reserve:
        kept = f", of which {megabytes(room.reserve)} must stay so" if room.reserve else ""
        raise LibraryFull(
            f"The download is packed and needs {megabytes(needed)} to be unpacked; "
            f"{shown(room.root)} has {megabytes(free)} free{kept}. Free some space; the import "
            "then goes on by itself."
        )


def _unpack(
    program: str, one: _Chosen, folder: str, should_stop: Callable[[], bool]
) -> list[FoundFile]:
    total, name = guard.total_of(one.entries), shown(one.archive.first.name)
    try:
        os.mkdir(folder)
    except OSError as error:
        raise library_fault(error, folder) from error

    def each_moment() -> None:
        _go_on(should_stop)
        if _size_below(folder) > total + _SLACK:
            raise UnsafeArchive(f"{name} unpacks to more than it says.")

    largest = max(entry.size for entry in one.entries)
    confines = Confines(_LEAST_S + total / _SLOWEST, largest + _SLACK)
    said = run(
        unar.unpack_command(program, one.archive.first, folder, one.entries), confines, each_moment
    )
    found = _checked(folder, name)
    if said.code or sorted(f.size for f in found) != sorted(e.size for e in one.entries):
        raise BrokenArchive(f"{name} can't be unpacked whole: it is damaged or a volume is.")
    return found


def _checked(folder: str, archive: str) -> list[FoundFile]:
    """Every file below, readable for all who may read its folder.

    Raises UnsafeArchive if anything else is there, whatever was listed."""
    mode = stat.S_IMODE(os.stat(folder).st_mode) & 0o666
    found = find(folder)
    if len(found) != sum(len(names) for _, _, names in os.walk(folder)):
        raise UnsafeArchive(f"{archive} holds more than plain files.")
    for file in found:
        if os.lstat(file.path).st_nlink > 1:
            raise UnsafeArchive(f"{archive} holds a link, not only files.")
        os.chmod(file.path, mode)
    return found


def _size_below(folder: str) -> int:
    sizes = 0
    for above, _, names in os.walk(folder):
        for name in names:
            try:
                sizes += os.lstat(os.path.join(above, name)).st_size
            except OSError:
                continue  # renamed since
    return sizes


def _go_on(should_stop: Callable[[], bool]) -> None:
    if should_stop():
        raise Stopped
