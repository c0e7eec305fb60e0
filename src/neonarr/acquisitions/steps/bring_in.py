"""DOWNLOADED: file the finished download in the library.

The state IMPORTING is the written intent; the work itself may run twice, because a file that is
already in its place is recognised and nothing is ever overwritten.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import Connection

from neonarr.acquisitions import store, verdicts
from neonarr.acquisitions.by_hand.mark import is_by_hand
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.steps.inspecting import Inspection
from neonarr.acquisitions.steps.next_release import BAD_RELEASE, after_failure
from neonarr.acquisitions.steps.turn import Turn
from neonarr.acquisitions.steps.wanted import wanted_of
from neonarr.acquisitions.world import World
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.downloads.mappings import local_path
from neonarr.importing.disk import Old
from neonarr.importing.model import ImportFailed, LibraryMissing, Placed
from neonarr.importing.replacing.recycle import RecycleBin
from neonarr.importing.run import Care, import_download
from neonarr.library import roots
from neonarr.library import store as library
from neonarr.library.model import Item, LibraryFile
from neonarr.settings.model import Preferences, RemoveTorrent

KEPT_TRYING = frozenset(
    {
        "not_visible",
        "library_read_only",
        "library_full",
        "library_missing",
        "library_busy",
        "unreadable",
        "no_hard_link",
        "no_unpacker",
    }
)
"""Troubles a person can mend outside; the download waits for that."""


async def bring_in(turn: Turn) -> None:
    """IMPORTED, DOWNLOADED again (a folder is not there, full …), WANTED again or FAILED."""
    world = turn.world
    item = await world.db.read(library.item, turn.acquisition.item_id)
    if item is None or turn.acquisition.content_path is None:
        await turn.finish(state=State.REMOVED, message="Its movie or album was deleted.")
        return
    preferences = world.preferences()
    root = PurePath(roots.library_root(preferences, item.kind))
    await turn.note(state=State.IMPORTING)
    story = turn.acquisition
    path = await world.db.read(local_path, story.client_id, story.content_path or "")
    there = await world.db.read(_replaced, story, str(root))
    old = _old(there, root, preferences, world.clock.now())
    inspection = Inspection(story.title, item, is_strict=not is_by_hand(story))
    try:
        await _require_there(world, root)
        wanted = await wanted_of(world, story, item, there)
        care = Care(Bytes(int(preferences.reserve_gb * 1e9)), inspection.look)
        placed = await import_download(wanted, path, root, preferences.import_mode, old, care)
    except ImportFailed as failure:
        await _failed(turn, failure)
        return
    now = world.clock.now()
    files = [_library_file(item, story, one, now, inspection) for one in placed]
    minutes = _minutes(item, placed)
    cleanup = _cleanup(preferences, placed)

    def record(connection: Connection) -> None:
        library.forget_files(connection, old.paths)
        library.record_files(connection, turn.acquisition.id, files)
        if minutes:
            library.learn_minutes(connection, item.id, minutes)

    await turn.finish(
        record, state=State.IMPORTED, imported_at=now, cleanup=cleanup, message=inspection.note()
    )


def _replaced(connection: Connection, story: Acquisition, root: str) -> list[LibraryFile]:
    """What there is of the same version, in this library; what lies elsewhere stays there."""
    files = store.files_of_slot(connection, story.item_id, story.slot)
    below = root.rstrip("/") + "/"
    return [f for f in files if f.acquisition_id != story.id and f.path.startswith(below)]


def _old(
    there: Sequence[LibraryFile], root: PurePath, preferences: Preferences, now: datetime
) -> Old:
    recycle_bin = RecycleBin(str(root), now.date(), preferences.recycle_days)
    return Old(frozenset(file.path for file in there), recycle_bin)


async def _require_there(world: World, root: PurePath) -> None:
    """Raises LibraryMissing where only the place of a disk is that is not mounted."""
    doubt = await roots.doubt(world.db, str(root), asyncio.to_thread)
    if doubt:
        raise LibraryMissing(doubt)


def _minutes(item: Item, placed: Sequence[Placed]) -> float | None:
    """How long the movie plays, if its file tells. The tracks that came tell nothing of an album:
    some may be missing, and then the whole one would be judged too large."""
    media = [one.move.media for one in placed if one.move.media.video_codec]
    lengths = [one.duration_s for one in media if one.duration_s]
    return round(max(lengths) / 60, 2) if lengths and item.kind is MediaKind.MOVIE else None


def _cleanup(preferences: Preferences, placed: list[Placed]) -> Cleanup | None:
    """None: the watcher looks after it until its share goal is reached."""
    if any(one.method == "symlink" for one in placed):
        return Cleanup.DONE  # its data is what the library shows
    if preferences.remove_torrent is RemoveTorrent.AFTER_IMPORT:
        return Cleanup.REMOVE_WITH_DATA
    return None


async def _failed(turn: Turn, failure: ImportFailed) -> None:
    if failure.key in KEPT_TRYING:
        await turn.put_off(State.DOWNLOADED, failure.key, str(failure))
        return
    bad, now = turn.acquisition, turn.world.clock.now()

    if failure.key not in BAD_RELEASE or is_by_hand(bad):
        await turn.finish(state=State.FAILED, trouble=failure.key, message=str(failure))
        return
    await turn.finish(
        lambda c: verdicts.block(c, bad, str(failure), now),
        **after_failure(bad, turn.world.preferences(), failure.key, str(failure)),
    )


def _library_file(
    item: Item, acquisition: Acquisition, placed: Placed, at: datetime, inspection: Inspection
) -> LibraryFile:
    media = placed.move.media
    told = {name: getattr(media, name) for name in type(media).__slots__}
    told |= inspection.told_of(placed.move.source)
    return LibraryFile(
        item_id=item.id,
        acquisition_id=acquisition.id,
        path=str(placed.move.target),
        size=placed.move.size,
        quality=acquisition.quality,
        method=placed.method,
        cost=placed.cost,
        imported_at=at,
        disc=placed.move.disc,
        track=placed.move.track,
        media={name: value for name, value in told.items() if value is not None},
    )
