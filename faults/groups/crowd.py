"""1,000 acquisitions while the server is killed 50 times, at moments nobody chose.

$FAULTS_CROWD makes it smaller, for a busy machine: "200,10" is 200 acquisitions and 10 kills.
"""

import os
import random
import threading
import time
import urllib.error
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from faults import Told
from faults.counting import count, every_download
from faults.scene import Scene
from neonarr.downloads.torrent import read_torrent
from neonarr.lab.seeder import Seeder
from neonarr.lab.torznab import MOVIES_HD, Offer, TorznabLab
from neonarr.lab.tracker import Tracker
from neonarr.lab.world import sha256
from tests.kit.black_film import write_black_film
from tests.kit.server import Refusal, Running
from tests.kit.shop import CLAIMED, KEY, Good

SIZE, KILLS = map(int, os.environ.get("FAULTS_CROWD", "1000,50").split(","))
SEED = 20261120
A_PAGE = 50
"""Films that one search finds."""
CALM_S = 900
GONE = (OSError, urllib.error.URLError, ValueError)


def run(scene: Scene, size: int = SIZE, kills: int = KILLS, seed: int = SEED) -> Told:
    scene.qbittorrent()
    crowd = Crowd(scene.folder / "crowd", size)
    scene.closing.callback(crowd.close)
    scene.home.env |= {"TORZNAB_URL": crowd.indexer.url, "TORZNAB_API_KEY": KEY}
    server = scene.home.start()
    server.put("/api/v1/settings/preferences", {"maxActiveDownloads": 40})
    buyer = Buyer(crowd, server)
    buyer.start()
    moments = random.Random(seed)
    begun = time.monotonic()
    for number in range(kills):
        _let_work(buyer, moments.uniform(0.05, 2.0), size * number // (kills + 10))
        buyer.server.kill()
        buyer.server = scene.home.start()
    buyer.join(CALM_S)
    assert not buyer.is_alive(), f"{len(buyer.bought)} of {size} were grabbed in time"
    _wait_until_over(scene, buyer, size)
    took_s = time.monotonic() - begun
    done = (
        f"{size:,} films grabbed over the API by a user who asks again until it answers; kill -9 "
        f"at {kills} random moments (seed {seed}); {buyer.refused} grabs met a dead server; "
        f"all imported after {took_s:.0f} s"
    )
    return Told(done, count(scene, buyer.server, buyer.bought))


def _let_work(buyer: "Buyer", seconds: float, at_least: int) -> None:
    """That long, and until the user has come so far: kills are spread over the whole run."""
    time.sleep(seconds)
    deadline = time.monotonic() + CALM_S
    while len(buyer.bought) < at_least and buyer.is_alive():
        assert time.monotonic() < deadline, f"stuck at {len(buyer.bought)}"
        time.sleep(0.02)


def _wait_until_over(scene: Scene, buyer: "Buyer", size: int) -> None:
    deadline = time.monotonic() + CALM_S
    while (left := _moving(buyer.server, size)) and time.monotonic() < deadline:
        time.sleep(0.5)
    for one in every_download(buyer.server):
        scene.saw(one.get("errorMessage"))
    assert not left, f"{left} of {size} are not imported"


def _moving(server: Running, size: int) -> int:
    """How many are not imported yet."""
    stats = server.get("/api/v1/download/stats")
    return size - int(stats["stats"]["imported"])


class Buyer(threading.Thread):
    """The user: searches, grabs, and asks again when nobody answers. `server` may be replaced."""

    def __init__(self, crowd: "Crowd", server: Running) -> None:
        super().__init__(daemon=True)
        self.server, self.bought = server, dict[str, Good]()
        self.refused = 0
        self._crowd = crowd

    def run(self) -> None:
        for page in self._crowd.pages:
            found = self._insist(lambda server, page=page: _search(server, page))
            for good in self._crowd.goods_of(page):
                offer = found[good.title]
                download_id = self._insist(lambda server, o=offer: server.grab_found(o))
                self.bought[download_id] = good

    def _insist(self, ask: Any) -> Any:
        while True:
            try:
                return ask(self.server)
            except (*GONE, Refusal):
                self.refused += 1
                time.sleep(0.1)


def _search(server: Running, page: str) -> dict[str, Any]:
    results = server.get(f"/api/v1/search/global/{quote(page)}?category=movies")["results"]
    return {result["title"]: result for result in results}


class Crowd:
    """Films of a few hundred kB, all different, seeded and offered in pages."""

    def __init__(self, folder: Path, size: int) -> None:
        folder.mkdir()
        self.tracker = Tracker(interval_s=600)
        self.seeder = Seeder(self.tracker.url)
        self._goods: dict[str, list[Good]] = {}
        offers = [self._film(folder, number) for number in range(size)]
        self.indexer = TorznabLab(offers, KEY)

    @property
    def pages(self) -> list[str]:
        return list(self._goods)

    def goods_of(self, page: str) -> list[Good]:
        return self._goods[page]

    def close(self) -> None:
        self.indexer.close()
        self.seeder.close()
        self.tracker.close()

    def _film(self, folder: Path, number: int) -> Offer:
        page = f"Crowd Page{number // A_PAGE:02}"
        name = f"{page.replace(' ', '.')}.Film{number:04}.2001.1080p.WEB-DL.x264-LAB"
        file = folder / f"{name}.mkv"
        file.write_bytes(self._pattern + name.encode())
        torrent = self.seeder.share(str(file))
        good = Good(
            name, page, "movies", read_torrent(torrent).info_hash, {sha256(file): file.name}
        )
        self._goods.setdefault(page, []).append(good)
        return Offer(name, MOVIES_HD, torrent, CLAIMED, seeders=5)

    @cached_property
    def _pattern(self) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "film.mkv"
            write_black_film(path, "Crowd", size=1)
            return path.read_bytes()
