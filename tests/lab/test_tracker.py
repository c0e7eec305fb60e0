"""The lab's tracker and seeder: peers find each other, and content arrives whole."""

import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import libtorrent as lt
import pytest

from neonarr.adapters._libtorrent.profile import open_session, session_settings, set_flags
from neonarr.lab.seeder import Seeder
from neonarr.lab.tracker import Tracker

pytestmark = pytest.mark.slow

HASH = bytes(range(20))


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    tracker = Tracker()
    yield tracker
    tracker.close()


def announce(tracker: Tracker, **said: object) -> dict[bytes, Any]:
    query = "&".join(f"{key}={quote(value)}" for key, value in said.items())  # type: ignore[arg-type]
    with urllib.request.urlopen(f"{tracker.url}?{query}", timeout=60) as answer:
        return lt.bdecode(answer.read())


def until(is_true: Callable[[], bool], *, within_s: float = 60) -> float:
    started = time.monotonic()
    while not is_true():
        assert time.monotonic() - started < within_s, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - started


def test_peers_are_told_of_each_other_but_not_of_themselves(tracker: Tracker) -> None:
    assert announce(tracker, info_hash=HASH, port="4001", left="0")[b"peers"] == b""
    answer = announce(tracker, info_hash=HASH, port="4002", left="9")
    assert answer[b"peers"] == b"\x7f\x00\x00\x01" + (4001).to_bytes(2, "big")
    assert (answer[b"complete"], answer[b"incomplete"]) == (1, 1)
    assert [heard.port for heard in tracker.announces] == [4001, 4002]


def test_a_peer_that_stopped_is_forgotten(tracker: Tracker) -> None:
    announce(tracker, info_hash=HASH, port="4001", left="0")
    announce(tracker, info_hash=HASH, port="4001", left="0", event="stopped")
    assert announce(tracker, info_hash=HASH, port="4002", left="9")[b"peers"] == b""


@pytest.mark.parametrize(
    "said", [{"info_hash": b"short", "port": "1"}, {"info_hash": HASH, "port": "x"}, {}]
)
def test_a_broken_announce_gets_a_reason(tracker: Tracker, said: dict[str, object]) -> None:
    assert announce(tracker, **said) == {b"failure reason": b"an announce needs info_hash and port"}
    assert tracker.announces == []


def download(content: bytes, folder: Path) -> tuple[Any, Any]:
    session = open_session(session_settings("127.0.0.1:0", discovery=False))
    params = lt.load_torrent_buffer(content)
    params.save_path = str(folder)
    set_flags(params, discovery=False, is_paused=False)
    return session, session.add_torrent(params)


def test_a_folder_arrives_whole(tracker: Tracker, tmp_path: Path) -> None:
    album = tmp_path / "here" / "Album"
    album.mkdir(parents=True)
    (album / "01.flac").write_bytes(os.urandom(300_000))
    (album / "02.flac").write_bytes(os.urandom(5))
    with Seeder(tracker.url) as seeder:
        session, handle = download(seeder.share(str(album)), tmp_path / "there")
        until(lambda: handle.status().is_seeding)
        del session
    for name in ("01.flac", "02.flac"):
        assert (tmp_path / "there" / "Album" / name).read_bytes() == (album / name).read_bytes()


def test_a_limited_torrent_takes_its_time(tracker: Tracker, tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    film.write_bytes(os.urandom(1 << 20))
    with Seeder(tracker.url) as seeder:
        content = seeder.share(str(film), limit_bytes_s=400_000)
        session, handle = download(content, tmp_path / "there")
        until(lambda: handle.status().total_done > 0)
        took_s = until(lambda: handle.status().is_seeding)
        del session
    assert took_s > 0.8


def test_a_private_torrent_says_so(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    with Seeder(tracker.url) as seeder:
        assert (
            lt.bdecode(seeder.share(str(tmp_path / "a.bin"), is_private=True))[b"info"][b"private"]
            == 1
        )
        assert b"private" not in lt.bdecode(seeder.share(str(tmp_path / "a.bin")))[b"info"]
