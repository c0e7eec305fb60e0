"""Downloads of a client that was deleted are looked for in the others: a client that was added anew
has a new id, and still holds them."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.settings.store import adapter

log = logging.getLogger(__name__)

EVERY_S = 600.0


@dataclass(frozen=True, slots=True)
class _Asked:
    at: float
    """By the monotonic clock."""
    hashes: frozenset[InfoHash]


class Seeker:
    """One for the watcher. A client is asked at once for what it was never asked for, and seldom
    for the rest."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._asked: dict[AdapterId, _Asked] = {}

    async def look(self, watched: Collection[Acquisition]) -> None:
        """Stories whose client was deleted go on in the one that has their torrent, as ours. One
        that is only switched off keeps its stories."""
        clients = self._world.clients
        lost = [one for one in watched if clients.get(one.client_id) is None]
        lost = [one for one in lost if one.client_id not in clients.elsewhere]
        lost = await self._world.db.read(_without_row, lost) if lost else []
        if not lost:
            self._asked.clear()
            return
        for connected in clients.all():
            if self._is_due(connected, lost):
                await self._ask(connected, lost)

    def _is_due(self, connected: ConnectedClient, lost: list[Acquisition]) -> bool:
        before = self._asked.get(connected.id)
        if before is None or self._world.clock.monotonic() - before.at >= EVERY_S:
            return True
        return not _hashes(lost) <= before.hashes

    async def _ask(self, connected: ConnectedClient, lost: list[Acquisition]) -> None:
        hashes = _hashes(lost)
        try:
            found = await connected.client.downloads(hashes)
        except OutsideError:
            return  # the next look asks again
        self._asked[connected.id] = _Asked(self._world.clock.monotonic(), hashes)
        now = self._world.clock.now()
        for one in lost:
            seen = found.get(one.info_hash) if one.info_hash else None
            if seen is None or seen.category != one.category:
                continue  # not there, or there for somebody else
            try:
                taken = replace(one, client_id=connected.id)
                await self._world.db.write(store.save, one, taken, now)
            except store.Lost:  # somebody was quicker; the next look asks again
                self._asked.pop(connected.id, None)
                continue
            log.info("found again in %s", connected.name, extra={"acquisition": one.id})
            self._world.bell.ring()


def _hashes(lost: list[Acquisition]) -> frozenset[InfoHash]:
    return frozenset(one.info_hash for one in lost if one.info_hash)


def _without_row(connection: Connection, lost: list[Acquisition]) -> list[Acquisition]:
    named = {one.client_id for one in lost if one.client_id is not None}
    gone = {client_id for client_id in named if adapter(connection, client_id) is None}
    return [one for one in lost if one.client_id in gone]
