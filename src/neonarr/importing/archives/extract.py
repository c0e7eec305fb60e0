"""One archive, listed, judged and unpacked by the first program that can.

The Unarchiver goes first, for it reads every RAR; where it gives up on an archive, 7-Zip tries.
"""

import os
import shutil
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from neonarr.base.units import Bytes
from neonarr.importing.archives import guard, seven_zip, unar
from neonarr.importing.archives.model import Archive, Entry
from neonarr.importing.archives.unpacker import Unpacker
from neonarr.importing.faults import library_fault, shown
from neonarr.importing.find import find
from neonarr.importing.model import (
    BrokenArchive,
    FoundFile,
    ImportFailed,
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

Judge = Callable[[Archive, Sequence[Entry]], list[Entry]]
"""What of an archive is wanted; raises ImportFailed if it may not be touched: see `guard`."""
ShouldStop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is wanted of an archive, and the programs that may unpack it: the first listed it."""

    archive: Archive
    entries: list[Entry]
    unpackers: Sequence[Unpacker]
    judge: Judge

    @property
    def total(self) -> Bytes:
        return guard.total_of(self.entries)


def installed() -> list[Unpacker]:
    """In the order they are tried."""
    return [one for one in (unar.here(), seven_zip.here()) if one]


def choose(
    archive: Archive, unpackers: Sequence[Unpacker], judge: Judge, should_stop: ShouldStop
) -> Chosen:
    """Raises ImportFailed: what the judge says, or why the first program can't, if none can."""
    failure: ImportFailed = NoUnpacker(
        f"{shown(archive.first.name)} is packed, and nothing here unpacks it. Install unar "
        "(Debian: apt install unar), or 7-Zip (7zip), which there can't open RAR; the import then "
        "goes on by itself."
    )
    for at, unpacker in enumerate(unpackers):
        try:
            entries = _listed(archive, unpacker, should_stop)
        except (BrokenArchive, NoUnpacker) as error:
            failure = failure if at else error
            continue
        return Chosen(archive, judge(archive, entries), unpackers[at:], judge)
    raise failure


def _listed(archive: Archive, unpacker: Unpacker, should_stop: ShouldStop) -> list[Entry]:
    command = unpacker.list_command(archive.first)
    said = run(command, Confines(_LISTING_S), lambda: _go_on(should_stop))
    entries = unpacker.entries_of(archive.first, said)
    if not entries:
        name = shown(archive.first.name)
        raise BrokenArchive(f"{name} seems empty: it is damaged, or a volume of it is missing.")
    return entries


def unpack(one: Chosen, folder: str, should_stop: ShouldStop) -> list[FoundFile]:
    """All that is wanted of it, in a new folder.

    Raises BrokenArchive, UnsafeArchive, Unreadable; LibraryFull and the like; Stopped."""
    try:
        return _unpack(one, folder, should_stop)
    except BrokenArchive:
        again = _instead(one, should_stop)
        if again is None:
            raise
    shutil.rmtree(folder, ignore_errors=True)
    return unpack(again, folder, should_stop)


def _instead(one: Chosen, should_stop: ShouldStop) -> Chosen | None:
    """The same through another program; None if there is none that reads it, or if it tells of
    another size than there was found to be room for."""
    try:
        again = choose(one.archive, one.unpackers[1:], one.judge, should_stop)
    except (BrokenArchive, NoUnpacker):
        return None
    return again if again.total == one.total else None


def _unpack(one: Chosen, folder: str, should_stop: ShouldStop) -> list[FoundFile]:
    name = shown(one.archive.first.name)
    try:
        os.mkdir(folder)
    except OSError as error:
        raise library_fault(error, folder) from error

    def each_moment() -> None:
        _go_on(should_stop)
        if _size_below(folder) > one.total + _SLACK:
            raise UnsafeArchive(f"{name} unpacks to more than it says.")

    largest = max(entry.size for entry in one.entries)
    confines = Confines(_LEAST_S + one.total / _SLOWEST, largest + _SLACK)
    command = one.unpackers[0].unpack_command(one.archive.first, folder, one.entries)
    said = run(command, confines, each_moment)
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


def _go_on(should_stop: ShouldStop) -> None:
    if should_stop():
        raise Stopped
