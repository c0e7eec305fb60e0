import asyncio

import pytest

from neonarr.storage.bell import Bell

pytestmark = pytest.mark.anyio


async def test_a_ring_ends_every_wait() -> None:
    bell = Bell()
    waiting = [asyncio.create_task(bell.wait(0, 30)) for _ in range(3)]
    await asyncio.sleep(0)

    bell.ring()

    assert await asyncio.wait_for(asyncio.gather(*waiting), 10) == [1, 1, 1]


async def test_a_ring_before_the_wait_counts() -> None:
    bell = Bell()
    seen = bell.count
    bell.ring()
    bell.ring()

    assert await bell.wait(seen, 30) == 2


async def test_the_time_runs_out() -> None:
    assert await Bell().wait(0, 0.001) == 0


@pytest.mark.parametrize("turns", range(6))
async def test_to_be_cancelled_at_the_moment_it_rings_is_to_be_cancelled(turns: int) -> None:
    """asyncio.wait_for of Python 3.11 would return as if nothing had happened, and a loop that
    waits here would go on for ever."""
    bell = Bell()
    waiting = asyncio.create_task(bell.wait(0, 30))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    bell.ring()
    for _ in range(turns):
        await asyncio.sleep(0)

    was_over = not waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert was_over or waiting.cancelled()
