"""Downloads that a full disk stopped go on once there is room again."""

import logging
from collections import defaultdict

from neonarr.acquisitions import store
from neonarr.acquisitions.model import State
from neonarr.acquisitions.queueing.room import GB, NO_SPACE
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download

log = logging.getLogger(__name__)


async def go_on(world: World) -> None:
    """Start those again that fit by now, the first in the queue first."""
    spoken_for: dict[AdapterId, int] = defaultdict(int)
    for one in await world.db.read(store.by_state, [State.WARNING]):
        connected, seen = world.clients.get(one.client_id), world.live.get(one.info_hash)
        if one.trouble != NO_SPACE or connected is None or seen is None:
            continue
        needs = max(0, seen.size - seen.done)
        if _fits(world, connected, spoken_for[connected.id] + needs):
            spoken_for[connected.id] += needs
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
