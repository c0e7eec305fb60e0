"""Carries on with items that somebody deleted, until all that goes with them is gone."""

import logging

from neonarr.acquisitions.removing.remove import remove
from neonarr.acquisitions.removing.wishes import removals
from neonarr.acquisitions.world import World

log = logging.getLogger(__name__)

BETWEEN_S = 30.0
"""At the latest; whenever a row changed it may go on."""


async def keep_removing(world: World) -> None:
    """Runs until cancelled."""
    while True:
        seen = world.bell.count
        try:
            await go_on(world)
        except Exception:
            log.exception("an item could not be removed; it is tried again")
        await world.bell.wait(seen, BETWEEN_S)


async def go_on(world: World) -> None:
    """One step further with each of them."""
    for wanted in (await world.db.read(removals)).values():
        await remove(world, wanted)
