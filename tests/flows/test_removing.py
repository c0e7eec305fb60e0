"""A person deletes an item: what goes with it, what stays, and that it does not come back."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.removing.outlook import outlook
from neonarr.acquisitions.removing.remove import IMPORTING, remove
from neonarr.acquisitions.removing.wishes import Removal, ask, removals
from neonarr.acquisitions.start import want
from neonarr.base.errors import Conflict, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.downloads.model import AddOptions
from neonarr.downloads.torrent import read_torrent
from neonarr.jobs.again import Again
from neonarr.jobs.removals import go_on
from neonarr.library import store as library
from neonarr.library.roots import remember, seen_now
from neonarr.library.store import NewItem
from tests.flows.test_control import FILM, downloaded, downloading, hash_of, imported
from tests.flows.test_share_goals import stored
from tests.kit.world import Fuse, Outside, Process, torrent_bytes

pytestmark = pytest.mark.anyio

FILED = "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
AT_MOST = 60


async def delete(process: Process, one: Acquisition, *, files: bool, torrents: bool) -> str | None:
    """As the API does it; None if it is gone at once."""
    wanted = Removal(one.item_id, files, torrents)
    await process.world.db.write(ask, wanted)
    return await remove(process.world, wanted)


async def settle(process: Process, seconds: float = 0) -> None:
    process.outside.clock.move(seconds)
    await go_on(process.world)
    await process.settle()
    await go_on(process.world)


async def is_known(process: Process, one: Acquisition) -> bool:
    item = await process.world.db.read(library.item, one.item_id)
    story = await process.world.db.read(store.get, one.id)
    assert (item is None) is (story is None)
    return item is not None


def data(outside: Outside) -> list[Path]:
    return [path for path in (outside.folder / "downloads").rglob("*") if path.is_file()]


async def test_the_item_alone(process: Process, outside: Outside) -> None:
    one = await imported(process)

    assert await delete(process, one, files=False, torrents=False) is None

    assert not await is_known(process, one)
    assert set(outside.library()) == {FILED}
    assert set(outside.client.held) == {one.info_hash}


async def test_with_its_files_and_its_torrent(process: Process, outside: Outside) -> None:
    one = await imported(process)

    why = await delete(process, one, files=True, torrents=True)
    assert why == "Its torrent is being taken out of the download client."
    await settle(process)

    assert not await is_known(process, one)
    assert set(outside.library()) == {f".recycle/{outside.clock.now().date()}/{FILED}"}
    assert (outside.client.held, data(outside)) == ({}, [])


async def test_without_a_recycle_bin_files_go_at_once(process: Process, outside: Outside) -> None:
    outside.preferences = replace(outside.preferences, recycle_days=0)
    one = await imported(process)

    assert await delete(process, one, files=True, torrents=False) is None

    assert outside.library() == {}
    assert len(data(outside)) == 1, "the torrent seeds on"


@pytest.mark.parametrize("torrents", [True, False])
async def test_what_is_under_way_ends(process: Process, outside: Outside, torrents: bool) -> None:
    """A download half done is of no use to anybody."""
    one = await downloading(process)

    await delete(process, one, files=False, torrents=torrents)
    await settle(process)

    assert not await is_known(process, one)
    assert outside.client.held == {}


async def test_a_wish_is_over(process: Process, outside: Outside) -> None:
    one = await want(process.world, NewItem(MediaKind.MOVIE, "Heat", year=1995))

    assert await delete(process, one, files=True, torrents=True) is None
    assert not await is_known(process, one)


@pytest.mark.parametrize("torrents", [True, False])
async def test_what_is_complete_but_not_imported(
    process: Process, outside: Outside, torrents: bool
) -> None:
    one = await downloaded(process)

    await delete(process, one, files=True, torrents=torrents)
    await settle(process)

    assert not await is_known(process, one)
    assert outside.library() == {}
    assert bool(data(outside)) is bool(outside.client.held) is not torrents


async def test_an_import_is_waited_for(process: Process, outside: Outside) -> None:
    one = await downloaded(process)
    now = outside.clock.now()
    await process.world.db.write(store.save, one, replace(one, state=State.IMPORTING), now)

    assert await delete(process, one, files=True, torrents=True) == IMPORTING
    kept = await process.world.db.read(removals)
    assert kept[one.item_id].message == IMPORTING
    await settle(process)
    await settle(process)

    assert not await is_known(process, one)
    assert set(outside.library()) == {f".recycle/{outside.clock.now().date()}/{FILED}"}
    assert outside.client.held == {}


async def test_it_does_not_come_back_by_itself(process: Process, outside: Outside) -> None:
    """Its release is still offered, its torrent seeds on, and it was monitored."""
    one = await imported(process)
    await process.world.db.write(library.monitor, one.item_id)

    await delete(process, one, files=True, torrents=False)
    for _ in range(3):
        await settle(process, 5 * 24 * 3600)
        await Again(process.world).round()

    assert await process.world.db.read(library.items, MediaKind.MOVIE) == []
    assert [path for path in outside.library() if not path.startswith(".recycle")] == []


async def test_nothing_begins_for_what_is_just_going(process: Process, outside: Outside) -> None:
    one = await imported(process)
    outside.client.fail_with = Unreachable("Fake", "does not answer.")
    assert await delete(process, one, files=False, torrents=True)

    with pytest.raises(Conflict, match="just being removed"):
        await want(process.world, NewItem(MediaKind.MOVIE, "Heat", year=1995))
    item = await process.world.db.read(library.item, one.item_id)
    assert item is not None and not item.is_monitored


async def test_a_client_that_is_away_is_waited_for_and_named(
    process: Process, outside: Outside
) -> None:
    one = await imported(process)
    outside.client.fail_with = Unreachable("Fake", "does not answer.")
    await delete(process, one, files=True, torrents=True)
    await settle(process)

    kept = await process.world.db.read(removals)
    assert kept[one.item_id].message == "Fake: does not answer."
    assert await is_known(process, one)
    outside.client.fail_with = None
    await settle(process, 3600)
    assert not await is_known(process, one)
    assert outside.client.held == {}


async def test_an_empty_mount_point_is_not_taken_for_deleted_files(
    process: Process, outside: Outside
) -> None:
    one = await imported(process)
    movies = outside.folder / "movies"
    await outside.db.write(remember, str(movies), seen_now(str(movies)))
    movies.rename(outside.folder / "away")
    movies.mkdir()

    why = await delete(process, one, files=True, torrents=True)
    assert why is not None and "not mounted" in why
    assert set(outside.client.held) == {one.info_hash}, "files first"
    movies.rmdir()
    (outside.folder / "away").rename(movies)
    await settle(process)
    assert not await is_known(process, one)
    assert set(outside.library()) == {f".recycle/{outside.clock.now().date()}/{FILED}"}


async def test_nor_is_a_library_that_is_not_there(process: Process, outside: Outside) -> None:
    one = await imported(process)
    movies = outside.folder / "movies"
    movies.rename(outside.folder / "away")

    why = await delete(process, one, files=True, torrents=False)
    assert why is not None and str(movies) in why
    assert not movies.exists()
    (outside.folder / "away").rename(movies)
    await settle(process)
    assert not await is_known(process, one)
    assert set(outside.library()) == {f".recycle/{outside.clock.now().date()}/{FILED}"}


async def test_data_of_a_cross_seed_stays(process: Process, outside: Outside) -> None:
    one = await imported(process)
    save_path = outside.client.held[hash_of(one)].save_path
    twin = read_torrent(torrent_bytes(FILM, {"twin.mkv": b"x"}))
    await outside.client.add(twin, AddOptions(save_path=save_path))
    outside.client.held[twin.info_hash].progress = 100.0

    await delete(process, one, files=True, torrents=True)
    await settle(process)

    assert not await is_known(process, one)
    assert set(outside.client.held) == {twin.info_hash}
    assert len(data(outside)) == 1


async def test_a_torrent_another_item_has_too_stays(process: Process, outside: Outside) -> None:
    one = await imported(process)
    other = await imported(process)  # the same again, as it were of another item
    ronin = NewItem(MediaKind.MOVIE, "Ronin", year=1998)
    item, _ = await outside.db.write(library.find_or_add, ronin, outside.clock.now())
    moved = replace(await process.now(other), item_id=item.id)
    await outside.db.write(store.save, await process.now(other), moved, outside.clock.now())

    await delete(process, one, files=False, torrents=True)
    await settle(process)

    assert not await is_known(process, one)
    assert set(outside.client.held) == {one.info_hash}
    assert len(data(outside)) == 1


async def test_what_is_owed_is_told_before(process: Process, outside: Outside) -> None:
    await stored(outside, share_ratio="2", share_minutes="")
    one = await imported(process)
    outside.client.held[hash_of(one)].ratio = 0.25

    told = await outlook(process.world, one.item_id)
    assert told is not None and len(told.files) == 1 and told.elsewhere == 0
    [torrent] = told.torrents
    assert torrent.owed is not None
    assert "ratio 0.25 of 2.00 or 0 of 72 hours" in torrent.owed
    outside.client.fail_with = Unreachable("Fake", "does not answer.")
    told = await outlook(process.world, one.item_id)
    assert told is not None and [each.seen for each in told.torrents] == [None]
    outside.client.fail_with = None
    outside.client.held[hash_of(one)].ratio = 2.0
    told = await outlook(process.world, one.item_id)
    assert told is not None and [each.owed for each in told.torrents] == [None]


async def test_killed_between_deleting_the_last_file_and_writing_it_down(
    process: Process, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.preferences = replace(outside.preferences, recycle_days=0)
    one = await imported(process)
    movies = str(outside.folder / "movies")
    await outside.db.write(remember, movies, seen_now(movies))
    await outside.db.write(ask, Removal(one.item_id, True, True))

    class Killed(BaseException): ...

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(library, "forget_files", kill)
        await go_on(process.world)
    assert outside.library() == {}
    reborn = Process(outside)
    for _ in range(2):
        await settle(reborn, 60)

    assert not await is_known(reborn, one)
    assert (outside.client.held, data(outside)) == ({}, [])
    assert list((outside.folder / "movies").iterdir()) == [], "the mark is gone too"


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_wherever_it_dies_all_of_it_is_gone_in_the_end(outside: Outside) -> None:
    for at in range(1, AT_MOST):
        name = f"Crash.Number.{at}.1999.1080p.WEB-DL.x264-GRP"
        outside.offer(name)
        process = Process(outside)
        one = await process.finish(await process.settled(await process.pick(name)))
        assert one.state is State.IMPORTED
        await outside.db.write(ask, Removal(one.item_id, True, True))

        fuse = Fuse(at)
        try:
            await settle(Process(outside, fuse))
        except BaseException as ended:
            if not fuse.is_blown or isinstance(ended, asyncio.CancelledError):
                raise
        reborn = Process(outside)
        for _ in range(3):
            await settle(reborn, 60)

        assert not await is_known(reborn, one), at
        assert (outside.client.held, data(outside)) == ({}, []), at
        kept = [path for path in outside.library() if path.startswith(".recycle/")]
        assert len(kept) == len(outside.library()) == at, at
        if not fuse.is_blown:
            break
    assert 4 < at < AT_MOST - 1
