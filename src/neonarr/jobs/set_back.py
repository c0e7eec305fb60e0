"""Notices that the clock was set back.

Waits end at a time of day: set back by a day, a retry in five seconds would come in a day.
"""

import logging
from datetime import datetime, timedelta

from neonarr.acquisitions import store
from neonarr.acquisitions.world import World

log = logging.getLogger(__name__)

NOTICED = timedelta(minutes=1)
"""Less is what a clock that is kept right does; such a wait is over soon enough."""


class SetBack:
    """`look()` now and then; what waits is then due at once if it was counted by another clock."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._began_at: datetime | None = None
        """When the monotonic clock began, by the wall clock: that stays, unless this is set."""

    async def look(self) -> None:
        clock, db = self._world.clock, self._world.db
        now = clock.now()
        began_at = now - timedelta(seconds=clock.monotonic())
        if self._began_at is None:
            saved_at = await db.read(store.last_saved_at)
            by = saved_at - now if saved_at else timedelta(0)
        else:
            by = self._began_at - began_at
        self._began_at = began_at
        if by > NOTICED:
            log.warning("the clock was set back by %s: what waits is tried at once", by)
            await db.write(store.hurry, now)
