"""One import, from the finished download to complete files in the library."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing.archives.unpack import Room, unpacked
from neonarr.importing.archives.workplace import sweep
from neonarr.importing.disk import Old, Placing, free_space, make_root, needs_room
from neonarr.importing.faults import library_fault, megabytes, shown
from neonarr.importing.find import find
from neonarr.importing.model import LibraryFull, Move, Placed, Stopped, Wanted
from neonarr.importing.plan import plan
from neonarr.importing.probe import probe
from neonarr.settings.model import ImportMode

_NONE = Bytes(0)


def _anything(moves: Sequence[Move], should_stop: Callable[[], bool]) -> None:
    """No objection."""


@dataclass(frozen=True, slots=True)
class Care:
    """What an import minds. `reserve` stays free in the library when a download is unpacked;
    `look` sees all that is to be placed before anything is, and raises ImportFailed to stop it."""

    reserve: Bytes = _NONE
    look: Callable[[Sequence[Move], Callable[[], bool]], None] = _anything


CARELESS = Care()


async def import_download(
    wanted: Wanted,
    content_path: str,
    root: PurePath,
    mode: ImportMode = ImportMode.PREFER_HARDLINK,
    old: Old | None = None,
    care: Care = CARELESS,
) -> list[Placed]:
    """Every file of what is wanted found at `content_path` (as seen from here), now in the
    library, and the `old` copy it replaces in the recycle bin. May run twice and die anywhere: what
    is placed already counts, only complete files are ever visible, and nothing old goes before all
    that is new is there. If it is cancelled, a copy under way is given up within a moment. What is
    packed is unpacked for it; the download itself is never changed.

    Raises ImportFailed."""
    stop = threading.Event()

    def work() -> list[Placed]:
        sweep(root)
        files = probe(find(content_path), stop.is_set)
        room = Room(root, care.reserve)
        with unpacked(content_path, files, wanted.item.kind, room, stop.is_set) as more:
            moves = plan(wanted, [*files, *probe(more, stop.is_set)], root)
            care.look(moves, stop.is_set)
            inner = {file.path for file in more}
            placed = _place(moves, root, Placing(stop.is_set, mode, old, inner), stop.is_set)
        placed = [_told(one, inner) for one in placed]
        if old:
            _throw_away(old, placed, root)
        return placed

    try:
        return await asyncio.to_thread(work)
    except asyncio.CancelledError:
        stop.set()
        raise


def _place(
    moves: list[Move], root: PurePath, placing: Placing, should_stop: Callable[[], bool]
) -> list[Placed]:
    make_root(root)
    _ensure_room(moves, root, placing)
    placed = []
    for move in moves:
        if should_stop():
            raise Stopped
        placed.append(placing.place(move))
    placing.finish()
    return placed


def _told(placed: Placed, unpacked: set[PurePath]) -> Placed:
    """With what it really took: the unpacked file is a second one beside the download's archive."""
    if placed.move.source not in unpacked:
        return placed
    return replace(placed, method="unpacked", cost=placed.move.size)


def _throw_away(old: Old, placed: list[Placed], root: PurePath) -> None:
    new = {str(one.move.target) for one in placed}
    try:
        for path in sorted(old.paths - new):
            old.recycle_bin.throw(path)
    except OSError as error:
        raise library_fault(error, str(root)) from error
    old.recycle_bin.empty()


def _ensure_room(moves: list[Move], root: PurePath, placing: Placing) -> None:
    """Better no file than half an album; a file system that can't tell is simply tried."""
    copies = [move for move in moves if needs_room(move, placing.mode_for(move.source))]
    needed = Bytes(sum(move.size for move in copies))
    free = free_space(root)
    if free is not None and needed > free:
        why = (
            "that is the import mode"
            if any(placing.mode_for(move.source) is ImportMode.COPY for move in copies)
            else "the download lies on another disk, so hard links are not possible"
        )
        raise LibraryFull(
            f"{shown(root)} has {megabytes(free)} free, and {megabytes(needed)} must be copied "
            f"there: {why}. Free some space; the import then goes on by itself."
        )
