"""Several versions of one item: searched, imported and replaced each for itself."""

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.judging.ground import grounds_for_item
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.start import For, grab_release, want, want_slots
from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from neonarr.profiles import slots
from neonarr.search.port import Query
from tests.kit.slots import changed, item_with_slots
from tests.kit.world import Outside, Process, album_files

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
TAPE = NewItem(MediaKind.ALBUM, "On Tape", "The Testers", 2021, is_monitored=True)
HD, UHD = "Heat.1995.1080p.BluRay.x264-GRP", "Heat.1995.2160p.BluRay.HDR.x265-GRP"
WEB, PROPER = "Heat.1995.1080p.WEB-DL.x264-GRP", "Heat.1995.PROPER.1080p.BluRay.x264-NEW"
BOTH = {"main": "1080p", "4K": "4K with HDR"}
FLAC, MP3 = "The Testers - On Tape (2021) [FLAC]", "The Testers - On Tape (2021) [MP3 V0]"


async def test_both_versions_are_found_and_lie_side_by_side(
    process: Process, outside: Outside
) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    hd, uhd = outside.offer(HD), outside.offer(UHD)

    main, other = await want_slots(process.world, HEAT)
    again = await want_slots(process.world, HEAT)
    await process.settle()
    for one in (main, other):
        done = await process.finish(one)
        assert (done.state, done.message) == (State.IMPORTED, None)

    assert [one.id for one in again] == [main.id, other.id]
    assert (main.slot, other.slot) == ("main", "4K")
    assert outside.library() == {
        "Heat (1995)/Heat (1995) [Bluray-1080p].mkv": next(iter(hd.content.values())),
        "Heat (1995)/Heat (1995) - 4K [Bluray-2160p].mkv": next(iter(uhd.content.values())),
    }
    grounds = await outside.db.read(
        grounds_for_item, process.world.policies, heat, outside.clock.now()
    )
    held = {name: on.situation.standing.holding for name, on in grounds.items()}
    assert {name: one and one.score.quality for name, one in held.items()} == {
        "main": "Bluray-1080p",
        "4K": "Bluray-2160p",
    }
    assert {name: len(on.situation.standing.grabs) for name, on in grounds.items()} == {
        "main": 1,
        "4K": 1,
    }


async def test_an_album_and_its_portable_copy(process: Process, outside: Outside) -> None:
    both = {"main": "FLAC", "portable": "Portable"}
    await item_with_slots(outside.db, outside.clock, TAPE, both)
    outside.offer(FLAC, album_files())
    outside.offer(MP3, album_files())  # what is inside does not matter here

    stories = await want_slots(process.world, TAPE)
    await process.settle()
    assert [(await process.now(one)).title for one in stories] == [FLAC, MP3]
    for one in stories:
        await process.finish(one)

    assert sorted(outside.library()) == [
        "The Testers/On Tape (2021) [portable]/01 - First.flac",
        "The Testers/On Tape (2021) [portable]/02 - Second.flac",
        "The Testers/On Tape (2021)/01 - First.flac",
        "The Testers/On Tape (2021)/02 - Second.flac",
    ]


async def test_one_version_alone_may_be_asked_for(process: Process, outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, BOTH)

    [other] = await want_slots(process.world, HEAT, "4K")
    main = await want(process.world, HEAT)
    with pytest.raises(Invalid, match="no version “8K”, only main, 4K"):
        await want_slots(process.world, HEAT, "8K")

    assert (other.slot, main.slot) == ("4K", "main")


async def test_what_somebody_picks_goes_where_it_is_wanted_most(
    process: Process, outside: Outside
) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    outside.offer(HD)
    outside.offer(UHD)

    uhd = await process.pick(UHD)
    hd = await process.pick(HD)
    same = await process.pick(UHD)
    [answer] = await process.world.search.ask_all(Query("Heat"))
    given = next(one for one in answer.releases if one.title == HD)
    forced = await grab_release(process.world, given, For(heat.id, "4K"))

    assert (uhd.slot, hd.slot, forced.slot) == ("4K", "main", "4K")
    assert same.id == uhd.id
    with pytest.raises(Invalid, match="no version “8K”"):
        await grab_release(process.world, given, For(heat.id, "8K"))


