"""`kill -9` of the server at every stage, and what the next one makes of it."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from neonarr.lab.checks import problems
from tests.kit.needs import missing
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import Home, files, largest_leftover, leftovers, torrents_of
from tests.kit.shop import Good, Shop
from tests.kit.waiting import until_now

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

AT_WORK, NEXT_TO_NOTHING = 2_000_000, 20_000
"""What the seeder gives, bytes per second."""

Torrents = Callable[[], set[str]]


@pytest.fixture(params=["engine", "qbittorrent"])
def torrents(request: pytest.FixtureRequest, home: Home) -> Torrents:
    """The server uses that client; what is in it now."""
    if request.param == "engine":
        return home.engine_torrents
    client: PrivateQbittorrent = request.getfixturevalue("qbittorrent")
    home.use(client)
    return lambda: torrents_of(client)


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """A folder on another device than the downloads."""
    if not Path("/dev/shm").is_dir():
        missing("a second file system (/dev/shm)")
    with tempfile.TemporaryDirectory(prefix="neonarr-", dir="/dev/shm") as folder:
        yield Path(folder)


def one_complete_copy(done: dict[str, Any], good: Good, library: Path) -> None:
    assert problems(done, good.files) == []
    assert len(files(library)) == len(good.files)
    assert leftovers(library) == []


@pytest.mark.parametrize("after_s", [0.0, 0.05, 0.2])
def test_killed_while_grabbing(home: Home, shop: Shop, torrents: Torrents, after_s: float) -> None:
    good = shop.film()
    first = home.start()
    download_id = first.grab(good)
    time.sleep(after_s)  # the moments of a grab are too short to be caught one by one
    first.kill()

    second = home.start()
    done = second.imported(download_id)

    one_complete_copy(done, good, home.movies)
    assert torrents() == {good.info_hash}
    assert len(second.get("/api/v3/download")) == 1


def test_killed_while_fetching_the_torrent(home: Home, shop: Shop) -> None:
    good = shop.film()
    first = home.start()
    answer = first.find(good)
    shop.indexer.delay_s = 5
    try:
        download_id = first.grab_found(answer)
        first.wait_for(download_id, lambda d: d["status"] == "grabbing")
        first.kill()
    finally:
        shop.indexer.delay_s = 0

    second = home.start()
    begun = time.monotonic()
    done = second.imported(download_id)

    one_complete_copy(done, good, home.movies)
    assert time.monotonic() - begun < 25, "it waited for the lease of the dead"


def test_killed_while_downloading(home: Home, shop: Shop, torrents: Torrents) -> None:
    good = shop.film(megabytes=24, limit_bytes_s=AT_WORK)
    server = home.start()
    download_id = server.grab(good)
    for percent in (5, 35, 65):
        server.wait_for(download_id, passed(percent))
        shop.seeder.set_limit(NEXT_TO_NOTHING)  # qBittorrent goes on while the server is away
        server.kill()
        assert files(home.movies) == []
        server = home.start()
        shop.seeder.set_limit(AT_WORK)

    now = server.download(download_id)
    done = server.imported(download_id)

    assert now["status"] in ("downloading", "downloaded", "importing", "imported")
    one_complete_copy(done, good, home.movies)
    assert torrents() == {good.info_hash}


def passed(percent: float) -> Callable[[dict[str, Any]], bool]:
    return lambda d: d["status"] == "downloading" and (d.get("progress") or 0) >= percent


def test_killed_while_importing(
    home: Home, shop: Shop, torrents: Torrents, other_disk: Path
) -> None:
    good = shop.film(megabytes=300)
    library = other_disk / "movies"
    library.mkdir()
    home.env["NEONARR_MOVIES_DIR"] = str(library)
    server = home.start()
    download_id = server.grab(good)
    for megabytes in (1, 60, 150):
        wait_for_copy(library, megabytes * 1_000_000)
        server.kill()
        assert [p for p in files(library) if p not in leftovers(library)] == []
        assert len(leftovers(library)) == 1
        server = home.start()

    done = server.imported(download_id)

    assert done["importMethod"] == "copy"
    one_complete_copy(done, good, library)
    assert torrents() == {good.info_hash}


def wait_for_copy(library: Path, size: int) -> None:
    """Until the copy under way has that many bytes; a look every few milliseconds, for it is
    over soon."""
    deadline = time.monotonic() + 60
    while largest_leftover(library) < size:
        assert time.monotonic() < deadline, "no copy was seen"
        time.sleep(0.003)


def test_killed_after_the_files_are_in_their_place(home: Home, shop: Shop) -> None:
    """The import is done but may not be written down: it is found, not made again."""
    good = shop.film()
    server = home.start()
    download_id = server.grab(good)
    until_now(lambda: files(home.movies))
    server.kill()
    [placed] = files(home.movies)
    inode = placed.stat().st_ino

    done = home.start().imported(download_id)

    one_complete_copy(done, good, home.movies)
    assert placed.stat().st_ino == inode
