"""The loop as it runs by itself: starting, waking, giving back what it held."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.advance import STEPS
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.start import grab_release, want
from neonarr.base.kinds import MediaKind
from neonarr.jobs import loop as loops
from neonarr.jobs.loop import LANES, LEASE_S
from neonarr.library.store import NewItem
from neonarr.search.port import Query
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock
from tests.kit.waiting import until
from tests.kit.world import Outside, Process, get_it, steps_done

pytestmark = pytest.mark.anyio


@contextlib.asynccontextmanager
async def running(process: Process) -> AsyncIterator[None]:
    task = asyncio.create_task(process.loop.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def film(process: Process, number: int = 1) -> Acquisition:
    return await want(process.world, NewItem(MediaKind.MOVIE, f"Film {number}", year=2001))


async def hang(*_args: Any) -> None:
    await asyncio.Event().wait()


async def lease_end(process: Process, one: Acquisition) -> Any:
    return await process.world.db.read(store.lease_end, one.id)


async def test_a_wish_wakes_the_loop(process: Process) -> None:
    async with running(process):
        await asyncio.sleep(0)
        one = await film(process)

        async def is_searched() -> bool:
            return (await process.now(one)).trouble == "nothing_found"

        await until(is_searched)


async def test_leases_are_given_back_when_it_stops(process: Process, outside: Outside) -> None:
    outside.indexer.search = hang  # type: ignore[method-assign,assignment]
    async with running(process):
        one = await film(process)
        await until(lambda: lease_end(process, one))
        await until(lambda: is_(process, one, State.SEARCHING))

    assert await lease_end(process, one) is None
    assert (await process.now(one)).state is State.SEARCHING


async def is_(process: Process, one: Acquisition, state: State) -> bool:
    return (await process.now(one)).state is state


async def test_what_a_dead_process_held_goes_on_at_once_where_there_is_only_one(
    process: Process, outside: Outside
) -> None:
    one = await film(process)
    dead = store.Lease("dead", LEASE_S)
    now = outside.clock.now()
    await outside.db.write(store.claim, [State.WANTED], now, dead, 1)

    async with running(process):
        if outside.db.is_shared:
            await process.loop.tick()
            assert (await process.now(one)).state is State.WANTED, "it may be alive elsewhere"
            outside.clock.move(LEASE_S + 1)
            process.world.bell.ring()

        async def is_searched() -> bool:
            return (await process.now(one)).trouble == "nothing_found"

        await until(is_searched)


async def test_a_lease_is_kept_while_the_step_runs(
    process: Process, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "LEASE_S", 0.06)
    outside.indexer.search = hang  # type: ignore[method-assign,assignment]
    async with running(process):
        one = await film(process)
        await until(lambda: is_(process, one, State.SEARCHING))
        first = await lease_end(process, one)
        outside.clock.move(5)

        async def is_extended() -> bool:
            return bool(await lease_end(process, one) > first)

        await until(is_extended)


async def test_a_step_whose_lease_was_lost_is_given_up(
    process: Process, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "LEASE_S", 0.06)
    hangs, was_cut = asyncio.Event(), asyncio.Event()

    async def hang_and_tell(*_args: Any) -> None:
        hangs.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            was_cut.set()
            raise

    outside.indexer.search = hang_and_tell  # type: ignore[method-assign,assignment]
    await film(process)
    await process.loop.tick()
    async with asyncio.timeout(60):
        await hangs.wait()
        await outside.db.write(store.free_leases)
        await was_cut.wait()


async def test_an_unforeseen_error_is_said_and_tried_again(
    process: Process, outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    one = await film(process)
    kept = process.world.search.ask_all
    process.world.search.ask_all = broken  # type: ignore[method-assign,assignment]
    hurt = await process.settled(one)
    process.world.search.ask_all = kept  # type: ignore[method-assign]
    await process.settle_after(5)

    assert (hurt.state, hurt.trouble) == (State.SEARCHING, "internal")
    assert (
        hurt.message == "Unexpected ZeroDivisionError in this step; it is tried again. See the log."
    )
    assert "step failed" in caplog.text
    assert (await process.now(one)).trouble == "nothing_found"


async def broken(_query: Any) -> None:
    raise ZeroDivisionError


def test_every_step_has_its_lane() -> None:
    lanes = [lane.states for lane in LANES]

    assert frozenset().union(*lanes) == frozenset(STEPS)
    assert sum(map(len, lanes)) == len(STEPS)


async def test_searches_that_hang_hold_up_nothing_else(process: Process, outside: Outside) -> None:
    name = "Heat.1995.1080p.BluRay.x264-GRP"
    outside.offer(name)
    answers = await process.world.search.ask_all(Query(name))
    outside.indexer.search = hang  # type: ignore[method-assign,assignment]
    for number in range(20):
        await film(process, number)
    async with running(process):

        async def three_search() -> bool:
            found = await process.world.db.read(store.counts)
            return found == {State.SEARCHING: 3, State.WANTED: 17}

        await until(three_search)
        one = await grab_release(process.world, answers[0].releases[0])
        await until(lambda: is_(process, one, State.DOWNLOADING))
        outside.finish(next(iter(outside.client.held)))
        await process.watcher.look()
        await until(lambda: is_(process, one, State.IMPORTED))
        assert await process.loop.tick() >= 2, "a full lane waits for a step to end, not the clock"


async def test_a_database_that_is_away_for_a_while(
    database: Database, clock: MovedClock, process: Process
) -> None:
    """Whatever fails meanwhile, the step is done in the end, and once."""
    outside = process.outside
    name = "Heat.1995.1080p.BluRay.x264-GRP"
    outside.offer(name)
    one = await process.pick(name)
    write, away = database.write, True

    async def fails(work: Any, *args: Any, **kwargs: Any) -> Any:
        if away and work.__name__ == "work":  # what steps save; the loop itself still claims
            raise OSError("the database is away")
        return await write(work, *args, **kwargs)

    database.write = fails  # type: ignore[method-assign,assignment]
    for _ in range(3):
        await process.loop.tick()
        await steps_done()
    away = False
    assert (await process.now(one)).state is State.CHOSEN

    done = await get_it(process, one)
    assert (done.state, outside.client.adds) == (State.IMPORTED, 1)


async def test_how_long_it_sleeps(process: Process, outside: Outside) -> None:
    longest = 2 if outside.db.is_shared else 30
    assert await process.loop.tick() == longest

    outside.client.fail_with = None
    one = await film(process)
    await process.settle()
    assert await process.loop.tick() == longest  # 15 minutes until the next search
    due_in = ((await process.now(one)).due_at - outside.clock.now()).total_seconds()
    outside.clock.move(due_in - 1)
    assert await process.loop.tick() == 1
