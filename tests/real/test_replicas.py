"""Several servers on one database, and one server that stops and starts again."""

import shutil
import subprocess
from pathlib import Path

import pytest

from neonarr.jobs.loop import LEASE_S
from neonarr.lab.checks import problems
from tests.kit.postgres import Postgres
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import (
    COMMAND,
    KILLED_AFTER_S,
    EventStream,
    Home,
    files,
    leftovers,
    torrents_of,
)
from tests.kit.shop import Shop
from tests.kit.waiting import until_now

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]


def test_one_replica_dies_and_the_other_finishes(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent, postgres: Postgres, tmp_path: Path
) -> None:
    home.env["NEONARR_DATABASE_URL"] = postgres.fresh()
    home.use(qbittorrent)
    slow, quick = shop.film(megabytes=8, limit_bytes_s=2_000_000), shop.film()
    first = home.start()
    other_data = tmp_path / "other data"
    other_data.mkdir()
    shutil.copy(home.folder / "data/secret.key", other_data)
    second = home.start(NEONARR_DATA_DIR=str(other_data))

    found = first.find(quick)
    slow_id = first.grab(slow)
    first.wait_for(slow_id, lambda d: d["status"] == "downloading" and d["progress"] >= 20)
    shop.indexer.delay_s = 4
    try:
        quick_id = first.grab_found(found)
        first.wait_for(quick_id, lambda d: d["status"] == "grabbing")
        first.kill()
    finally:
        shop.indexer.delay_s = 0
    done = [second.imported(i, within_s=LEASE_S + 30) for i in (slow_id, quick_id)]

    assert problems(done[0], slow.files) == []
    assert problems(done[1], quick.files) == []
    assert len(files(home.movies)) == 2
    assert leftovers(home.movies) == []
    assert torrents_of(qbittorrent) == {slow.info_hash, quick.info_hash}


def test_two_replicas_import_each_film_once(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent, postgres: Postgres
) -> None:
    home.env["NEONARR_DATABASE_URL"] = postgres.fresh()
    home.use(qbittorrent)
    goods = [shop.film() for _ in range(4)]
    servers = [home.start(), home.start()]

    grabbed = [servers[n % 2].grab(good) for n, good in enumerate(goods)]
    stream = EventStream(servers[0].url, "0")
    done = [servers[1].imported(download_id) for download_id in grabbed]
    until_now(lambda: all(stream.states(i)[-1][1] == "imported" for i in grabbed))
    stream.close()

    for one, good in zip(done, goods, strict=True):
        assert problems(one, good.files) == []
        states = [state for _, state in stream.states(one["id"])]
        assert len(states) == len(set(states)), f"a step was done twice: {states}"
    assert len(files(home.movies)) == 4
    assert torrents_of(qbittorrent) == {good.info_hash for good in goods}


def test_of_two_replicas_in_one_folder_one_has_the_engine_and_the_other_takes_it_over(
    home: Home, shop: Shop, postgres: Postgres
) -> None:
    home.env["NEONARR_DATABASE_URL"] = postgres.fresh()
    goods = [shop.film(), shop.film()]
    first, second = home.start(), home.start()

    done = [second.imported(second.grab(goods[0]))]
    assert [len(s.health("download_client")) for s in (first, second)] == [1, 1]
    assert second.health("download_client")[0]["name"] == "Download clients", "it has none"
    first.kill()
    until_now(lambda: second.health("download_client")[0]["status"] == "ok")
    done.append(second.imported(second.grab(goods[1])))

    for one, good in zip(done, goods, strict=True):
        assert problems(one, good.files) == []
    assert home.engine_torrents() == {good.info_hash for good in goods}


def test_a_second_server_on_the_same_sqlite_folder_is_refused(home: Home) -> None:
    server = home.start()
    second = subprocess.run(
        COMMAND,
        env=home.environment(0),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert second.returncode == 1
    assert second.stderr.startswith("Neonarr can't start: Another Neonarr (process ")
    assert str(server.server.process.pid) in second.stderr
    assert "NEONARR_DATABASE_URL" in second.stderr
    assert "Traceback" not in second.stderr
    assert server.get("/ping") == {"status": "OK"}


def test_it_stops_within_seconds_and_carries_on(home: Home, shop: Shop) -> None:
    """With live pages open and a download running, in the built-in engine."""
    good = shop.film(megabytes=10, limit_bytes_s=2_000_000)
    first = home.start()
    download_id = first.grab(good)
    streams = [EventStream(first.url) for _ in range(3)]
    before = first.wait_for(download_id, lambda d: d["progress"] >= 30)

    took_s = first.terminate()
    second = home.start()
    after = second.wait_for(download_id, lambda d: d["progress"] > 0)
    done = second.imported(download_id)

    assert took_s < KILLED_AFTER_S
    until_now(lambda: all(stream.is_over for stream in streams))
    assert "Traceback" not in first.said()
    assert after["progress"] >= before["progress"] - 10, "what was there is not fetched again"
    assert problems(done, good.files) == []


def test_a_live_page_misses_nothing_across_a_restart(home: Home, shop: Shop) -> None:
    goods = [shop.film(megabytes=6, limit_bytes_s=3_000_000), shop.film()]
    first = home.start()
    stream = EventStream(first.url)
    until_now(lambda: any(event == "hello" for _, event, _ in stream.events))
    slow_id = first.grab(goods[0])
    until_now(lambda: (slow_id, "downloading") in seen(stream, slow_id))
    quick_id = first.grab(goods[1])
    until_now(lambda: stream.states(quick_id))
    first.kill()
    until_now(lambda: stream.is_over)
    last = [number for number, _, _ in stream.events if number][-1]

    second = home.start()
    for download_id in (slow_id, quick_id):
        second.imported(download_id)
    resumed = EventStream(second.url, last)
    until_now(
        lambda: all(
            resumed.states(i)[-1:] and resumed.states(i)[-1][1] == "imported"
            for i in (slow_id, quick_id)
        ),
    )
    whole = EventStream(second.url, "0")
    until_now(lambda: len(whole.states(quick_id)) and whole_is_told(whole, slow_id))
    for one in (resumed, whole):
        one.close()

    for download_id in (slow_id, quick_id):
        told = stream.states(download_id) + resumed.states(download_id)
        assert told == whole.states(download_id)
        assert told[0][1] == "chosen"
        assert told[-1][1] == "imported"


def seen(stream: EventStream, download_id: str) -> list[tuple[str, str]]:
    return [(download_id, state) for _, state in stream.states(download_id)]


def whole_is_told(stream: EventStream, download_id: str) -> bool:
    return any(state == "imported" for _, state in stream.states(download_id))
