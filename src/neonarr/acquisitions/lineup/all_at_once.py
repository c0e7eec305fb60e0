"""Stops and starts every download; that nothing new begins meanwhile is a preference, so it stays
so over a restart (queueing/promote.py)."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from neonarr.acquisitions import store
from neonarr.acquisitions.control import CAN_PAUSE, pause, resume
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.standby.kept import standbys
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError, UserError
from neonarr.base.ids import InfoHash
from neonarr.downloads.port import DownloadClient


@dataclass(frozen=True, slots=True)
class Done:
    """How many were changed, and of those that could not be why: one sentence per cause."""

    count: int
    failed: tuple[str, ...] = ()


async def pause_all(world: World) -> Done:
    """Every download that runs is stopped in its client; those that stand by, too."""
    done = await _each(world, CAN_PAUSE, pause)
    return await _and_beside(world, done, lambda client, info_hash: client.pause(info_hash))


async def resume_all(world: World) -> Done:
    """Every download that is paused goes on, whoever paused it."""
    done = await _each(world, {State.PAUSED}, resume)
    return await _and_beside(world, done, lambda client, info_hash: client.resume(info_hash))


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


async def _and_beside(
    world: World,
    done: Done,
    act: Callable[[DownloadClient, InfoHash], Awaitable[None]],
) -> Done:
    """They are no downloads of their own, so they are not counted."""
    failed = list(done.failed)
    for one in (await world.db.read(standbys)).values():
        connected = world.clients.get(one.left.client_id)
        try:
            if connected:
                await act(connected.client, one.left.info_hash)
        except OutsideError as error:
            failed.append(str(error))
    return Done(done.count, tuple(dict.fromkeys(failed)))
