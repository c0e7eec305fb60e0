"""The watcher: looks at every download in every client, often when something moves or somebody
looks, seldom otherwise, and writes to the database only when a story changes."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from neonarr.acquisitions import store, verdicts
from neonarr.acquisitions.follow import follow, follow_imported, without_client
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.seeding.goal import Sharing, sharing_of
from neonarr.acquisitions.standby.kept import Standby, forget, stand_by, standbys
from neonarr.acquisitions.states import IN_CLIENT
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import IndexerId, InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download, DownloadState
from neonarr.health.board import Board
from neonarr.health.checks import SLOW_S, slow
from neonarr.jobs.clients.anew import Seeker
from neonarr.jobs.clients.standby import give_up_where_nobody_has_it, look_after
from neonarr.jobs.clients.vet import Change, Vetter
from neonarr.settings.model import Preferences

log = logging.getLogger(__name__)

MOVING_S, IDLE_S, SEEDING_S = 1.0, 5.0, 30.0
VANISHED_LOOKS = 3
"""A torrent must be missing this many looks in a row: a client that just started lists late."""

SLOW_LOOKS = 3
"""A client must be slow this many looks in a row to be called so: one late answer is no news."""

STILL = frozenset({DownloadState.COMPLETE, DownloadState.PAUSED, DownloadState.ERROR})


class Watcher:
    """Runs until its task is cancelled."""

    def __init__(self, world: World, board: Board) -> None:
        self._world, self._board = world, board
        self._missing: dict[InfoHash, int] = {}
        self._slow: dict[str, int] = {}
        """By client: how many looks in a row took long."""
        self._shared: dict[IndexerId | None, Sharing] = {}
        """The share goals of what is seeding, as of this look."""
        self._vetter, self._seeker = Vetter(world), Seeker(world)

    async def run(self) -> None:
        while True:
            seen = self._world.bell.count
            try:
                wait_s = await self.look()
            except Exception:
                log.exception("the watcher failed; it looks again")
                wait_s = IDLE_S
            if wait_s <= MOVING_S:
                await asyncio.sleep(wait_s)
            else:
                await self._world.bell.wait(seen, wait_s)

    async def look(self) -> float:
        """One look at every client; seconds until the next."""
        world = self._world
        watched, self._shared, beside = await world.db.read(_to_look_at, world.preferences())
        seen: dict[InfoHash, Download] = {}
        for connected in world.clients.all():
            ours = [a for a in watched if a.client_id == connected.id]
            left = [one for one in beside if one.left.client_id == connected.id]
            if ours or left:
                seen |= await self._look_at(connected, ours, left)
        for one in beside:
            await give_up_where_nobody_has_it(world, one)
        await self._seeker.look(watched)
        await self._miss_clients(watched)
        hashes = {a.info_hash for a in watched if a.info_hash}
        self._vetter.forget_all_but(hashes)
        world.live.put(seen, hashes | {one.left.info_hash for one in beside})
        return self._pause(watched, seen.values())

    async def _miss_clients(self, watched: list[Acquisition]) -> None:
        """Say so where a download's client is not configured any more, or switched off."""
        clients, now = self._world.clients, self._world.clock.now()
        lost = [
            a
            for a in watched
            if a.state in IN_CLIENT
            and a.trouble != "client_gone"
            and clients.get(a.client_id) is None
            and a.client_id not in clients.elsewhere
        ]
        if lost:
            changed = [Change(old, without_client(old)) for old in lost]
            await self._world.db.write(_save_all, changed, now)
            self._world.bell.ring()

    async def _look_at(
        self, connected: ConnectedClient, ours: list[Acquisition], beside: list[Standby]
    ) -> dict[InfoHash, Download]:
        hashes = {a.info_hash for a in ours if a.info_hash}
        hashes |= {one.left.info_hash for one in beside}
        begun = self._world.clock.monotonic()
        try:
            found = await connected.client.downloads(hashes)
        except OutsideError as error:
            self._board.bad(connected.name, "download_client", str(error))
            self._vetter.missed(hashes)
            return {}
        self._note_answer(connected.name, self._world.clock.monotonic() - begun)
        self._vetter.missed(hashes - found.keys())
        now = self._world.clock.now()
        changes = [await self._change(connected, one, found, now) for one in ours if one.info_hash]
        changed = [one for one in changes if one.new != one.old]
        if changed:
            await self._world.db.write(_save_all, changed, now)
            self._world.bell.ring()
        for one in beside:
            if one.left.info_hash in found:
                await look_after(self._world, connected, one, found)
            elif self._is_gone(one.left.info_hash, None):
                await self._world.db.write(forget, one.story)
        return found

    def _note_answer(self, name: str, took_s: float) -> None:
        self._slow[name] = self._slow.get(name, 0) + 1 if took_s >= SLOW_S else 0
        if self._slow[name] >= SLOW_LOOKS:
            self._board.warn(name, "download_client", slow(name))
        else:
            self._board.answered(name, "download_client")

    async def _change(
        self,
        connected: ConnectedClient,
        old: Acquisition,
        found: dict[InfoHash, Download],
        now: datetime,
    ) -> Change:
        seen = found.get(old.info_hash) if old.info_hash else None
        new = self._followed(old, seen, now)
        return await self._vetter.vetted(connected, old, new, seen) if seen else Change(old, new)

    def _followed(self, old: Acquisition, seen: Download | None, now: datetime) -> Acquisition:
        assert old.info_hash is not None
        if not self._is_gone(old.info_hash, seen) and seen is None:
            return old
        if old.state is State.IMPORTED:
            shared = self._shared.get(old.indexer_id, Sharing(None))
            return follow_imported(old, seen, self._world.preferences(), shared, now)
        connected = self._world.clients.get(old.client_id)
        disk = self._world.space.disk_of(connected) if connected else None
        return follow(old, seen, now, disk)

    def _is_gone(self, info_hash: InfoHash, seen: Download | None) -> bool:
        """Whether it was missing often enough, with this look."""
        if seen is not None:
            self._missing.pop(info_hash, None)
            return False
        self._missing[info_hash] = self._missing.get(info_hash, 0) + 1
        return self._missing[info_hash] >= VANISHED_LOOKS

    def _pause(self, watched: list[Acquisition], seen: Iterable[Download]) -> float:
        if any(a.state in IN_CLIENT for a in watched):
            is_moving = any(d.state not in STILL for d in seen)
            return MOVING_S if is_moving or self._world.live.viewers else IDLE_S
        return SEEDING_S


def _to_look_at(
    connection: Connection, preferences: Preferences
) -> tuple[list[Acquisition], dict[IndexerId | None, Sharing], list[Standby]]:
    """What may be in a client, the share goals of what seeds, and what stands by."""
    watched = store.in_clients(connection, [*IN_CLIENT, State.IMPORTED])
    sources = {a.indexer_id for a in watched if a.state is State.IMPORTED}
    shared = {one: sharing_of(connection, one, preferences) for one in sources}
    return watched, shared, list(standbys(connection).values())


def _save_all(connection: Connection, changed: list[Change], now: datetime) -> None:
    for one in changed:
        try:
            store.save(connection, one.old, one.new, now)
        except store.Lost:
            continue  # a person or another process was quicker; the next look sees the truth
        if one.blocked:
            verdicts.block(connection, one.old, one.blocked, now, length=one.blocked_for)
        if one.stands_by:
            stand_by(connection, one.old)
