"""Stops and starts every download; that nothing new begins meanwhile is a preference, so it stays
so over a restart (queueing/promote.py)."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from neonarr.acquisitions import store
from neonarr.acquisitions.control import CAN_PAUSE, pause, resume
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError, UserError


@dataclass(frozen=True, slots=True)
class Done:
    """How many were changed, and of those that could not be why: one sentence per cause."""

    count: int
    failed: tuple[str, ...] = ()


async def pause_all(world: World) -> Done:
    """Every download that runs is stopped in its client."""
    return await _each(world, CAN_PAUSE, pause)


async def resume_all(world: World) -> Done:
    """Every download that is paused goes on, whoever paused it."""
    return await _each(world, {State.PAUSED}, resume)


async def _each(
    world: World,
    states: Collection[State],
    act: Callable[[World, Acquisition], Awaitable[Acquisition]],
) -> Done:
    count, failed = 0, []
    for one in await world.db.read(store.by_state, states):
        try:
            await act(world, one)
            count += 1
        except (OutsideError, UserError) as error:
            failed.append(str(error))
    world.bell.ring()
    return Done(count, tuple(dict.fromkeys(failed)))
