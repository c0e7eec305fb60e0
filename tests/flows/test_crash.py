"""The process dies between any two steps, and the next one carries on."""

from dataclasses import dataclass

import pytest

from neonarr.acquisitions import control, store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.start import want
from neonarr.base.kinds import MediaKind
from neonarr.jobs.loop import LEASE_S
from neonarr.library import store as library
from neonarr.library.store import NewItem
from neonarr.profiles.seed import seed
from tests.kit.world import Fuse, Outside, Process, PulledPlug, check_events, get_it

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.timeout(300)]

AT_MOST = 120
"""Far more calls to the outside than one story makes."""


@dataclass
class Film:
    """One film for each place to die at, so that all can be tried over one database."""

    number: int

    @property
    def title(self) -> str:
        return f"Crash Number {self.number}"

    @property
    def release(self) -> str:
        return f"{self.title.replace(' ', '.')}.1999.1080p.WEB-DL.x264-GRP"

    @property
    def path(self) -> str:
        return f"{self.title} (1999)/{self.title} (1999) [WEBDL-1080p].mkv"


async def begin(outside: Outside, film: Film) -> Acquisition:
    outside.indexer.releases.clear()
    outside.offer(film.release)
    return await want(Process(outside).world, NewItem(MediaKind.MOVIE, film.title, year=1999))


async def dies(outside: Outside, one: Acquisition, at: int) -> bool:
    """Whether there was an `at`-th place to die at before the story was over."""
    try:
        await get_it(Process(outside, Fuse(at)), one)
    except BaseException as ended:
        if not is_pulled_plug(ended):
            raise
        return True
    return False


def is_pulled_plug(ended: BaseException) -> bool:
    if isinstance(ended, BaseExceptionGroup):
        return all(map(is_pulled_plug, ended.exceptions))
    return isinstance(ended, PulledPlug)


async def test_wherever_it_dies_there_is_one_import_and_one_torrent(outside: Outside) -> None:
    at = 0
    while at < AT_MOST:
        at += 1
        film = Film(at)
        one = await begin(outside, film)
        adds = outside.client.adds

        if not await dies(outside, one, at):
            break
        outside.clock.move(LEASE_S + 1)
        reborn = Process(outside)
        done = await get_it(reborn, one)

        assert outside.client.adds == adds + 1, at
        content = outside.offers[done.info_hash or ""].content
        assert outside.library()[film.path] == next(iter(content.values())), at
        assert len(outside.library()) == at, "something else lies in the library"
        files = await reborn.world.db.read(library.files_of, [one.id])
        assert len(files) == 1, at
        check_events(await reborn.events(one))
    assert 12 < at < AT_MOST, f"{at} places to die at is not what one story has"


async def test_wherever_a_removal_dies_it_is_done_in_the_end(outside: Outside) -> None:
    at = 0
    while at < AT_MOST:
        at += 1
        one = await begin(outside, Film(at))
        imported = await get_it(Process(outside), one)

        outside.client.held[imported.info_hash or ""].ratio = 5.0

        fuse = Fuse(at)
        try:
            await Process(outside, fuse).settle()
        except PulledPlug:
            pass
        outside.clock.move(LEASE_S + 1)
        reborn = Process(outside)
        for _ in range(4):  # a torrent that is gone must be missed several times
            await reborn.settle()

        assert (await reborn.now(one)).cleanup is Cleanup.DONE, at
        assert imported.info_hash not in outside.client.held, at
        assert Film(at).path in outside.library(), at
        if not fuse.is_blown:
            break
    assert 2 < at < AT_MOST


async def test_wherever_a_cancelled_grab_dies_no_torrent_is_left(outside: Outside) -> None:
    at = 0
    while at < AT_MOST:
        at += 1
        one = await begin(outside, Film(at))
        fuse = Fuse(at)
        try:
            await Process(outside, fuse).settle()
        except BaseException as ended:
            if not is_pulled_plug(ended):
                raise
        reborn = Process(outside)

        await control.cancel(reborn.world, await reborn.now(one), with_data=True)
        await reborn.settle()
        await reborn.settle_after(LEASE_S + 1)

        now = await reborn.now(one)
        assert (now.state, now.cleanup) == (State.REMOVED, Cleanup.DONE), at
        assert outside.client.held == {}, at
        if not fuse.is_blown:
            break
    assert 7 < at < AT_MOST


async def test_wherever_an_upgrade_dies_one_copy_is_there_and_the_old_one_kept(
    outside: Outside,
) -> None:
    await outside.db.write(seed)
    at = 0
    while at < AT_MOST:
        at += 1
        film = Film(at)
        first = await begin(outside, film)
        await get_it(Process(outside), first)
        better = film.release.replace("WEB-DL", "PROPER.WEB-DL")
        outside.offer(better)
        second = await want(Process(outside).world, NewItem(MediaKind.MOVIE, film.title, year=1999))

        if not await dies(outside, second, at):
            break
        assert film.path in outside.library(), f"{at}: a moment without any copy"
        outside.clock.move(LEASE_S + 1)
        reborn = Process(outside)
        done = await get_it(reborn, second)

        library = {name: got for name, got in outside.library().items() if film.title in name}
        kept = f".recycle/{outside.clock.now().date()}/{film.path}"
        assert set(library) == {film.path, kept}, at
        assert library[film.path].endswith(better.encode()), at
        assert library[kept].endswith(film.release.encode()), at
        files = await outside.db.read(store.files_of_slot, done.item_id, done.slot)
        assert [file.acquisition_id for file in files] == [second.id], at
        check_events(await reborn.events(second))
    assert 12 < at < AT_MOST


async def test_wherever_a_bad_release_dies_the_next_one_is_imported(outside: Outside) -> None:
    at = 0
    while at < AT_MOST:
        at += 1
        film = Film(at)
        outside.indexer.releases.clear()
        bad = film.release.replace("WEB-DL", "BluRay")
        outside.offer(film.release)
        outside.offer(bad, {f"{bad}.mkv": b"no film"})
        one = await want(Process(outside).world, NewItem(MediaKind.MOVIE, film.title, year=1999))

        if not await dies(outside, one, at):
            break
        outside.clock.move(LEASE_S + 1)
        reborn = Process(outside)
        done = await get_it(reborn, one)

        assert done.title == film.release, at
        library = {name: got for name, got in outside.library().items() if film.title in name}
        assert set(library) == {film.path}, at
        held = [each.name for each in outside.client.held.values() if film.title in each.name]
        assert held == [film.release] or not held, at
        assert bad not in {each.name for each in outside.client.held.values()}, at
        check_events(await reborn.events(one))
    assert 15 < at < AT_MOST
