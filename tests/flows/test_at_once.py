"""Several loops, several stories, all at the same time."""

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.model import State
from neonarr.acquisitions.start import want
from neonarr.acquisitions.states import TAKES_SLOT
from neonarr.base.kinds import MediaKind
from neonarr.jobs.loop import LEASE_S
from neonarr.library.store import NewItem
from tests.kit.world import Outside, Process, check_events, steps_done

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


def name(number: int) -> str:
    return f"Film.Number.{number}.2001.1080p.WEB-DL.x264-GRP"


async def wish(process: Process, number: int) -> Any:
    process.outside.offer(name(number))
    return await want(process.world, NewItem(MediaKind.MOVIE, f"Film Number {number}", year=2001))


async def states(process: Process) -> Counter[State]:
    def work(connection: Any) -> list[State]:
        return [a.state for a in store.by_state(connection, list(State))]

    return Counter(await process.world.db.read(work))


async def test_five_at_a_time_the_highest_priority_first(
    process: Process, outside: Outside
) -> None:
    stories = [await wish(process, n) for n in range(8)]
    urgent = {stories[6].id: 20, stories[3].id: 10}
    for one in stories:
        raised = replace(one, priority=urgent.get(one.id, 0))
        await process.world.db.write(store.save, one, raised, outside.clock.now())

    await process.settle()
    assert await states(process) == {State.DOWNLOADING: 5, State.QUEUED: 3}
    in_client = {h.name for h in outside.client.held.values()}
    assert in_client == {name(n) for n in (0, 1, 2, 3, 6)}
    assert next(iter(outside.client.held.values())).name in {name(3), name(6)}

    await process.finish(stories[6])
    assert await states(process) == {State.IMPORTED: 1, State.DOWNLOADING: 5, State.QUEUED: 2}

    for _ in range(3):
        for info_hash, held in outside.client.held.items():
            if held.progress < 100:
                outside.finish(info_hash)
        await process.settle()
    assert await states(process) == {State.IMPORTED: 8}
    assert len(outside.library()) == 8
    assert outside.client.adds == 8


async def test_a_paused_download_gives_its_slot_to_the_next(
    process: Process, outside: Outside
) -> None:
    outside.preferences = replace(outside.preferences, max_active_downloads=1)
    first, second = await wish(process, 1), await wish(process, 2)
    await process.settle()
    waiting = await process.now(second)

    held = outside.client.held[(await process.now(first)).info_hash]
    held.is_stopped = True
    await process.settle()

    assert waiting.state is State.QUEUED
    assert (await process.now(first)).state is State.PAUSED
    assert (await process.now(second)).state is State.DOWNLOADING


async def test_two_processes_never_do_a_step_twice(outside: Outside) -> None:
    processes = [Process(outside), Process(outside)]
    stories = [await wish(processes[0], n) for n in range(6)]
    outside.preferences = replace(outside.preferences, max_active_downloads=3)

    async def work(process: Process) -> None:
        await process.loop.tick()
        await steps_done()
        await process.watcher.look()

    for _ in range(60):
        await asyncio.gather(*(work(p) for p in processes))
        at_work = [await processes[0].now(one) for one in stories]
        assert sum(a.state in TAKES_SLOT for a in at_work) <= 3
        for info_hash, held in outside.client.held.items():
            if held.progress < 100:
                outside.finish(info_hash)
        if all(a.state is State.IMPORTED for a in at_work):
            break

    assert await states(processes[0]) == {State.IMPORTED: 6}
    assert outside.client.adds == 6
    assert len(outside.indexer.queries) == 6
    assert Counter(outside.indexer.fetched) == {name(n): 1 for n in range(6)}
    assert len(outside.library()) == 6
    for one in stories:
        told = await processes[0].events(one)
        check_events(told)
        assert len(told) == 9, told


async def test_two_stories_of_one_torrent_end_as_one_download(
    process: Process, outside: Outside
) -> None:
    offered = outside.offer("Film.Number.1.2001.1080p.WEB-DL.x264-GRP")
    same = "Film.Number.One.2001.1080p.WEB-DL.x264-OTHER"
    outside.offer(same)
    outside.indexer.torrents[same] = offered.torrent
    one = await process.pick("Film.Number.1.2001.1080p.WEB-DL.x264-GRP")
    other = await process.pick(same)

    await process.settle()

    ended = [await process.now(one), await process.now(other)]
    assert sorted(a.state for a in ended) == [State.DOWNLOADING, State.FAILED]
    failed = next(a for a in ended if a.state is State.FAILED)
    winner = next(a for a in ended if a.state is State.DOWNLOADING)
    assert failed.trouble == "already_downloading"
    assert failed.message == f"The same torrent is already being downloaded as {winner.title}."
    assert outside.client.adds == 1


async def test_the_late_save_of_a_stalled_process_is_refused(outside: Outside) -> None:
    stalled, other = Process(outside), Process(outside)
    one = await wish(stalled, 1)
    gate, asked = asyncio.Event(), asyncio.Event()
    add = outside.client.add

    async def slow_add(*args: Any) -> bool:
        if not asked.is_set():
            asked.set()
            await gate.wait()
        return await add(*args)

    outside.client.add = slow_add  # type: ignore[method-assign]
    while not asked.is_set():
        await stalled.loop.tick()
        await asyncio.sleep(0.01)
    outside.clock.move(LEASE_S + 1)
    taken_over = await other.tick_alone()
    gate.set()
    await steps_done()

    now = await other.now(one)
    assert taken_over
    assert now.state is State.DOWNLOADING
    assert outside.client.adds == 1
    told = await other.events(one)
    check_events(told)
    assert [e.state for e in told].count(State.DOWNLOADING) == 1


async def test_a_loop_that_stalled_does_not_take_its_own_step_again(
    process: Process, outside: Outside
) -> None:
    """A laptop that slept: the lease ran out, but the step is still under way right here."""
    await wish(process, 1)
    gate = asyncio.Event()
    asked: list[str] = []
    search = outside.indexer.search

    async def slow_search(source: Any, query: Any) -> Any:
        asked.append(query.text)
        await gate.wait()
        return await search(source, query)

    outside.indexer.search = slow_search  # type: ignore[method-assign]
    while not asked:
        await process.loop.tick()
        await asyncio.sleep(0.01)
    outside.clock.move(LEASE_S + 1)
    for _ in range(5):
        await process.loop.tick()
        await asyncio.sleep(0.01)
    gate.set()
    await process.settle()

    assert len(asked) == 1
    assert await states(process) == {State.DOWNLOADING: 1}


async def test_two_loops_of_one_process_hold_leases_of_their_own(outside: Outside) -> None:
    first, second = Process(outside), Process(outside)
    await wish(first, 1)
    now = outside.clock.now()
    lease = store.Lease(first.loop.owner, LEASE_S)
    [claimed] = await outside.db.write(store.claim, [State.WANTED], now, lease, 8)

    with pytest.raises(store.Lost):
        await outside.db.write(store.extend, claimed.id, second.loop.owner, now)
