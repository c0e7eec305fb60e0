"""What is given up stays in its client until the next one is complete; the first one wins."""

from dataclasses import replace
from pathlib import Path

import pytest

from neonarr.acquisitions import control
from neonarr.acquisitions.by_hand.torrents import foreign
from neonarr.acquisitions.lineup.all_at_once import pause_all, resume_all
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.removing.remove import remove
from neonarr.acquisitions.removing.wishes import Removal
from neonarr.acquisitions.standby.kept import stand_by, standbys
from neonarr.acquisitions.start import want
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import AddOptions, DownloadState
from neonarr.jobs.loop import LEASE_S
from neonarr.jobs.space import look
from neonarr.library.store import NewItem
from neonarr.profiles.seed import seed
from neonarr.settings.model import RemoveTorrent
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.slots import changed
from tests.kit.waiting import until
from tests.kit.world import (
    CLIENT,
    Fuse,
    Offered,
    Outside,
    Process,
    PulledPlug,
    check_events,
    get_it,
)

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
BEST, GOOD = "Heat.1995.1080p.BluRay.x264-BAD", "Heat.1995.1080p.WEB-DL.x264-GRP"
OTHER = "Ronin.1998.1080p.BluRay.x264-GRP"
LOOKS = 8
"""Until one strike, ten minutes apart."""


async def given_up(process: Process, *names: str, film: NewItem = HEAT) -> Acquisition:
    """A wish whose first release has stood still too long; `names` are what is offered."""
    outside = process.outside
    changed(outside, strikes=1, keeps_stalled=True)
    outside.indexer.releases.clear()
    for name in names:
        outside.offer(name)
    await outside.db.write(seed)
    one = await process.settled(await want(process.world, film))
    assert one.info_hash
    outside.client.advance(one.info_hash, 40)
    outside.client.held[one.info_hash].state = DownloadState.STALLED
    await stands_still(process)
    return await process.settled(one)


async def stands_still(process: Process) -> None:
    for _ in range(LOOKS):
        await process.watcher.look()
        process.outside.clock.move(600)


def hash_of(outside: Outside, name: str) -> InfoHash:
    return next(o.info_hash for o in outside.offers.values() if o.torrent.name == name)


def film_of(outside: Outside, name: str) -> bytes:
    return next(iter(outside.offers[hash_of(outside, name)].content.values()))


async def rest(process: Process) -> None:
    for _ in range(4):  # a torrent that is gone must be missed several times
        await process.settle()
        process.outside.clock.move(LEASE_S + 1)


