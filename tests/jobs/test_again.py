"""What is missing or below its cutoff is looked for again, calmly."""

import asyncio
from datetime import timedelta

import pytest

from neonarr.acquisitions import control, store
from neonarr.acquisitions.judging import listed
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.renewal import turns
from neonarr.acquisitions.start import want
from neonarr.base.kinds import MediaKind
from neonarr.jobs.again import Again
from neonarr.library.store import NewItem
from tests.kit.slots import changed, item_with_slots
from tests.kit.world import LEASE_S, Fuse, Outside, Process, PulledPlug

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
HD, UHD = "Heat.1995.1080p.BluRay.x264-GRP", "Heat.1995.2160p.BluRay.HDR.x265-GRP"
WEB = "Heat.1995.1080p.WEB-DL.x264-GRP"
BOTH = {"main": "1080p", "4K": "4K with HDR"}
DAY = 24 * 3600


async def stories(outside: Outside) -> list[Acquisition]:
    return (await outside.db.read(store.page, store.Page()))[0]


async def test_what_is_missing_is_found_once_it_is_there(
    process: Process, outside: Outside
) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    again = Again(process.world)

    await again.round()
    assert outside.indexer.queries == [], "too new: whoever added it says whether to search"
    outside.clock.move(2 * 3600)
    await again.round()
    assert await stories(outside) == []
    told = await outside.db.read(turns.last, heat.id)
    assert told is not None and "No indexer has it." in (told.message or "")

    outside.offer(HD)
    outside.offer(UHD)
    await again.round()
    assert len(outside.indexer.queries) == 1, "not before its time"
    outside.clock.move(DAY)
    await again.round()

    assert len(outside.indexer.queries) == 2, "one search for both versions"
    begun = {one.slot: one for one in await stories(outside)}
    assert {slot: one.title for slot, one in begun.items()} == {"main": HD, "4K": UHD}
    await process.settle()
    for one in begun.values():
        assert (await process.finish(one)).state is State.IMPORTED
    outside.clock.move(DAY)
    await again.round()
    assert len(outside.indexer.queries) == 2, "all is there and good enough"


async def test_an_upgrade_is_found_and_replaces(process: Process, outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, {"main": "1080p"})
    outside.offer(WEB)
    one = await want(process.world, HEAT)
    await process.settle()
    await process.finish(one)
    outside.offer(HD)
    outside.clock.move(9 * DAY)

    await Again(process.world).round()

    [better, _] = await stories(outside)
    assert (better.title, better.is_manual) == (HD, False)
    assert (await outside.db.read(listed.decisions, listed.Wanted()))[1] == 2
    await process.settle()
    assert (await process.finish(better)).state is State.IMPORTED
    assert [name for name in outside.library() if not name.startswith(".")] == [
        "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
    ]


async def test_off_is_off(process: Process, outside: Outside) -> None:
    changed(outside, search_missing_hours=0, search_better_hours=0)
    await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    outside.offer(HD)
    outside.clock.move(DAY)
    await Again(process.world).round()
    assert outside.indexer.queries == []


async def test_what_a_person_removed_is_left_alone(process: Process, outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, {"main": "1080p"})
    outside.offer(HD)
    one = await process.settled(await want(process.world, HEAT))
    await control.cancel(process.world, one, with_data=True)
    await process.settle()
    outside.clock.move(DAY)
    asked = len(outside.indexer.queries)

    await Again(process.world).round()

    assert len(outside.indexer.queries) == asked


async def test_one_search_a_minute_whoever_runs(process: Process, outside: Outside) -> None:
    for title in ("Heat", "Ronin", "Alien"):
        new = NewItem(MediaKind.MOVIE, title, year=1995, is_monitored=True)
        await item_with_slots(outside.db, outside.clock, new, {})
    outside.clock.move(DAY)

    await asyncio.gather(*(Again(Process(outside).world).round() for _ in range(4)))
    first = len(outside.indexer.queries)
    await Again(process.world).round()
    assert len(outside.indexer.queries) == first
    outside.clock.move(turns.BETWEEN.total_seconds() + 1)
    await Again(process.world).round()

    assert len(outside.indexer.queries) == first + 1
    asked = [query.text for _, query in outside.indexer.queries]
    assert len(set(asked)) == len(asked), "each item once"


async def test_without_indexers_it_is_tried_again_in_an_hour(
    process: Process, outside: Outside
) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, {})
    outside.clock.move(DAY)
    process.world.search.replace([])
    await Again(process.world).round()
    told = await outside.db.read(turns.last, heat.id)
    assert told is not None
    assert (told.searched_at, told.message) == (None, "No indexer answered.")
    assert told.due_at == outside.clock.now() + timedelta(hours=1)


async def test_wherever_it_dies_there_is_one_story(outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, {"main": "1080p"})
    outside.offer(HD)
    outside.clock.move(DAY)
    at = 0
    while at < 20:
        at += 1
        fuse = Fuse(at)
        try:
            await Again(Process(outside, fuse).world).round()
        except BaseException as ended:
            if not isinstance(ended, PulledPlug | BaseExceptionGroup):
                raise
        outside.clock.move(turns.CLAIMED_FOR.total_seconds() + LEASE_S)
        if not fuse.is_blown:
            break
    assert 2 <= at < 20
    assert [one.title for one in await stories(outside)] == [HD]
