"""Makes a backup when one is due."""

import asyncio
import logging

from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict
from neonarr.settings.backups import back_up, claim

log = logging.getLogger(__name__)

FIRST_S, BETWEEN_S = 60.0, 3600.0


async def keep_backups(world: World, data_dir: str) -> None:
    """A while after the start, then every hour. Runs until cancelled."""
    await asyncio.sleep(FIRST_S)
    while True:
        try:
            await back_up_if_due(world, data_dir)
        except Exception:
            log.exception("the backup failed; it is tried again")
        await asyncio.sleep(BETWEEN_S)


async def back_up_if_due(world: World, data_dir: str) -> None:
    """What stands in the way is in the log and in the doctor's finding."""
    preferences = world.preferences()
    if not await claim(world.db, world.clock.now(), preferences.backup_days):
        return
    try:
        made = await back_up(world.db, data_dir, world.clock, preferences.backups_kept)
        log.info("backed up to %s", made.path)
    except Conflict as error:
        log.warning("%s", error)
