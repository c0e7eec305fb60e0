"""Looks again, at a calm pace, for what is missing or below its cutoff."""

import asyncio
import logging
import secrets
from datetime import timedelta

from neonarr.acquisitions.renewal import turns
from neonarr.acquisitions.renewal.look import Lack, Looked, look, standing
from neonarr.acquisitions.renewal.turns import Turn
from neonarr.acquisitions.world import World
from neonarr.library.model import Item

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Items of one round that need no search: they cost a look into the database."""

NOBODY_ANSWERED = timedelta(hours=1)


class Again:
    """Runs until its task is cancelled."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def run(self) -> None:
        while True:
            try:
                await self.round()
            except Exception:
                log.exception("looking again failed; it goes on in a while")
            await asyncio.sleep(turns.BETWEEN.total_seconds())

    async def round(self) -> None:
        """At most one search, for the item whose turn it is."""
        for _ in range(AT_ONCE):
            if not self._hours():
                return
            item = await self._world.db.write(turns.claim, self._world.clock.now())
            if item is None or await self._take_turn(item):
                return

    def _hours(self) -> dict[Lack, int]:
        """How long after a search the next one may come; what is not looked for is left out."""
        preferences = self._world.preferences()
        hours = {
            Lack.MISSING: preferences.search_missing_hours,
            Lack.BELOW_CUTOFF: preferences.search_better_hours,
        }
        return {lack: count for lack, count in hours.items() if count}

    async def _take_turn(self, item: Item) -> bool:
        """Whether the indexers were asked."""
        world, hours = self._world, self._hours()
        found = await world.db.read(standing, world, item)
        sought = [slot for slot, lack in found.lacks.items() if lack in hours]
        pause = _jittered(min([hours[found.lacks[slot]] for slot in sought] or hours.values()))
        if not sought:
            await world.db.write(turns.ended, Turn(item.id, world.clock.now() + pause))
            return False
        looked = await look(world, item, sought)
        now = world.clock.now()
        if looked is None:
            told = Turn(item.id, now + NOBODY_ANSWERED, None, "No indexer answered.")
        else:
            told = Turn(item.id, now + pause, now, _message(looked))
        await world.db.write(turns.ended, told)
        return True


def _message(looked: list[Looked]) -> str | None:
    return " ".join(one.message for one in looked) or None


def _jittered(hours: int) -> timedelta:
    """Three quarters to five quarters of it, so that items don't come in waves."""
    return timedelta(hours=hours * (75 + secrets.randbelow(51)) / 100)
