"""Keeps the clients as they are set here: their speed, by the schedule, and again after a client
that forgot it has started anew; and the share goals of what they hold."""

import asyncio
import logging
from contextlib import suppress

from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.limits import Limits, limits_at
from neonarr.downloads.port import HasLimits
from neonarr.jobs.clients.goals import hand_over
from neonarr.settings.model import Preferences

log = logging.getLogger(__name__)

BETWEEN_S = 30.0


async def keep_limits(world: World) -> None:
    """Runs until cancelled."""
    while True:
        before = world.preferences()
        try:
            await apply(world)
            await hand_over(world)
        except Exception:
            log.exception("speed limits and share goals could not be set; it is tried again")
        await _settings_change(world, before)


async def _settings_change(world: World, before: Preferences) -> None:
    """At the latest after a while: a client may have forgotten, or the schedule begin."""
    with suppress(TimeoutError):
        async with asyncio.timeout(BETWEEN_S):
            seen = world.bell.count
            while world.preferences() == before:
                seen = await world.bell.wait(seen, BETWEEN_S)


async def apply(world: World) -> None:
    """Set them wherever they are not so already."""
    wanted = limits_at(world.preferences(), world.clock.now().astimezone())
    if wanted is not None:
        await asyncio.gather(*(_set(one, wanted) for one in world.clients.all()))


async def _set(connected: ConnectedClient, wanted: Limits) -> None:
    client = connected.client
    if not isinstance(client, HasLimits):
        return
    try:
        if not wanted.is_like(await client.limits()):
            await client.set_limits(wanted)
            log.info("%s is limited to %s down, %s up", connected.name, wanted.down, wanted.up)
    except OutsideError as error:
        log.info("the speed limits of %s could not be set: %s", connected.name, error)
