"""What a person does to a story: cancel, retry, pause, reorder; and how torrents end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neonarr.acquisitions import control, store, verdicts
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.start import want
from neonarr.base.errors import Conflict, NotFound, Unreachable
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.downloads.model import DownloadState
from neonarr.jobs.loop import LEASE_S
from neonarr.library import store as library
from neonarr.library.store import NewItem
from neonarr.profiles.seed import seed
from neonarr.settings.model import RemoveTorrent
from tests.kit.world import Outside, Process, check_events, steps_done

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
OTHER = "Heat.1995.1080p.BluRay.x264-OTHER"
DOWN = Unreachable("Fake", "does not answer.")


async def wanted(process: Process) -> Acquisition:
    one = await want(process.world, NewItem(MediaKind.MOVIE, "Heat", year=1995))
    return await process.settled(one)


async def chosen(process: Process) -> Acquisition:
    process.outside.offer(FILM)
    return await process.pick(FILM)


async def queued(process: Process) -> Acquisition:
    process.outside.client.fail_with = DOWN
    one = await process.settled(await chosen(process))
    process.outside.client.fail_with = None
    return one


async def downloading(process: Process) -> Acquisition:
    return await process.settled(await chosen(process))


async def paused(process: Process) -> Acquisition:
    return await control.pause(process.world, await downloading(process))


async def warning(process: Process) -> Acquisition:
    one = await downloading(process)
    process.outside.client.held[hash_of(one)].state = DownloadState.ERROR
    return await process.settled(one)


async def downloaded(process: Process) -> Acquisition:
    one = await downloading(process)
    process.outside.finish(hash_of(one))
    await process.watcher.look()
    return await process.now(one)


async def imported(process: Process) -> Acquisition:
    return await process.finish(await downloading(process))


async def failed(process: Process) -> Acquisition:
    process.outside.offer(FILM, {"notes.txt": b"x"})
    return await process.settled(await process.pick(FILM))


def hash_of(one: Acquisition) -> InfoHash:
    assert one.info_hash is not None
    return one.info_hash


REACH: dict[State, Callable[[Process], Awaitable[Acquisition]]] = {
    State.WANTED: wanted,
    State.CHOSEN: chosen,
    State.QUEUED: queued,
    State.DOWNLOADING: downloading,
    State.PAUSED: paused,
    State.WARNING: warning,
    State.DOWNLOADED: downloaded,
    State.IMPORTED: imported,
    State.FAILED: failed,
}
"""How to come there; SEARCHING, GRABBING and IMPORTING are steps under way."""


@pytest.mark.parametrize("with_data", [True, False])
@pytest.mark.parametrize("state", REACH, ids=str)
async def test_cancelled_in_every_state(
    process: Process, outside: Outside, state: State, with_data: bool
) -> None:
    one = await REACH[state](process)
    assert one.state is state

    cancelled = await control.cancel(process.world, one, with_data=with_data)
    ended = await process.settled(one)
    again = await control.cancel(process.world, ended, with_data=with_data)

    assert cancelled.state is ended.state is again.state is State.REMOVED
    assert (ended.cleanup, ended.message) == (Cleanup.DONE, "Removed by hand.")
    assert outside.client.held == {}
    check_events(await process.events(one))
    is_here = (outside.folder / "downloads/neonarr-movies" / FILM).exists()
    had_data = state in (State.DOWNLOADED, State.IMPORTED)
    assert is_here is (had_data and not with_data)
    assert len(outside.library()) == (1 if state is State.IMPORTED else 0)
    await process.settle_after(24 * 3600)
    assert (await process.now(one)).state is State.REMOVED


TURNED_DOWN = {s: come for s, come in REACH.items() if s in control.CAN_TURN_DOWN}


@pytest.mark.parametrize("state", TURNED_DOWN, ids=str)
async def test_turned_down_the_next_release_is_taken(
    process: Process, outside: Outside, state: State
) -> None:
    one = await TURNED_DOWN[state](process)
    bad = await process.now(one)
    outside.offer(OTHER)
    await outside.db.write(seed)

    await control.turn_down(process.world, bad)
    now = await process.settled(one)

    assert (now.state, now.title) == (State.DOWNLOADING, OTHER)
    assert set(outside.client.held) == {now.info_hash}
    assert not (outside.folder / "downloads/neonarr-movies" / FILM).exists()
    blocked = await outside.db.read(verdicts.blocklist, outside.clock.now())
    assert FILM in blocked.names
    told = [event.message for event in await process.events(one) if event.message]
    assert any("turned down by hand" in words for words in told)
    check_events(await process.events(one))


@pytest.mark.parametrize("state", [s for s in REACH if s not in TURNED_DOWN], ids=str)
async def test_where_there_is_nothing_to_turn_down_nothing_changes(
    process: Process, outside: Outside, state: State
) -> None:
    one = await REACH[state](process)
    with pytest.raises(Conflict, match="no release to turn down"):
        await control.turn_down(process.world, one)
    assert (await outside.db.read(verdicts.blocklist, outside.clock.now())).names == frozenset()


async def test_an_import_that_began_since_the_page_was_drawn_is_not_turned_down(
    process: Process, outside: Outside
) -> None:
    one = await downloaded(process)
    now, importing = process.world.clock.now(), replace(one, state=State.IMPORTING)
    await process.world.db.write(store.save, one, importing, now)
    as_drawn = replace(one, state=State.DOWNLOADING)
    with pytest.raises(Conflict, match="no release to turn down"):
        await control.turn_down(process.world, as_drawn)
    assert (await process.now(one)).state is State.IMPORTING


async def test_cancelled_while_the_torrent_is_being_handed_over(
    process: Process, outside: Outside
) -> None:
    """The client takes it although the story is already over: it is taken out again."""
    one = await chosen(process)
    gate, asked = asyncio.Event(), asyncio.Event()
    add = outside.client.add

    async def slow_add(*args: Any) -> bool:
        asked.set()
        await gate.wait()
        return await add(*args)

    outside.client.add = slow_add  # type: ignore[method-assign]
    while not asked.is_set():
        await process.loop.tick()
        await asyncio.sleep(0.01)
    stale, other = one, Process(outside)  # a page opened before, on another server
    await control.cancel(other.world, stale, with_data=True)
    await other.tick_alone()
    gate.set()
    await process.settle()
    await process.settle_after(LEASE_S + 1)

    now = await process.now(one)
    assert (now.state, now.cleanup) == (State.REMOVED, Cleanup.DONE)
    assert outside.client.held == {}


async def test_a_removal_waits_for_the_client_and_then_says_nothing_more_of_it(
    process: Process, outside: Outside
) -> None:
    one = await downloading(process)
    outside.client.fail_with = DOWN
    await control.cancel(process.world, one, with_data=True)
    stuck = await process.settled(one)
    outside.client.fail_with = None
    await process.settle_after(5)

    assert (stuck.cleanup, stuck.trouble) == (Cleanup.REMOVE_WITH_DATA, "cleanup")
    assert stuck.message == str(DOWN)
    ended = await process.now(one)
    assert (ended.cleanup, ended.trouble, ended.message) == (Cleanup.DONE, None, None)
    assert outside.client.held == {}


async def test_a_running_import_is_not_cancelled(process: Process) -> None:
    one = await downloaded(process)
    importing = replace(one, state=State.IMPORTING)
    importing = await process.world.db.write(
        store.save, one, importing, process.outside.clock.now()
    )

    with pytest.raises(Conflict, match="being imported right now"):
        await control.cancel(process.world, importing, with_data=True)
    with pytest.raises(Conflict):
        await control.cancel(process.world, one, with_data=True)
    assert (await process.now(one)).state is State.IMPORTING


async def test_pause_and_resume(process: Process, outside: Outside) -> None:
    one = await downloading(process)
    held = outside.client.held[hash_of(one)]

    stopped = await control.pause(process.world, one)
    assert (held.is_stopped, stopped.state) == (True, State.PAUSED)
    assert (await control.pause(process.world, stopped)) == stopped
    assert (await process.settled(one)).state is State.PAUSED
    running = await control.resume(process.world, stopped)
    assert (held.is_stopped, running.state) == (False, State.DOWNLOADING)
    assert (await process.settled(one)).state is State.DOWNLOADING


async def test_what_is_not_running_can_not_be_paused(process: Process) -> None:
    one = await chosen(process)

    with pytest.raises(Conflict, match="chosen; only a running download"):
        await control.pause(process.world, one)
    with pytest.raises(Conflict, match="chosen; only a paused download"):
        await control.resume(process.world, one)


async def test_retry_of_what_failed(process: Process, outside: Outside) -> None:
    one = await failed(process)
    outside.offer(OTHER)

    again = await control.retry(process.world, one)
    now = await process.settled(one)

    assert (again.state, again.trouble, again.message) == (State.WANTED, None, None)
    assert (now.state, now.title) == (State.DOWNLOADING, OTHER)


async def test_retry_never_takes_the_bad_release_again(process: Process, outside: Outside) -> None:
    one = await failed(process)
    outside.offer(FILM)

    await control.retry(process.world, one)

    now = await process.settled(one)
    assert now.state is State.WANTED
    assert "blocklist" in (now.message or "")


async def test_a_release_whose_torrent_was_not_to_be_had_may_be_taken_another_day(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM)
    outside.indexer.torrents.clear()
    one = await process.settled(await process.pick(FILM))
    assert one.state is State.FAILED
    outside.clock.move(25 * 3600)
    outside.offer(FILM)

    await control.retry(process.world, one)

    assert (await process.settled(one)).state is State.DOWNLOADING


async def test_a_new_indexer_is_not_waited_for(process: Process, outside: Outside) -> None:
    one = await wanted(process)
    outside.offer(FILM)

    await process.world.db.write(store.hurry, outside.clock.now())

    assert (await process.settled(one)).state is State.DOWNLOADING


async def test_retry_ends_a_wait(process: Process, outside: Outside) -> None:
    one = await wanted(process)
    outside.offer(FILM)

    await control.retry(process.world, one)

    assert (await process.settled(one)).state is State.DOWNLOADING


@pytest.mark.parametrize("state", [State.DOWNLOADING, State.PAUSED, State.IMPORTED], ids=str)
async def test_there_is_nothing_to_retry(process: Process, state: State) -> None:
    one = await REACH[state](process)

    with pytest.raises(Conflict, match="there is nothing to retry"):
        await control.retry(process.world, one)


async def test_a_raised_priority_reaches_the_client(process: Process, outside: Outside) -> None:
    one = await downloading(process)
    other = outside.offer("Alien.1979.1080p.BluRay.x264-GRP")
    await process.settled(await process.pick("Alien.1979.1080p.BluRay.x264-GRP"))
    await control.set_priority(process.world, await process.now(one), 0)
    await outside.client.to_top(other.info_hash)

    changed = await control.set_priority(process.world, await process.now(one), 10)

    assert changed.priority == 10
    assert next(iter(outside.client.held)) == one.info_hash


async def test_a_story_found_by_its_hash(process: Process) -> None:
    one = await downloading(process)

    assert (await control.story_of_hash(process.world, hash_of(one).upper())).id == one.id
    with pytest.raises(NotFound, match="No download has the info hash"):
        await control.story_of_hash(process.world, "00" * 20)


async def test_the_torrent_goes_when_its_share_goal_is_reached(
    process: Process, outside: Outside
) -> None:
    one = await imported(process)
    held = outside.client.held[hash_of(one)]
    held.ratio, held.seeding_s = 0.9, 4320 * 60 - 1
    kept = await process.settled(one)
    held.ratio = 1.0
    done = await process.settled(one)

    assert (kept.cleanup, kept.state) == (None, State.IMPORTED)
    assert (done.cleanup, done.state, done.message) == (Cleanup.DONE, State.IMPORTED, None)
    assert outside.client.held == {}
    assert not (outside.folder / "downloads/neonarr-movies" / FILM).exists()
    assert len(outside.library()) == 1


async def test_seeding_long_enough_is_a_goal_too(process: Process, outside: Outside) -> None:
    one = await imported(process)
    outside.client.held[hash_of(one)].seeding_s = 4320 * 60

    assert (await process.settled(one)).cleanup is Cleanup.DONE


@pytest.mark.parametrize("harm", ["gone", "shorter"])
async def test_what_may_be_the_last_copy_is_never_deleted(
    process: Process, outside: Outside, harm: str
) -> None:
    one = await imported(process)
    [place] = (outside.folder / "movies").rglob("*.mkv")
    place.unlink()
    if harm == "shorter":
        place.write_bytes(b"cut off")
    outside.client.held[hash_of(one)].ratio = 2.0

    kept = await process.settled(one)

    assert (kept.cleanup, kept.trouble) == (Cleanup.DONE, "library_file_gone")
    assert str(place) in (kept.message or "")
    assert one.info_hash in outside.client.held
    assert (Path(outside.client.held[hash_of(one)].save_path) / FILM / f"{FILM}.mkv").exists()


async def test_a_torrent_whose_files_another_story_now_accounts_for_is_kept(
    process: Process, outside: Outside
) -> None:
    """Its own record of library files is empty, so nothing proves that they are safe."""
    one = await imported(process)
    await process.world.db.write(library.record_files, one.id, [])
    outside.client.held[hash_of(one)].ratio = 2.0

    kept = await process.settled(one)

    assert kept.trouble == "library_file_gone"
    assert one.info_hash in outside.client.held


async def test_a_torrent_another_story_is_getting_is_left_to_it(
    process: Process, outside: Outside
) -> None:
    one = await imported(process)
    again = await process.pick(FILM)
    await process.loop.tick()
    await steps_done()
    await process.loop.tick()
    await steps_done()
    assert (await process.now(again)).state is State.DOWNLOADING

    await control.cancel(process.world, await process.now(one), with_data=True)
    await process.settle()

    assert (await process.now(one)).cleanup is Cleanup.DONE
    assert one.info_hash in outside.client.held
    assert (await process.now(again)).state is State.IMPORTED


async def test_removed_right_after_the_import(process: Process, outside: Outside) -> None:
    outside.preferences = replace(outside.preferences, remove_torrent=RemoveTorrent.AFTER_IMPORT)
    one = await imported(process)

    assert (one.state, one.cleanup) == (State.IMPORTED, Cleanup.DONE)
    assert outside.client.held == {}
    assert len(outside.library()) == 1


async def test_never_removed(process: Process, outside: Outside) -> None:
    outside.preferences = replace(outside.preferences, remove_torrent=RemoveTorrent.NEVER)
    one = await imported(process)
    held = outside.client.held[hash_of(one)]
    held.ratio, held.seeding_s = 99.0, 10**9

    now = await process.settled(one)

    assert (now.state, now.cleanup) == (State.IMPORTED, None)
    assert held.share_goal is None
    assert one.info_hash in outside.client.held


async def test_a_seeding_torrent_removed_in_the_client_is_let_go(
    process: Process, outside: Outside
) -> None:
    one = await imported(process)
    await outside.client.delete(hash_of(one), with_data=True)
    for _ in range(3):
        await process.watcher.look()

    now = await process.now(one)
    assert (now.state, now.cleanup, now.trouble) == (State.IMPORTED, Cleanup.DONE, None)
    assert len(outside.library()) == 1