async def test_the_next_one_comes_first(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    old = hash_of(outside, BEST)
    assert (one.state, one.title) == (State.DOWNLOADING, GOOD)
    assert set(outside.client.held) == {old, one.info_hash}
    told = [event.message or "" for event in await process.events(one)]
    assert any("It stays in the client, in case it comes first." in text for text in told)
    part = Path(outside.client.held[old].save_path) / BEST / f"{BEST}.mkv"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")

    done = await process.finish(one)
    await rest(process)

    assert (done.state, done.title) == (State.IMPORTED, GOOD)
    assert set(outside.client.held) == {done.info_hash}
    assert not part.exists()
    assert list(outside.library().values()) == [film_of(outside, GOOD)]
    assert await outside.db.read(standbys) == {}
    check_events(await process.events(one))


async def test_the_one_that_stood_still_comes_first(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    new = one.info_hash
    outside.client.held[hash_of(outside, BEST)].state = None
    outside.finish(hash_of(outside, BEST))

    done = await process.settled(one)
    await rest(process)

    assert (done.state, done.title) == (State.IMPORTED, BEST)
    assert done.info_hash == hash_of(outside, BEST)
    assert new not in outside.client.held
    assert list(outside.library().values()) == [film_of(outside, BEST)]
    assert await outside.db.read(standbys) == {}
    told = await process.events(one)
    check_events(told)
    assert f"{BEST} had stood still and is complete after all." in [e.message for e in told]


async def test_it_is_taken_where_there_is_no_other(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST)
    assert (one.state, one.info_hash) == (State.WANTED, None)
    outside.client.held[hash_of(outside, BEST)].state = None
    outside.finish(hash_of(outside, BEST))
    assert (await process.settled(one)).state is State.IMPORTED


async def test_one_stands_by_for_a_story(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    outside.client.held[one.info_hash or InfoHash("")].state = DownloadState.STALLED
    await stands_still(process)
    await process.settle()
    assert set(outside.client.held) == {hash_of(outside, BEST)}, "the second goes"


@pytest.mark.parametrize("with_data", [False, True])
async def test_a_person_cancels(process: Process, outside: Outside, *, with_data: bool) -> None:
    one = await given_up(process, BEST, GOOD)
    part = Path(outside.client.held[hash_of(outside, BEST)].save_path) / BEST / f"{BEST}.mkv"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    await control.cancel(process.world, one, with_data=with_data)
    await rest(process)
    assert outside.client.held == {}
    assert part.exists() is not with_data


@pytest.mark.parametrize("with_all", [False, True])
async def test_it_goes_with_its_item(process: Process, outside: Outside, *, with_all: bool) -> None:
    """It is not complete, so it goes in any case."""
    one = await given_up(process, BEST, GOOD)
    wanted = Removal(one.item_id, with_files=with_all, with_torrents=with_all)
    waits_for = await remove(process.world, wanted)
    assert waits_for and "taken out of the download client" in waits_for
    await rest(process)
    assert await remove(process.world, wanted) is None
    assert outside.client.held == {}


async def test_its_client_is_gone_for_good(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    process.world.clients.replace([])
    await process.settle()
    assert len(await outside.db.read(standbys)) == 1, "it may be switched on again"
    await control.cancel(process.world, await process.now(one), with_data=True)
    await process.settle()
    assert await outside.db.read(standbys) == {}


async def test_what_vanishes_is_forgotten(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    del outside.client.held[hash_of(outside, BEST)]
    await rest(process)
    assert await outside.db.read(standbys) == {}
    assert (await process.finish(one)).state is State.IMPORTED


async def test_who_never_wants_torrents_removed_keeps_both(
    process: Process, outside: Outside
) -> None:
    one = await given_up(process, BEST, GOOD)
    changed(outside, remove_torrent=RemoveTorrent.NEVER)
    await process.finish(one)
    await rest(process)
    assert len(outside.client.held) == 2
    assert await outside.db.read(standbys) == {}


async def test_two_with_one_place_do_not_load_together(process: Process, outside: Outside) -> None:
    """Another torrent of the same name writes to the same files."""
    one = await given_up(process, BEST, GOOD)
    mine = outside.client.held[one.info_hash or InfoHash("")]
    mine.files = outside.client.held[hash_of(outside, BEST)].files
    await process.settle()
    assert set(outside.client.held) == {one.info_hash}


async def test_what_another_story_has_too_stays(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    outside.offer(OTHER)
    other = await process.settled(await process.pick(OTHER))
    assert other.state is State.DOWNLOADING
    shared = replace(one, info_hash=other.info_hash, client_id=other.client_id)
    await outside.db.write(stand_by, shared)

    assert (await process.finish(one)).state is State.IMPORTED
    await rest(process)

    assert other.info_hash in outside.client.held
    assert await outside.db.read(standbys) == {}


async def with_free(process: Process, free: float) -> None:
    process.outside.client.free = Bytes(round(free))
    await look(process.world)


async def test_others_leave_it_the_room_it_may_yet_need(process: Process, outside: Outside) -> None:
    """40 % of it are there, and all of the new one is still to come."""
    one = await given_up(process, BEST, GOOD)
    size = one.size or 0
    await with_free(process, 2.2 * size)
    outside.offer(OTHER)

    other = await process.settled(await process.pick(OTHER))
    assert (other.state, other.trouble) == (State.QUEUED, "no_space")
    assert "for downloads under way" in (other.message or "")
    assert (await process.finish(one)).state is State.IMPORTED
    await rest(process)

    assert (await process.now(other)).state is State.DOWNLOADING


async def test_it_makes_way_for_the_next_where_there_is_no_room_for_both(
    process: Process, outside: Outside
) -> None:
    changed(outside, reserve_gb=0.0)
    one = await given_up(process, BEST)
    await with_free(process, 1.2 * outside.offers[hash_of(outside, BEST)].torrent.size)
    outside.offer(GOOD)

    one = await process.settled(await control.retry(process.world, one))

    assert (one.state, one.title) == (State.DOWNLOADING, GOOD)
    assert set(outside.client.held) == {one.info_hash}
    assert await outside.db.read(standbys) == {}


async def test_it_is_paused_and_resumed_with_everything(process: Process, outside: Outside) -> None:
    await given_up(process, BEST, GOOD)
    beside = outside.client.held[hash_of(outside, BEST)]
    await pause_all(process.world)
    assert beside.is_stopped
    await resume_all(process.world)
    assert not beside.is_stopped


async def test_it_is_no_stranger(process: Process, outside: Outside) -> None:
    one = await given_up(process, BEST, GOOD)
    outside.client.held[hash_of(outside, BEST)].progress = 100.0
    assert (await process.now(one)).info_hash != hash_of(outside, BEST)
    assert await foreign(process.world) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("first", ["old", "new"])
async def test_wherever_it_dies_one_is_imported_and_one_torrent_is_left(
    outside: Outside, first: str
) -> None:
    for at in range(1, 60):
        name = f"Crash Number {at}"
        dots = name.replace(" ", ".")
        best, good = f"{dots}.1999.1080p.BluRay.x264-BAD", f"{dots}.1999.1080p.WEB-DL.x264-GRP"
        film = NewItem(MediaKind.MOVIE, name, year=1999, is_monitored=True)
        one = await given_up(Process(outside), best, good, film=film)
        winner = best if first == "old" else good
        outside.client.held[hash_of(outside, best)].state = None
        outside.finish(hash_of(outside, winner))

        fuse = Fuse(at)
        dying = Process(outside, fuse)
        try:
            await rest(dying)
        except PulledPlug:
            pass
        except BaseExceptionGroup as group:
            assert group.subgroup(PulledPlug)
        outside.clock.move(LEASE_S + 1)
        reborn = Process(outside)
        done = await get_it(reborn, one)
        await rest(reborn)

        assert done.title == winner, at
        assert len(outside.library()) == at
        left = {h for h, held in outside.client.held.items() if held.name in (best, good)}
        assert left == {hash_of(outside, winner)}, at
        assert await outside.db.read(standbys) == {}, at
        check_events(await reborn.events(one))
        if not fuse.is_blown:
            assert at > 5
            return
    raise AssertionError("it always died")


@pytest.mark.real
@pytest.mark.parametrize("first", ["old", "new"])
async def test_in_a_real_qbittorrent(
    process: Process, outside: Outside, tmp_path: Path, first: str
) -> None:
    changed(outside, strikes=1, keeps_stalled=True)
    good, best = outside.offer(GOOD), outside.offer(BEST)
    with PrivateQbittorrent(tmp_path / "qbittorrent") as running:
        settings = QbittorrentSettings(running.url, running.username, Secret(running.password))
        client = Qbittorrent("qBittorrent", settings, outside.clock)
        process.world.clients.replace([ConnectedClient(CLIENT, "qBittorrent", 1, client)])
        await outside.db.write(seed)
        one = await process.settled(await want(process.world, HEAT))
        assert one.info_hash == best.info_hash

        async def is_stalled() -> bool:
            seen = await client.downloads([best.info_hash])
            return seen[best.info_hash].state is DownloadState.STALLED

        await until(is_stalled)
        folder = (await client.downloads([best.info_hash]))[best.info_hash].save_path
        if first == "new":
            put(folder, good)  # found when the client checks it
        await stands_still(process)
        assert (await process.settled(one)).title == GOOD
        if first == "old":
            put(folder, best)
            # As somebody would who has its files from elsewhere: it is checked, and complete.
            await client.delete(best.info_hash, with_data=False)
            await client.add(best.torrent, AddOptions(save_path=folder))

        winner = good if first == "new" else best

        async def is_alone() -> bool:
            is_over = (await process.settled(one)).state is State.IMPORTED
            both = await client.downloads([best.info_hash, good.info_hash])
            return is_over and set(both) == {winner.info_hash}

        await until(is_alone)
        assert list(outside.library().values()) == list(winner.content.values())
        await client.close()


def put(folder: str, offered: Offered) -> None:
    for path, content in offered.content.items():
        place = Path(folder) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
