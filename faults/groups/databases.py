"""PostgreSQL and SQLite that go away or are busy; two servers on one database."""

import shutil
import sqlite3
import time
from pathlib import Path

from faults import Told
from faults.scene import Scene
from neonarr.jobs.loop import LEASE_S
from tests.kit.postgres import Postgres
from tests.kit.server import Refusal, Running
from tests.kit.waiting import until_now

SLOW = 2_000_000
BUSY_S = 15
"""Longer than a transaction of ours waits for its turn."""


def one_of_two_killed(scene: Scene) -> Told:
    _postgres(scene)
    scene.qbittorrent()
    slow, quick = scene.shop.film(megabytes=12, limit_bytes_s=SLOW), scene.shop.film()
    first = scene.home.start()
    second = scene.home.start(NEONARR_DATA_DIR=str(_second_folder(scene)))
    found = first.find(quick)
    bought = {first.grab(slow): slow}
    first.wait_for(next(iter(bought)), lambda d: d["status"] == "downloading")
    scene.shop.indexer.delay_s = 10
    quick_id = first.grab_found(found)
    bought[quick_id] = quick
    first.wait_for(quick_id, lambda d: d["status"] == "grabbing")
    first.kill()
    scene.shop.indexer.delay_s = 0
    for download_id in bought:
        scene.saw_state(second.download(download_id))
    done = "two servers; the one that was grabbing and had begun a download killed -9"
    return Told(done, scene.proof(second, bought, within_s=LEASE_S + 60))


def postgres_restarted(scene: Scene) -> Told:
    cluster = _postgres(scene)
    scene.qbittorrent()
    goods = [scene.shop.film(megabytes=8, limit_bytes_s=SLOW), scene.shop.film()]
    server = scene.home.start()
    bought = {server.grab(goods[0]): goods[0]}
    found = server.find(goods[1])
    server.wait_for(next(iter(bought)), lambda d: (d.get("progress") or 0) > 10)
    cluster.stop()
    _refused(scene, server, f"/api/v3/download/{next(iter(bought))}")
    scene.sick(server, "database", "")
    time.sleep(3)  # the loop and the watcher meet it too
    cluster.start()
    until_now(lambda: _answers(server), within_s=60)
    bought[server.grab_found(found)] = goods[1]
    done = "PostgreSQL stopped for some seconds in the middle of a download, started again"
    return Told(done, scene.proof(server, bought))


def sqlite_busy(scene: Scene) -> Told:
    scene.qbittorrent()
    goods = [scene.shop.film(megabytes=8, limit_bytes_s=SLOW), scene.shop.film()]
    server = scene.home.start()
    bought = {server.grab(goods[0]): goods[0]}
    found = server.find(goods[1])
    server.wait_for(next(iter(bought)), lambda d: d["status"] == "downloading")
    other = sqlite3.connect(scene.home.folder / "data/neonarr.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    _grab_refused(scene, server, found)
    scene.saw_state(server.download(next(iter(bought))))
    time.sleep(max(0.0, BUSY_S - (time.monotonic() - begun)))
    other.execute("ROLLBACK")
    other.close()
    bought[server.grab_found(found)] = goods[1]
    done = f"another program held the write lock for {BUSY_S} s, during a download and a grab"
    return Told(done, scene.proof(server, bought))


def _grab_refused(scene: Scene, server: Running, found: dict[str, object]) -> None:
    try:
        server.grab_found(found)
    except Refusal as refusal:
        scene.refused(refusal)
    else:
        raise AssertionError("the grab was accepted, though nothing could be written")


def _refused(scene: Scene, server: Running, path: str) -> None:
    try:
        server.get(path)
    except Refusal as refusal:
        scene.refused(refusal)


def _answers(server: Running) -> bool:
    try:
        server.get("/api/v3/download")
    except Refusal:
        return False
    return True


def _postgres(scene: Scene) -> Postgres:
    cluster = Postgres()
    scene.closing.callback(cluster.close)
    # The servers are stopped before their database.
    scene.closing.callback(scene.home.close)
    scene.home.env["NEONARR_DATABASE_URL"] = cluster.fresh()
    return cluster


def _second_folder(scene: Scene) -> Path:
    """A data folder of its own, with the same key."""
    folder = scene.folder / "second"
    folder.mkdir()
    shutil.copy(scene.home.folder / "data/secret.key", folder)
    return folder
