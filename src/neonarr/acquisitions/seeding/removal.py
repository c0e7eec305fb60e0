"""Takes the torrents of an item out of their clients because a person says so."""

from sqlalchemy import Connection, select

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.seeding.needed import why_data_stays
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.tables import acquisition_table
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict
from neonarr.base.ids import AcquisitionId, ItemId


async def remove_torrents(world: World, item_id: ItemId) -> None:
    """All that are still in a client, with their data unless something else needs that.

    Raises Conflict while something of the item is under way, OutsideError; safe to run twice."""
    stories = await world.db.read(_stories, item_id)
    if any(one.state in MOVING for one in stories):
        raise Conflict("It is being downloaded: cancel that first.")
    for one in stories:
        connected = world.clients.get(one.client_id)
        if connected is None or one.info_hash is None or one.cleanup is Cleanup.DONE:
            continue
        same = await world.db.read(store.by_hash, one.info_hash)
        if any(other.item_id != item_id and other.state is not State.REMOVED for other in same):
            continue  # it is another item's too
        stays = await why_data_stays(world, connected, one.info_hash)
        await connected.client.delete(one.info_hash, with_data=not stays)


def _stories(connection: Connection, item_id: ItemId) -> list[Acquisition]:
    a = acquisition_table.c
    ids = connection.scalars(select(a.id).where(a.item_id == item_id)).all()
    found = [store.get(connection, AcquisitionId(one)) for one in ids]
    return [one for one in found if one is not None]
