"""Looks now and then how much space there is."""

import asyncio
import logging

from neonarr.acquisitions.judging.space import Space

log = logging.getLogger(__name__)

BETWEEN_S = 120.0


async def keep_up(space: Space) -> None:
    """Look at once and from time to time. Runs until cancelled."""
    while True:
        try:
            await space.look()
        except Exception:
            log.exception("the free space could not be looked at; it is tried again")
        await asyncio.sleep(BETWEEN_S)
