"""Looks after downloads that stand by; what becomes of each: acquisitions/standby/turn.py.

It may die between any two lines: what is to be done is seen again in the next look.
"""

import logging

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.seeding.goal import sharing_of
from neonarr.acquisitions.seeding.needed import why_data_stays
from neonarr.acquisitions.standby.kept import Standby, forget, stand_by
from neonarr.acquisitions.standby.turn import OVER_FOR_BOTH, Turnout, after_takeover, turnout
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download
from neonarr.settings.model import RemoveTorrent

log = logging.getLogger(__name__)


async def look_after(
    world: World, connected: ConnectedClient, one: Standby, found: dict[InfoHash, Download]
) -> None:
    """One step further with a download that `connected` has."""
    story = await world.db.read(store.get, one.story)
    seen = found[one.left.info_hash]
    if story is None:
        return
    if story.info_hash and story.info_hash not in found and story.client_id == connected.id:
        found = found | await _downloads(connected, story.info_hash)
    own = found.get(story.info_hash) if story.info_hash else None
    match turnout(story, one.left, seen, own):
        case Turnout.TAKES_OVER:
            await _take_over(world, story, one, seen)
        case Turnout.FORGOTTEN:
            await world.db.write(forget, story.id)
        case Turnout.GOES:
            await _remove(world, connected, one, with_data=one.goes_with_data)
        case Turnout.MAKES_ROOM:
            await _remove(world, connected, one, with_data=False)
        case Turnout.WAITS:
            pass


async def give_up_where_nobody_has_it(world: World, one: Standby) -> None:
    """Its client is not configured any more: a story that is over waits for nothing."""
    clients, client_id = world.clients, one.left.client_id
    if clients.get(client_id) is not None or client_id in clients.elsewhere:
        return
    story = await world.db.read(store.get, one.story)
    if story is None or story.state in OVER_FOR_BOTH:
        await world.db.write(forget, one.story)


async def _take_over(world: World, story: Acquisition, one: Standby, seen: Download) -> None:
    now = world.clock.now()

    def work(connection: Connection) -> None:
        try:
            store.save(connection, story, after_takeover(story, one.left, seen, now), now)
        except store.Lost:
            return  # a step was quicker; the next look sees the truth
        stand_by(connection, story)

    await world.db.write(work)
    world.bell.ring()


async def _remove(
    world: World, connected: ConnectedClient, one: Standby, *, with_data: bool
) -> None:
    info_hash = one.left.info_hash
    keeps = world.preferences().remove_torrent is RemoveTorrent.NEVER
    if not keeps and not await world.db.read(_is_anothers, one):
        try:
            if await _is_owed(world, connected, one):
                return
            stays = await why_data_stays(world, connected, info_hash) if with_data else None
            await connected.client.delete(info_hash, with_data=with_data and not stays)
        except OutsideError as error:
            log.info("what stood by is not removed yet: %s", error, extra={"story": one.story})
            return
    await world.db.write(forget, one.story)


async def _is_owed(world: World, connected: ConnectedClient, one: Standby) -> bool:
    """Whether it came all the same, and to remove it now would be a hit and run."""
    shared = await world.db.read(sharing_of, one.left.indexer_id, world.preferences())
    if not shared.is_owed:
        return False
    found = await connected.client.downloads([one.left.info_hash])
    return any(shared.forbids_removal(seen) for seen in found.values())


async def _downloads(connected: ConnectedClient, info_hash: InfoHash) -> dict[InfoHash, Download]:
    try:
        return await connected.client.downloads([info_hash])
    except OutsideError:
        return {}


def _is_anothers(connection: Connection, one: Standby) -> bool:
    """Whether another story has the same torrent."""
    same = store.by_hash(connection, one.left.info_hash)
    return any(
        a.id != one.story and a.state is not State.REMOVED and a.cleanup is not Cleanup.DONE
        for a in same
    )
