"""The server is killed with -9: in each state that lasts, and between an intent and its result."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from faults import NotRun, Told
from faults.scene import Scene
from tests.kit.server import Running, files, largest_leftover, leftovers
from tests.kit.shop import Good
from tests.kit.waiting import until_now

SLOW = 2_000_000
MB = 1_000_000
SLOWER, TRICKLE = 800_000, 1000
HALF_FETCHED = 4
"""Percent: pieces that were under way are not counted when files are looked at."""


def searching(scene: Scene) -> Told:
    scene.qbittorrent()
    good = scene.shop.film()
    server = scene.home.start()
    scene.shop.indexer.delay_s = 10
    download_id = _wish(server, good)
    return _killed_in(scene, server, {download_id: good}, "searching")


def fetching(scene: Scene) -> Told:
    scene.qbittorrent()
    good = scene.shop.film()
    server = scene.home.start()
    found = server.find(good)
    scene.shop.indexer.delay_s = 10
    return _killed_in(scene, server, {server.grab_found(found): good}, "grabbing")


def handing_over(scene: Scene) -> Told:
    """The client has the torrent, the server has not heard so."""
    _, proxy = scene.proxied_qbittorrent()
    good = scene.shop.film()
    server = scene.home.start()
    proxy.hold = "/torrents/add"
    bought = {server.grab(good): good}
    assert proxy.held.wait(30), "the torrent was never handed over"
    proxy.hold = ""
    server.kill()
    until_now(lambda: scene.torrents() == {good.info_hash})
    again = scene.home.start()
    _note(scene, again, bought)
    done = "qBittorrent took the torrent, its answer was held back; kill -9; started again"
    return Told(done, scene.proof(again, bought))


def queued(scene: Scene) -> Told:
    scene.qbittorrent()
    slow, waiting = scene.shop.film(megabytes=8, limit_bytes_s=SLOW), scene.shop.film()
    server = scene.home.start()
    server.put("/api/v1/settings/preferences", {"maxActiveDownloads": 1})
    bought = {server.grab(slow): slow, server.grab(waiting): waiting}
    return _killed_in(scene, server, bought, "queued", which=1)


def downloading(scene: Scene) -> Told:
    scene.qbittorrent()
    return _killed_at_percents(scene)


def downloading_by_engine(scene: Scene) -> Told:
    return _killed_at_percents(scene)


def _killed_at_percents(scene: Scene) -> Told:
    good = scene.shop.film(megabytes=40, limit_bytes_s=SLOWER)
    server = scene.home.start()
    download_id = server.grab(good)
    for percent in (5, 30, 55):
        at = server.wait_for(download_id, _passed(percent))
        scene.saw_state(at)
        server.kill()
        assert files(scene.library) == [], "something is in the library before it is complete"
        scene.shop.seeder.set_limit(TRICKLE)
        server = scene.home.start()
        server.wait_for(download_id, _passed(at["progress"] - HALF_FETCHED))
        scene.shop.seeder.set_limit(SLOWER)
    _note(scene, server, {download_id: good})
    done = "kill -9 at 5, 30 and 55 %; what was there was there again before more was sent"
    return Told(done, scene.proof(server, {download_id: good}))


def _passed(percent: float) -> Any:
    return lambda d: d["status"] == "downloading" and (d.get("progress") or 0) >= percent


def paused(scene: Scene) -> Told:
    scene.qbittorrent()
    good = scene.shop.film(megabytes=6, limit_bytes_s=SLOW)
    server = scene.home.start()
    download_id = server.grab(good)
    server.wait_for(download_id, _passed(10))
    server.post(f"/api/v1/download/pause/{good.info_hash}")
    server.wait_for(download_id, lambda d: d["status"] == "paused")
    server.kill()
    server = scene.home.start()
    _note(scene, server, {download_id: good})
    assert server.download(download_id)["status"] == "paused"
    server.post(f"/api/v1/download/resume/{good.info_hash}")
    done = "kill -9 while paused; started again, resumed"
    return Told(done, scene.proof(server, {download_id: good}))


def copying(scene: Scene) -> Told:
    if not Path("/dev/shm").is_dir():
        raise NotRun("no second file system (/dev/shm)")
    scene.qbittorrent()
    folder = scene.closing.enter_context(tempfile.TemporaryDirectory(dir="/dev/shm"))
    scene.use_library(Path(folder) / "movies")
    scene.library.mkdir()
    good = scene.shop.film(megabytes=300)
    server = scene.home.start()
    bought = {server.grab(good): good}
    for megabytes in (1, 60, 150):
        _wait_for_copy(scene.library, megabytes * MB)
        server.kill()
        assert set(files(scene.library)) == set(leftovers(scene.library))
        server = scene.home.start()
    _note(scene, server, bought)
    done = "300 MB copied to another disk; kill -9 after 1, 60 and 150 MB"
    return Told(done, scene.proof(server, bought))


def _wait_for_copy(library: Path, size: int) -> None:
    """A look every few milliseconds, for the copy is over soon."""
    deadline = time.monotonic() + 60
    while largest_leftover(library) < size:
        assert time.monotonic() < deadline, "no copy was seen"
        time.sleep(0.003)


def placed(scene: Scene) -> Told:
    """The file has its name, but that may not be written down."""
    scene.qbittorrent()
    good = scene.shop.film()
    server = scene.home.start()
    bought = {server.grab(good): good}
    until_now(lambda: files(scene.library))
    server.kill()
    [file] = files(scene.library)
    before = file.stat().st_ino
    server = scene.home.start()
    _note(scene, server, bought)
    proof = scene.proof(server, bought)
    assert file.stat().st_ino == before, "it was made again"
    return Told("kill -9 the moment the file had its name", proof)


def removing(scene: Scene) -> Told:
    """The client has deleted torrent and data, the server has not heard so."""
    _, proxy = scene.proxied_qbittorrent()
    good = scene.shop.film()
    server = scene.home.start()
    server.put("/api/v1/settings/preferences", {"removeTorrent": "after_import"})
    proxy.hold = "/torrents/delete"
    bought = {server.grab(good): good}
    assert proxy.held.wait(60), "nothing was removed"
    proxy.hold = ""
    server.kill()
    server = scene.home.start()
    _note(scene, server, bought)
    until_now(lambda: not scene.torrents())
    done = "qBittorrent removed the imported torrent, its answer was held back; kill -9"
    return Told(done, scene.proof(server, bought, torrents=0))


def _killed_in(
    scene: Scene, server: Running, bought: Mapping[str, Good], state: str, *, which: int = 0
) -> Told:
    one = list(bought)[which]
    server.wait_for(one, lambda d: d["status"] == state)
    server.kill()
    scene.shop.indexer.delay_s = 0
    again = scene.home.start()
    _note(scene, again, bought)
    return Told(f"kill -9 while {state}; started again", scene.proof(again, bought))


def _wish(server: Running, good: Good) -> str:
    year = int(good.title.removeprefix(good.query.replace(" ", ".") + ".")[:4])
    wish = {"title": good.query, "year": year, "mediaType": "movie"}
    return str(server.post("/api/v1/download/request", wish)["id"])


def _note(scene: Scene, server: Running, bought: Mapping[str, Good]) -> None:
    """What the first look after the start shows."""
    for download_id in bought:
        shown = server.download(download_id)
        scene.saw_state(shown)
        scene.saw(shown.get("errorMessage"))
