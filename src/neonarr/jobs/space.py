"""Looks now and then how much space there is, and lets go on what waited for it."""

import asyncio
import logging

from neonarr.acquisitions.queueing.go_on import go_on
from neonarr.acquisitions.world import World

log = logging.getLogger(__name__)

BETWEEN_S = 120.0


async def keep_up(world: World) -> None:
    """Look at once and from time to time. Runs until cancelled."""
    while True:
        try:
            await look(world)
        except Exception:
            log.exception("the free space could not be looked at; it is tried again")
        await asyncio.sleep(BETWEEN_S)


async def look(world: World) -> None:
    """One look, and what follows from it."""
    await world.space.look()
    await go_on(world)
    world.bell.ring()
