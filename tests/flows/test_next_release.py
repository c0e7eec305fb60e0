"""A release that was no good is followed by the next one."""

import pytest

from neonarr.acquisitions import control, verdicts
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.start import want
from neonarr.acquisitions.steps.next_release import MOST_RELEASES
from neonarr.base.errors import Rejected
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from neonarr.profiles.seed import seed
from neonarr.settings.model import RemoveTorrent
from tests.kit.fake_indexer import release
from tests.kit.slots import changed
from tests.kit.world import Outside, Process, check_events, film_bytes

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
BEST, GOOD = "Heat.1995.1080p.BluRay.x264-BAD", "Heat.1995.1080p.WEB-DL.x264-GRP"
RUBBISH = {f"{BEST}.mkv": b"this is no film at all"}


async def failed_import(process: Process, outside: Outside) -> Acquisition:
    """The best release turns out to hold no film."""
    await outside.db.write(seed)
    outside.offer(GOOD)
    outside.offer(BEST, RUBBISH)
    one = await want(process.world, HEAT)
    assert (await process.settled(one)).title == BEST
    return await process.finish(one)


async def test_the_next_candidate_is_taken_without_asking_again(
    process: Process, outside: Outside
) -> None:
    now = await failed_import(process, outside)

    assert (now.state, now.title, now.failed_releases) == (State.DOWNLOADING, GOOD, 1)
    assert [held.name for held in outside.client.held.values()] == [GOOD], "the bad one is gone"
    assert len(outside.indexer.queries) == 1
    blocked = await outside.db.read(verdicts.blocklist, outside.clock.now())
    assert blocked.names == {BEST}
    done = await process.finish(now)
    assert (done.state, done.quality) == (State.IMPORTED, "WEBDL-1080p")
    assert list(outside.library()) == ["Heat (1995)/Heat (1995) [WEBDL-1080p].mkv"]
    told = await process.events(done)
    check_events(told)
    said, *_ = [event.message for event in told if event.message]
    assert said.startswith(f"The next release is taken, for {BEST} failed: No readable video")


async def test_torrents_that_are_never_removed_stay(process: Process, outside: Outside) -> None:
    changed(outside, remove_torrent=RemoveTorrent.NEVER)
    now = await failed_import(process, outside)
    assert (now.state, now.title) == (State.DOWNLOADING, GOOD)
    assert sorted(held.name for held in outside.client.held.values()) == [BEST, GOOD]


async def test_after_half_an_hour_the_indexers_are_asked_anew(
    process: Process, outside: Outside
) -> None:
    await outside.db.write(seed)
    outside.offer(BEST, RUBBISH)
    one = await process.settled(await want(process.world, HEAT))
    outside.offer(GOOD)
    outside.clock.move(3600)

    now = await process.finish(one)

    assert (now.state, now.title) == (State.DOWNLOADING, GOOD)
    assert len(outside.indexer.queries) == 2


async def test_what_somebody_picked_fails_and_can_be_retried(
    process: Process, outside: Outside
) -> None:
    outside.offer(BEST, RUBBISH)
    outside.offer(GOOD)
    one = await process.pick(BEST)
    await process.settle()

    failed = await process.finish(one)

    assert (failed.state, failed.trouble) == (State.FAILED, "no_media")
    again = await control.retry(process.world, failed)
    now = await process.settled(again)
    assert (now.state, now.title, now.is_manual) == (State.DOWNLOADING, GOOD, False)
    assert [held.name for held in outside.client.held.values()] == [GOOD], "the bad one is gone"


async def test_it_ends_after_a_few(process: Process, outside: Outside) -> None:
    names = [f"Heat.1995.1080p.BluRay.x264-G{n}" for n in range(MOST_RELEASES + 3)]
    for name in names:
        outside.offer(name)
    outside.client.fail_with = Rejected("Fake", "does not take this torrent.")

    ended = await process.settled(await want(process.world, HEAT))

    assert (ended.state, ended.failed_releases) == (State.FAILED, MOST_RELEASES)
    assert (ended.message or "").startswith("5 releases failed one after the other")
    blocked = await outside.db.read(verdicts.blocklist, outside.clock.now())
    assert len(blocked.names) == MOST_RELEASES
    outside.client.fail_with = None
    again = await process.settled(await control.retry(process.world, ended))
    assert (again.state, again.failed_releases) == (State.DOWNLOADING, 0)


async def test_a_torrent_another_story_has_is_waited_for(
    process: Process, outside: Outside
) -> None:
    same = outside.offer("Heat.1995.1080p.WEB-DL.x264-GRP", {"film.mkv": film_bytes()})
    ronin = "Ronin.1998.1080p.WEB-DL.x264-GRP"
    outside.indexer.torrents[ronin] = same.torrent
    outside.indexer.releases[""].append(release(ronin))
    await process.settled(await process.pick("Heat.1995.1080p.WEB-DL.x264-GRP"))

    waiting = await process.settled(
        await want(process.world, NewItem(MediaKind.MOVIE, "Ronin", year=1998))
    )

    assert (waiting.state, waiting.trouble) == (State.WANTED, "already_downloading")
    assert waiting.due_at > outside.clock.now()
    assert (await outside.db.read(verdicts.blocklist, outside.clock.now())).names == frozenset()
