"""Takes an item out of the library, step by step; every step may run twice and die anywhere.

1. What is under way ends; what is being imported right now is waited for.
2. The files go to the recycle bin, if that was asked.
3. The torrents go from their clients, if that was asked: cancelled like any download, so that the
   loop does it, again and again while a client is away, and leaves data that something else needs.
4. Nothing is left to do: the item, its stories and decisions are forgotten.
"""

import asyncio

from sqlalchemy import Connection, select

from neonarr.acquisitions import control, store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.removing.wishes import Removal, waits
from neonarr.acquisitions.standby.kept import standbys
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.tables import acquisition_table
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict
from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.importing.faults import library_fault
from neonarr.importing.replacing.recycle import RecycleBin
from neonarr.library import roots
from neonarr.library import store as library
from neonarr.library.model import LibraryFile
from neonarr.library.roots import library_root
from neonarr.storage.db import serialize

IMPORTING = "It is being imported right now; it is removed when that is done."


async def remove(world: World, wanted: Removal) -> str | None:
    """None when the item is gone; else what the removal waits for."""
    why = await _removed(world, wanted)
    if why is not None and why != wanted.message:
        await world.db.write(waits, wanted.item_id, why)
    if why != wanted.message or why is None:
        world.bell.ring()
    return why


async def _removed(world: World, wanted: Removal) -> str | None:
    beside = await world.db.read(standbys)
    for one in await world.db.read(stories, wanted.item_id):
        if one.state is State.IMPORTING:
            return IMPORTING
        if one.state in MOVING or (one.state is State.FAILED and one.id in beside):
            await _end(world, one, with_torrent=wanted.with_torrents or not one.completed_at)
    why = await _recycle(world, wanted.item_id) if wanted.with_files else None
    if why:
        return why
    for one in await world.db.read(stories, wanted.item_id) if wanted.with_torrents else ():
        if one.state in (State.IMPORTED, State.FAILED):
            await _end(world, one, with_torrent=True)
    return await world.db.write(_forgotten, wanted.item_id)


async def _end(world: World, one: Acquisition, *, with_torrent: bool) -> None:
    """Raises nothing where somebody was quicker: the next look sees how it stands."""
    try:
        if with_torrent and not await world.db.read(_is_anothers, one):
            await control.end(world, one, _with_data)
        else:
            await control.end(world, one, _left_alone)
    except Conflict:
        return


def _with_data(_: Acquisition) -> Cleanup:
    """Also where the torrent was to stay in its client: one that is not there is no error."""
    return Cleanup.REMOVE_WITH_DATA


def _left_alone(_: Acquisition) -> Cleanup:
    return Cleanup.DONE


def _is_anothers(connection: Connection, one: Acquisition) -> bool:
    """Whether its torrent brought something for another item too, which may still owe for it."""
    if one.info_hash is None:
        return False
    same = store.by_hash(connection, one.info_hash)
    return any(a.item_id != one.item_id and a.state is not State.REMOVED for a in same)


async def _recycle(world: World, item_id: ItemId) -> str | None:
    """Why its files are not in the bin yet; None when they are. What does not lie in the library
    as it is set now stays where it is: nothing is known of that place."""

    def look(connection: Connection) -> tuple[str, list[LibraryFile]]:
        item = library.item(connection, item_id)
        files = library.files_of_items(connection, [item_id])
        return (library_root(world.preferences(), item.kind), files) if item else ("", [])

    root, files = await world.db.read(look)
    if not files:
        return None
    recycle_bin = RecycleBin(root, world.clock.now().date(), world.preferences().recycle_days)
    doubt = await roots.doubt(world.db, root, asyncio.to_thread)
    if doubt:
        return doubt
    paths = [file.path for file in files if recycle_bin.is_for(file.path)]
    try:
        await asyncio.to_thread(_throw, recycle_bin, paths)
    except OSError as error:
        return str(library_fault(error, root))
    await world.db.write(library.forget_files, [file.path for file in files])
    await asyncio.to_thread(recycle_bin.empty)
    return None


def _throw(recycle_bin: RecycleBin, paths: list[str]) -> None:
    recycle_bin.hold_open()
    for path in paths:
        recycle_bin.throw(path)


def _forgotten(connection: Connection, item_id: ItemId) -> str | None:
    """None when it is; else what is still to be done."""
    serialize(connection, "item")
    store.begin(connection)
    told = stories(connection, item_id)
    if standbys(connection, [one.id for one in told]):
        return "A torrent of it that had stood still is being taken out of the download client."
    for one in told:
        if one.state in MOVING:
            return f"{one.title} is still {one.state}."
        if one.cleanup in (Cleanup.REMOVE, Cleanup.REMOVE_WITH_DATA):
            why = one.message if one.trouble == "cleanup" else None
            return why or "Its torrent is being taken out of the download client."
    store.delete_for_item(connection, item_id)
    library.delete_item(connection, item_id)
    return None


def stories(connection: Connection, item_id: ItemId) -> list[Acquisition]:
    """Every one of the item, the oldest first."""
    a = acquisition_table.c
    ids = connection.scalars(select(a.id).where(a.item_id == item_id).order_by(a.id)).all()
    found = [store.get(connection, AcquisitionId(one)) for one in ids]
    return [one for one in found if one is not None]
