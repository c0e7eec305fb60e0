"""From a wish or a picked release to files in the library."""

import pytest

from neonarr.acquisitions.control import story
from neonarr.acquisitions.model import State
from neonarr.acquisitions.start import grab_magnet, want
from neonarr.base.errors import NotFound
from neonarr.base.kinds import MediaKind
from neonarr.downloads.torrent import read_magnet
from neonarr.library import store as library
from neonarr.library.store import NewItem
from tests.kit.world import Outside, Process, album_files, check_events

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
ALBUM = "The Testers - On Tape (2021) [FLAC]"


async def test_a_film_somebody_wants(process: Process, outside: Outside) -> None:
    offered = outside.offer(FILM)

    one = await want(process.world, NewItem(MediaKind.MOVIE, "Heat", year=1995))
    waiting = await process.settled(one)
    done = await process.finish(one)

    assert waiting.state is State.DOWNLOADING
    assert waiting.info_hash == offered.info_hash
    assert waiting.category == "neonarr-movies"
    assert outside.client.held[offered.info_hash].options.category == "neonarr-movies"
    assert (done.state, done.trouble, done.message) == (State.IMPORTED, None, None)
    assert (done.title, done.quality) == (FILM, "Bluray-1080p")
    [(path, content)] = outside.library().items()
    assert path == "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
    assert content == next(iter(offered.content.values()))
    [file] = await process.world.db.read(library.files_of, [one.id])
    assert (file.method, file.cost, file.size) == ("hardlink", 0, len(content))
    told = await process.events(one)
    check_events(told)
    assert [e.state for e in told] == [
        State.WANTED,
        State.SEARCHING,
        State.CHOSEN,
        State.QUEUED,
        State.GRABBING,
        State.DOWNLOADING,
        State.DOWNLOADED,
        State.IMPORTING,
        State.IMPORTED,
    ]


async def test_an_album_somebody_picked(process: Process, outside: Outside) -> None:
    offered = outside.offer(ALBUM, album_files())

    one = await process.pick(ALBUM)
    again = await process.pick(ALBUM)
    await process.settle()
    done = await process.finish(one)

    assert again.id == one.id
    assert done.state is State.IMPORTED
    assert outside.library() == {
        "The Testers/On Tape (2021)/01 - First.flac": offered.content[f"{ALBUM}/01 - First.flac"],
        "The Testers/On Tape (2021)/02 - Second.flac": offered.content[f"{ALBUM}/02 - Second.flac"],
    }
    tracks = await process.world.db.read(library.files_of, [one.id])
    assert [t.track for t in tracks] == [1, 2]
    item = await process.world.db.read(library.item, done.item_id)
    assert item is not None
    assert (item.artist, item.title, item.year, item.is_monitored) == (
        "The Testers",
        "On Tape",
        2021,
        False,
    )
    assert item.facts.minutes is None, "tracks may be missing"


async def test_a_magnet(process: Process, outside: Outside) -> None:
    offered = outside.offer(FILM)
    link = f"magnet:?xt=urn:btih:{offered.info_hash}&dn={FILM}"

    one = await grab_magnet(process.world, read_magnet(link))
    again = await grab_magnet(process.world, read_magnet(link))
    waiting = await process.settled(one)
    done = await process.finish(one)

    assert again.id == one.id
    assert (waiting.state, waiting.info_hash) == (State.DOWNLOADING, offered.info_hash)
    assert outside.indexer.fetched == []
    assert done.state is State.IMPORTED
    assert list(outside.library()) == ["Heat (1995)/Heat (1995) [Bluray-1080p].mkv"]


async def test_the_torrent_goes_on_seeding_after_the_import(
    process: Process, outside: Outside
) -> None:
    offered = outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()
    await process.finish(one)

    await process.settle_after(3600)

    assert offered.info_hash in outside.client.held
    assert (outside.folder / "downloads/neonarr-movies" / FILM / f"{FILM}.mkv").exists()


async def test_one_wish_has_one_story(process: Process) -> None:
    first = await want(process.world, NewItem(MediaKind.MOVIE, "Heat", year=1995))
    second = await want(process.world, NewItem(MediaKind.MOVIE, "HEAT"))

    assert first.id == second.id


async def test_a_story_that_is_not_there(process: Process) -> None:
    with pytest.raises(NotFound):
        await story(process.world, "5e3c1b1e-0000-4000-8000-000000000000")
