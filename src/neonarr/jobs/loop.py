"""The loop: claims what is due and moves it one step, on as many processes as share the database.

A claim is a lease with a growing token. While a step runs its lease is renewed; a process that
stalls longer than the lease loses it, and its late save is refused by the token (store.Lost).
"""

import asyncio
import logging
import os
import secrets
import socket
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.advance import advance
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.queueing.promote import gate, promote
from neonarr.acquisitions.steps.turn import Turn
from neonarr.acquisitions.world import World
from neonarr.base.ids import AcquisitionId
from neonarr.jobs.set_back import SetBack

log = logging.getLogger(__name__)

LEASE_S = 30.0


@dataclass(frozen=True, slots=True)
class Lane:
    """Work that waits for its own kind only: neither a thousand searches nor a long copy hold up
    what somebody just picked. `at_once` is for this process."""

    states: frozenset[State]
    at_once: int


GRABS = Lane(frozenset({State.CHOSEN, State.GRABBING}), 8)
LANES = (
    GRABS,
    Lane(frozenset({State.DOWNLOADED, State.IMPORTING}), 3),
    Lane(frozenset({State.WANTED, State.SEARCHING}), 3),
)

SHARED_POLL_S = 2.0
"""How often a shared database is looked at for the work of other processes."""
IDLE_POLL_S = 30.0


class Loop:
    """Runs until its task is cancelled; steps under way are then cut short, which is safe."""

    def __init__(self, world: World) -> None:
        self._world = world
        # Containers may share host name and process id.
        self.owner = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"
        self._running: dict[AcquisitionId, asyncio.Task[None]] = {}
        self._lanes: dict[AcquisitionId, Lane] = {}
        self._set_back = SetBack(world)

    async def run(self) -> None:
        try:
            await self._free_leases_of_the_dead()
            while True:
                seen = self._world.bell.count
                try:
                    wait_s = await self.tick()
                except Exception:
                    log.exception("the loop could not look for work; it tries again")
                    wait_s = 5.0
                await self._world.bell.wait(seen, wait_s)
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)
            await self._world.db.write(store.free_leases, self.owner)

    async def _free_leases_of_the_dead(self) -> None:
        """Where only one process can run, what one before it was doing need not wait."""
        if not self._world.db.is_shared:
            await self._world.db.write(store.free_leases)

    async def tick(self) -> float:
        """Start what is due; seconds until there may be something again."""
        await self._set_back.look()
        world, now = self._world, self._world.clock.now()
        if await world.db.write(promote, gate(world), now):
            world.bell.ring()
        under_way = list(self._running)
        lease = store.Lease(self.owner, LEASE_S, world.clients.elsewhere, under_way)
        for lane, one in await world.db.write(_claim, self._free(), now, lease):
            task = asyncio.create_task(self._work(one), name=f"acquisition-{one.id}")
            self._running[one.id], self._lanes[one.id] = task, lane
            task.add_done_callback(partial(self._done, one.id))
        return await self._pause()

    def _free(self) -> dict[Lane, int]:
        """How many more steps each lane takes; full ones are left out."""
        busy, clients = Counter(self._lanes.values()), self._world.clients
        free = {lane: lane.at_once - busy[lane] for lane in LANES if busy[lane] < lane.at_once}
        if clients.elsewhere and not clients.all():  # another process has what it takes
            free.pop(GRABS, None)
        return free

    async def _pause(self) -> float:
        world, now = self._world, self._world.clock.now()
        longest = SHARED_POLL_S if world.db.is_shared else IDLE_POLL_S
        # A full lane need not be looked at: the next step to end in it rings the bell.
        states = [state for lane in self._free() for state in lane.states]
        if not states:
            return longest
        due = await world.db.read(store.next_due, states, now, world.clients.elsewhere)
        return longest if due is None else min(longest, max(0.05, (due - now).total_seconds()))

    def _done(self, acquisition_id: AcquisitionId, _task: asyncio.Task[None]) -> None:
        del self._running[acquisition_id], self._lanes[acquisition_id]
        self._world.bell.ring()

    async def _work(self, one: Acquisition) -> None:
        turn = Turn(self._world, one)
        step = asyncio.create_task(advance(turn))
        beat = asyncio.create_task(self._keep_lease(turn))
        try:
            await asyncio.wait({step, beat}, return_when=asyncio.FIRST_COMPLETED)
            if not step.done():
                step.cancel()
            await step
        except store.Lost:
            log.info("changed by somebody else meanwhile", extra={"acquisition": one.id})
        except asyncio.CancelledError:
            if not beat.done():
                raise
            log.warning("lease lost, step given up", extra={"acquisition": one.id})
        except Exception as error:
            log.exception("step failed", extra={"acquisition": one.id, "state": one.state})
            await self._put_off(turn, error)
        finally:
            step.cancel()
            beat.cancel()
            await asyncio.gather(step, beat, return_exceptions=True)

    async def _keep_lease(self, turn: Turn) -> None:
        while True:
            await asyncio.sleep(LEASE_S / 3)
            until = self._world.clock.now() + timedelta(seconds=LEASE_S)
            try:
                await self._world.db.write(store.extend, turn.acquisition.id, self.owner, until)
            except store.Lost:
                return
            except Exception:
                log.warning(
                    "a lease could not be renewed", extra={"acquisition": turn.acquisition.id}
                )

    async def _put_off(self, turn: Turn, error: Exception) -> None:
        message = f"Unexpected {type(error).__name__} in this step; it is tried again. See the log."
        try:
            await turn.put_off(turn.acquisition.state, "internal", message)
        except store.Lost:
            pass
        except Exception:
            log.exception("nor could that be saved; its lease runs out")


def _claim(
    connection: Connection, free: dict[Lane, int], now: datetime, lease: store.Lease
) -> list[tuple[Lane, Acquisition]]:
    return [
        (lane, one)
        for lane, count in free.items()
        for one in store.claim(connection, lane.states, now, lease, count)
    ]