async def test_a_version_nobody_wants_any_more_ends_its_search(
    process: Process, outside: Outside
) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    [other] = await want_slots(process.world, HEAT, "4K")
    await outside.db.write(slots.assign, heat, {})

    ended = await process.settled(other)

    assert ended.state is State.REMOVED
    assert ended.message == "The version “4K” of Heat (1995) is not wanted any more."


async def replaced(process: Process, outside: Outside, first: str, better: str) -> Acquisition:
    """`first` is imported, then the better one is offered and wanted."""
    outside.offer(first)
    one = await want(process.world, HEAT)
    await process.settle()
    await process.finish(one)
    outside.offer(better)
    other = await want(process.world, HEAT)
    assert (await process.settled(other)).title == better
    done = await process.finish(other)
    assert (done.state, done.message) == (State.IMPORTED, None)
    return done


async def test_an_upgrade_replaces_its_own_version_only(process: Process, outside: Outside) -> None:
    heat = await item_with_slots(outside.db, outside.clock, HEAT, BOTH)
    uhd = outside.offer(UHD)
    [large] = await want_slots(process.world, HEAT, "4K")
    await process.settle()
    await process.finish(large)

    done = await replaced(process, outside, WEB, HD)

    kept = f".recycle/{outside.clock.now().date()}/Heat (1995)/Heat (1995) [WEBDL-1080p].mkv"
    assert sorted(outside.library()) == [
        kept,
        "Heat (1995)/Heat (1995) - 4K [Bluray-2160p].mkv",
        "Heat (1995)/Heat (1995) [Bluray-1080p].mkv",
    ]
    assert outside.library()[kept].endswith(WEB.encode())
    content = outside.library()["Heat (1995)/Heat (1995) - 4K [Bluray-2160p].mkv"]
    assert content == next(iter(uhd.content.values()))
    files = await outside.db.read(store.files_of_slot, heat.id, "main")
    assert [file.acquisition_id for file in files] == [done.id]


async def test_a_repaired_release_takes_over_the_very_name(
    process: Process, outside: Outside
) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, {})
    await replaced(process, outside, HD, PROPER)

    name = "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
    kept = f".recycle/{outside.clock.now().date()}/{name}"
    library = outside.library()
    assert sorted(library) == [kept, name]
    assert library[name].endswith(PROPER.encode()) and library[kept].endswith(HD.encode())


async def test_without_a_recycle_bin_the_old_is_deleted(process: Process, outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, {})
    changed(outside, recycle_days=0)
    await replaced(process, outside, HD, PROPER)
    await replaced_again(process, outside)
    assert list(outside.library()) == ["Heat (1995)/Heat (1995) [Remux-1080p].mkv"]


async def replaced_again(process: Process, outside: Outside) -> None:
    """Whatever a person picks replaces what is there."""
    outside.offer("Heat.1995.1080p.BluRay.REMUX.AVC-GRP")
    one = await process.pick("Heat.1995.1080p.BluRay.REMUX.AVC-GRP")
    await process.settle()
    assert (await process.finish(one)).state is State.IMPORTED


async def test_the_torrent_of_what_was_replaced_may_go(process: Process, outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, HEAT, {})
    await replaced(process, outside, HD, PROPER)
    for held in outside.client.held.values():
        held.ratio = 5.0

    await process.settle()

    assert outside.client.held == {}
    assert [name for name in outside.library() if not name.startswith(".")] == [
        "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
    ]


async def test_part_of_an_album_does_not_replace_it(process: Process, outside: Outside) -> None:
    await item_with_slots(outside.db, outside.clock, TAPE, {})
    outside.offer(FLAC, album_files())
    whole = await process.pick(FLAC)
    await process.settle()
    await process.finish(whole)
    before = outside.library()
    first = dict(list(album_files().items())[:1])
    outside.offer(MP3, first)

    part = await process.pick(MP3)
    await process.settle()
    failed = await process.finish(part)

    assert (failed.state, failed.trouble) == (State.FAILED, "fewer_tracks")
    assert "1 of the 2 tracks" in (failed.message or "")
    assert outside.library() == before
