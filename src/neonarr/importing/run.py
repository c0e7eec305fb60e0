"""One import, from the finished download to complete files in the library."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing.disk import Placing, free_space, is_elsewhere, make_root
from neonarr.importing.faults import megabytes, shown
from neonarr.importing.find import find
from neonarr.importing.model import LibraryFull, Move, Placed, Stopped
from neonarr.importing.plan import plan
from neonarr.importing.probe import probe
from neonarr.library.model import Item


async def import_download(
    item: Item, quality: str, content_path: str, root: PurePath
) -> list[Placed]:
    """Every file of `item` found at `content_path` (as seen from here), now in the library. May
    run twice and die anywhere: what is placed already counts, and only complete files are ever
    visible. If it is cancelled, a copy under way is given up within a moment.

    Raises ImportFailed."""
    stop = threading.Event()

    def work() -> list[Placed]:
        return _import(item, quality, content_path, root, stop.is_set)

    try:
        return await asyncio.to_thread(work)
    except asyncio.CancelledError:
        stop.set()
        raise


def _import(
    item: Item, quality: str, content_path: str, root: PurePath, should_stop: Callable[[], bool]
) -> list[Placed]:
    moves = plan(item, quality, probe(find(content_path), should_stop), root)
    make_root(root)
    _ensure_room(moves, root)
    placing = Placing(should_stop)
    placed = []
    for move in moves:
        if should_stop():
            raise Stopped
        placed.append(placing.place(move))
    placing.finish()
    return placed


def _ensure_room(moves: list[Move], root: PurePath) -> None:
    """Better no file than half an album; a file system that can't tell is simply tried."""
    needed = Bytes(sum(move.size for move in moves if is_elsewhere(move)))
    free = free_space(root)
    if free is not None and needed > free:
        raise LibraryFull(
            f"{shown(root)} has {megabytes(free)} free, and {megabytes(needed)} must be copied "
            "there: the download lies on another disk, so hard links are not possible. Free some "
            "space; the import then goes on by itself."
        )
