"""What items lack, as the Library lists it: the same as a search for each of them would find."""

import pytest

from neonarr.acquisitions.renewal.lacking import Lacking, lacking
from neonarr.acquisitions.renewal.look import Lack, look, standing
from neonarr.acquisitions.start import want
from neonarr.base.kinds import MediaKind
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock
from tests.kit.slots import item_with_slots
from tests.kit.world import Outside, Process

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995)
RONIN = NewItem(MediaKind.MOVIE, "Ronin", year=1998)
TAPE = NewItem(MediaKind.ALBUM, "On Tape", "The Testers", 2021)
WEB, UHD = "Heat.1995.1080p.WEB-DL.x264-GRP", "Heat.1995.2160p.BluRay.HDR.x265-GRP"
BOTH = {"main": "1080p", "4K": "4K with HDR"}


async def imported(process: Process, item: NewItem) -> None:
    story = await want(process.world, item)
    await process.settle()
    await process.finish(story)


async def agrees(process: Process, item: Item) -> None:
    """With the look that a search begins with."""
    found = (await process.outside.db.read(standing, process.world, item)).lacks
    told = (await process.outside.db.read(lacking)).get(item.id, ())
    busy = {one.slot for one in told if one.is_under_way}
    assert {slot for slot, lack in found.items() if lack is Lack.UNDER_WAY} == busy
    assert {s: lack for s, lack in found.items() if lack not in (Lack.UNDER_WAY, Lack.NOTHING)} == {
        one.slot: one.lack for one in told if not one.is_under_way
    }


async def test_each_version_is_missing_then_below_its_cutoff_then_lacks_nothing(
    process: Process, outside: Outside
) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    tape = await item_with_slots(outside.db, outside.clock, TAPE, {})
    none = Lacking("main", Lack.MISSING, False)
    assert await outside.db.read(lacking) == {
        heat.id: (none, Lacking("4K", Lack.MISSING, False)),
        tape.id: (none,),
    }
    assert await outside.db.read(lacking, [tape.id]) == {tape.id: (none,)}
    await agrees(process, heat)

    outside.offer(WEB)
    await imported(process, HEAT)
    below = Lacking("main", Lack.BELOW_CUTOFF, False)
    missing = Lacking("4K", Lack.MISSING, False)
    assert (await outside.db.read(lacking))[heat.id] == (below, missing)
    await agrees(process, heat)

    outside.offer(UHD)
    [looked] = await look(process.world, heat, ["4K"], is_interactive=True) or []
    busy = Lacking("4K", Lack.MISSING, True)
    assert (await outside.db.read(lacking, [heat.id]))[heat.id] == (below, busy)
    await agrees(process, heat)

    assert looked.story is not None
    await process.settle()
    await process.finish(looked.story)
    assert (await outside.db.read(lacking))[heat.id] == (below,)
    await agrees(process, heat)


async def test_a_wish_that_waits_says_when_it_is_looked_for_again(
    process: Process, outside: Outside
) -> None:
    story = await want(process.world, HEAT)
    [busy] = (await outside.db.read(lacking))[story.item_id]
    assert (busy.is_under_way, busy.again_at) == (True, None), "it is searched for now"

    await process.settle()

    [waits] = (await outside.db.read(lacking))[story.item_id]
    assert waits.again_at == (await process.now(story)).due_at > outside.clock.now()


async def test_what_is_never_replaced_is_not_below_its_cutoff(
    process: Process, outside: Outside
) -> None:
    ronin = await item_with_slots(outside.db, outside.clock, RONIN, {"main": "Anything watchable"})
    outside.offer("Ronin.1998.480p.DVDRip.x264-GRP")
    await imported(process, RONIN)
    assert await outside.db.read(lacking) == {}
    await agrees(process, ronin)


async def test_before_there_are_profiles_something_is_still_missing(
    database: Database, clock: MovedClock
) -> None:
    item, _ = await database.write(library.find_or_add, RONIN, clock.now())
    assert await database.read(lacking) == {item.id: (Lacking("main", Lack.MISSING, False),)}
