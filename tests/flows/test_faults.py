"""What goes wrong outside, what the story then says, and how it comes right again."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neonarr.acquisitions import control, verdicts
from neonarr.acquisitions.judging import listed
from neonarr.acquisitions.model import State
from neonarr.acquisitions.start import want
from neonarr.base.errors import Invalid, Refused, Rejected, Unintelligible, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.downloads.model import AddOptions, DownloadState
from neonarr.downloads.torrent import read_torrent
from neonarr.health.report import Report
from neonarr.library.store import NewItem
from tests.kit.fake_indexer import release
from tests.kit.needs import missing
from tests.kit.world import (
    CLIENT,
    Outside,
    Process,
    album_files,
    get_it,
    torrent_bytes,
)

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995)
DOWN = Unreachable("Fake", "does not answer.", "Is it up?")


async def test_nothing_found_is_searched_again_later(process: Process, outside: Outside) -> None:
    one = await want(process.world, HEAT)
    empty = await process.settled(one)
    for wait_s in (900, 3600, 6 * 3600, 24 * 3600, 24 * 3600):
        await process.settle_after(wait_s - 1)
        assert (await process.now(one)).due_at > outside.clock.now()
        before = len(outside.indexer.queries)
        await process.settle_after(1)
        assert len(outside.indexer.queries) == before + 1
    outside.offer(FILM)
    await process.settle_after(24 * 3600)

    assert (empty.state, empty.trouble) == (State.WANTED, "nothing_found")
    assert empty.message == "No indexer has Heat (1995)."
    assert (await process.now(one)).state is State.DOWNLOADING


async def test_every_rejection_is_kept(process: Process, outside: Outside) -> None:
    outside.offer("Heat.1986.1080p.BluRay.x264-GRP")

    one = await want(process.world, HEAT)
    empty = await process.settled(one)

    assert empty.trouble == "nothing_found"
    assert (empty.message or "").startswith("None of 1 releases fits: ")
    read = process.world.db.read
    shown, _ = await read(listed.decisions, listed.Wanted(item_id=one.item_id))
    [decision] = await read(listed.with_candidates, shown)
    [candidate] = decision["candidates"]
    assert candidate["title"] == "Heat.1986.1080p.BluRay.x264-GRP"
    assert candidate["rejections"]


async def test_an_indexer_that_is_down_is_asked_again(process: Process, outside: Outside) -> None:
    outside.offer(FILM)
    outside.indexer.failures[""] = DOWN

    one = await want(process.world, HEAT)
    waiting = await process.settled(one)
    outside.indexer.failures.clear()
    await process.settle_after(900)

    assert (waiting.state, waiting.trouble) == (State.WANTED, "nothing_found")
    assert waiting.message == "No indexer answered (Fake); it will be asked again."
    now = await process.now(one)
    assert (now.state, now.trouble, now.message) == (State.DOWNLOADING, None, None)


async def test_without_a_client_it_waits_for_one(process: Process, outside: Outside) -> None:
    outside.offer(FILM)
    connected = process.world.clients.all()
    process.world.clients.replace([])
    one = await process.pick(FILM)
    waiting = await process.settled(one)

    process.world.clients.replace(connected)
    await process.settle_after(600)

    assert (waiting.state, waiting.trouble) == (State.QUEUED, "no_client")
    assert "Settings → Download clients" in (waiting.message or "")
    assert (await process.now(one)).state is State.DOWNLOADING


async def test_a_client_that_is_down_is_tried_later_and_later(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM)
    outside.client.fail_with = DOWN
    one = await process.pick(FILM)
    waiting = await process.settled(one)
    for wait_s in (5, 15, 30, 60):
        assert ((await process.now(one)).due_at - outside.clock.now()).total_seconds() == wait_s
        await process.settle_after(wait_s)
    outside.client.fail_with = None
    await process.settle_after(120)

    assert (waiting.state, waiting.trouble) == (State.QUEUED, "unreachable")
    assert waiting.message == "Fake: does not answer. Is it up?"
    now = await process.now(one)
    assert (now.state, now.trouble, now.message, now.attempts) == (
        State.DOWNLOADING,
        None,
        None,
        0,
    )
    assert outside.indexer.fetched == [FILM], "the torrent was kept, not fetched again"


async def test_a_client_that_refuses_us_is_named(process: Process, outside: Outside) -> None:
    outside.offer(FILM)
    outside.client.fail_with = Refused("Fake", "does not accept the password.", "Check it.")

    waiting = await process.settled(await process.pick(FILM))

    assert (waiting.state, waiting.trouble) == (State.QUEUED, "refused")
    assert waiting.message == "Fake: does not accept the password. Check it."


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (None, "did not give a usable torrent"),
        ({"../../etc/cron.d/x.mkv": b"x"}, "outside its folder"),
        ({"readme.txt": b"x", "setup.exe": b"y"}, "“setup.exe” is a program, not media."),
        (album_files(), "No video among its 2 files"),
    ],
    ids=["garbage", "unsafe path", "no media", "music"],
)
async def test_a_bad_torrent_fails_and_is_never_taken_again(
    process: Process, outside: Outside, files: dict[str, bytes] | None, said: str
) -> None:
    outside.indexer.releases[""] = [release(FILM)]
    if files is not None:
        try:
            outside.indexer.torrents[FILM] = read_torrent(torrent_bytes(FILM, files))
        except Invalid as error:  # as an adapter tells it
            outside.indexer.fetch = raising(  # type: ignore[method-assign]
                Unintelligible("Fake", f"did not give a usable torrent: {error}")
            )

    one = await want(process.world, HEAT)
    failed = await process.settled(one)

    assert (failed.state, failed.trouble) == (State.WANTED, "nothing_found")
    told = [event.message for event in await process.events(failed) if event.message]
    assert said in told[0] and FILM in told[0], told
    assert outside.client.held == {}
    blocked = await process.world.db.read(verdicts.blocklist, outside.clock.now())
    assert blocked.names == {FILM}
    picked = await process.settled(await process.pick(FILM))
    assert (picked.state, picked.trouble) == (State.FAILED, "bad_release")
    assert said in (picked.message or ""), picked.message


def raising(error: Exception) -> Any:
    async def call(*_args: object, **_kwargs: object) -> None:
        raise error

    return call


async def test_a_torrent_the_client_rejects_is_never_taken_again(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM)
    outside.client.fail_with = Rejected("Fake", "does not take this torrent.")

    failed = await process.settled(await process.pick(FILM))

    assert (failed.state, failed.message) == (State.FAILED, "Fake: does not take this torrent.")
    blocked = await process.world.db.read(verdicts.blocklist, outside.clock.now())
    assert blocked.hashes == {failed.info_hash}


async def test_a_torrent_the_client_already_has_is_adopted(
    process: Process, outside: Outside
) -> None:
    offered = outside.offer(FILM)
    await outside.client.add(offered.torrent, AddOptions(category="mine"))
    outside.finish(offered.info_hash)

    done = await process.settled(await process.pick(FILM))

    assert done.state is State.IMPORTED
    assert outside.client.adds == 1
    assert outside.client.held[offered.info_hash].options.category == "mine"
    assert len(outside.library()) == 1


async def test_paused_in_trouble_vanished_and_back(process: Process, outside: Outside) -> None:
    outside.offer(FILM)
    one = await process.pick(FILM)
    info_hash = (await process.settled(one)).info_hash
    assert info_hash is not None
    held = outside.client.held[info_hash]

    held.is_stopped = True
    assert (await process.settled(one)).state is State.PAUSED
    held.is_stopped, held.state, held.message = False, DownloadState.ERROR, "bad blocks"
    troubled = await process.settled(one)
    assert (troubled.state, troubled.trouble) == (State.WARNING, "client_error")
    assert troubled.message == "The download client reports bad blocks."
    held.state = None
    well = await process.settled(one)
    assert (well.state, well.trouble, well.message) == (State.DOWNLOADING, None, None)

    del outside.client.held[info_hash]
    assert (await process.settled(one)).state is State.DOWNLOADING, "missed once is not gone"
    await process.watcher.look()
    await process.watcher.look()
    gone = await process.now(one)
    assert (gone.state, gone.trouble) == (State.WARNING, "vanished")
    await control.retry(process.world, gone)
    back = await process.settled(one)
    assert (back.state, back.trouble) == (State.DOWNLOADING, None)
    assert (await process.finish(one)).state is State.IMPORTED


async def test_a_client_that_does_not_answer_is_no_reason_to_warn(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()

    outside.client.fail_with = DOWN
    for _ in range(10):
        await process.watcher.look()
    [told] = [c for c in process.board.all() if c.kind == "download_client"]
    down = await process.now(one)
    outside.client.fail_with = None
    await process.watcher.look()

    assert (down.state, down.trouble) == (State.DOWNLOADING, None)
    assert (told.status, told.message) == ("error", str(DOWN))
    assert [c.status for c in process.board.all()] == ["ok"]


async def test_a_deleted_client_is_named_and_comes_back(process: Process, outside: Outside) -> None:
    outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()
    connected = process.world.clients.all()

    process.world.clients.replace([])
    lonely = await process.settled(one)
    process.world.clients.replace(connected)
    back = await process.settled(one)

    assert (lonely.state, lonely.trouble, lonely.client_id) == (
        State.WARNING,
        "client_gone",
        CLIENT,
    )
    assert (back.state, back.trouble) == (State.DOWNLOADING, None)


async def test_a_finished_path_that_is_not_visible_here_waits(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()
    place = outside.folder / "downloads"

    info_hash = (await process.now(one)).info_hash
    outside.finish(info_hash)  # type: ignore[arg-type]
    place.rename(outside.folder / "not mounted")
    stuck = await process.settled(one)
    report = Report(process.world, process.board)
    await report.run()
    (outside.folder / "not mounted").rename(place)
    done = await get_it(process, one)

    assert (stuck.state, stuck.trouble) == (State.DOWNLOADED, "not_visible")
    assert str(place / "neonarr-movies" / FILM) in (stuck.message or "")
    [told] = [c for c in process.board.all() if c.kind == "import"]
    assert (told.status, told.name) == ("error", f"Import of {FILM}")
    assert str(place / "neonarr-movies" / FILM) in told.message
    assert f"of that path only {outside.folder} does" in told.message
    assert (done.state, done.trouble) == (State.IMPORTED, None)


async def test_a_library_that_takes_nothing_waits(process: Process, outside: Outside) -> None:
    outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()
    missing = outside.folder / "disk" / "films"
    outside.preferences = replace(outside.preferences, movies_dir=str(missing))

    stuck = await process.finish(one)
    missing.parent.mkdir()
    done = await get_it(process, one)

    assert (stuck.state, stuck.trouble) == (State.DOWNLOADED, "library_missing")
    assert str(missing) in (stuck.message or "")
    assert done.state is State.IMPORTED
    assert [p.name for p in missing.rglob("*.mkv")] == ["Heat (1995) [Bluray-1080p].mkv"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk smaller than the film."""
    point = tmp_path / "small disk"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "neonarr-test", str(point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("permission to mount")
    yield point
    subprocess.run(["umount", str(point)], check=True)


@pytest.mark.real
async def test_a_full_library_waits(process: Process, outside: Outside, small_disk: Path) -> None:
    library = outside.preferences
    outside.preferences = replace(library, movies_dir=str(small_disk / "films"))
    outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()
    stuck = await process.finish(one)
    left = [p for p in small_disk.rglob("*") if p.is_file()]
    outside.preferences = library
    done = await get_it(process, one)

    assert (stuck.state, stuck.trouble) == (State.DOWNLOADED, "library_full")
    assert str(small_disk / "films") in (stuck.message or "")
    assert left == []
    assert done.state is State.IMPORTED


@pytest.mark.real
async def test_a_read_only_library_waits(
    process: Process, outside: Outside, small_disk: Path
) -> None:
    library = outside.preferences
    outside.preferences = replace(library, movies_dir=str(small_disk / "films"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    outside.offer(FILM)
    one = await process.pick(FILM)
    await process.settle()
    stuck = await process.finish(one)
    outside.preferences = library
    done = await get_it(process, one)

    assert (stuck.state, stuck.trouble) == (State.DOWNLOADED, "library_read_only")
    assert done.state is State.IMPORTED


async def test_a_different_file_in_its_place_is_not_touched(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM)
    place = outside.folder / "movies/Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
    place.parent.mkdir()
    place.write_bytes(b"somebody's own")
    one = await process.pick(FILM)
    await process.settle()
    failed = await process.finish(one)

    assert (failed.state, failed.trouble) == (State.FAILED, "target_taken")
    assert str(place) in (failed.message or "")
    assert place.read_bytes() == b"somebody's own"

    place.unlink()
    await control.retry(process.world, failed)
    assert (await process.settled(one)).state is State.IMPORTED


async def test_finished_content_that_is_no_film_fails_and_is_blocked(
    process: Process, outside: Outside
) -> None:
    outside.offer(FILM, {f"{FILM}.mkv": b"this is no film at all"})
    one = await process.pick(FILM)
    await process.settle()
    failed = await process.finish(one)

    assert (failed.state, failed.trouble) == (State.FAILED, "no_media")
    blocked = await process.world.db.read(verdicts.blocklist, outside.clock.now())
    assert blocked.names == {FILM}
    assert outside.library() == {}
    assert not Path(outside.folder / "movies/Heat (1995)").exists()
