"""Downloads that a full disk stopped go on once there is room again."""

import logging

from neonarr.acquisitions.queueing.coming import still_to_come, under_way
from neonarr.acquisitions.queueing.room import GB
from neonarr.acquisitions.states import NO_SPACE
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download

log = logging.getLogger(__name__)


async def go_on(world: World) -> None:
    """Start those again that fit by now, the first in the queue first."""
    spoken_for: dict[AdapterId, int] = {}
    beside = await world.db.read(under_way)
    for one in beside.stories:
        connected, seen = world.clients.get(one.client_id), world.live.get(one.info_hash)
        if one.trouble != NO_SPACE or connected is None or seen is None:
            continue
        if connected.id not in spoken_for:
            spoken_for[connected.id] = beside.in_client(connected.id, world.live.get)
        needs = spoken_for[connected.id] + still_to_come(one, world.live.get)
        if _fits(world, connected, needs):
            spoken_for[connected.id] = needs
            await _start(connected, seen)


def _fits(world: World, connected: ConnectedClient, needs: int) -> bool:
    disk = world.space.disk_of(connected)
    reserve = round(world.preferences().reserve_gb * GB)
    return disk is not None and disk.free - needs >= max(reserve, 1)


async def _start(connected: ConnectedClient, stopped: Download) -> None:
    try:
        await connected.client.resume(stopped.info_hash)
    except OutsideError as error:
        log.info("%s could not be told to go on: %s", connected.name, error)
    else:
        log.info("there is room again: it goes on", extra={"info_hash": stopped.info_hash})
