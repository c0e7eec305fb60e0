"""Torrents that can never come, and torrents that were taken away, in real clients."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import qbittorrentapi

from neonarr.lab.checks import problems
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import ENDED, EventStream, Home, Running, torrents_of
from tests.kit.shop import Good, Shop
from tests.kit.transmission import Caller, PrivateTransmission
from tests.kit.waiting import until_now

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

TRICKLE = 20_000
"""Bytes a second: enough for a magnet's metadata, nothing to speak of in a test's time."""
UNREGISTERED = "Unregistered torrent"


def test_a_torrent_its_tracker_deleted_makes_way_for_the_next(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent
) -> None:
    """A strike is 25 s here, and one is enough."""
    home.use(qbittorrent)
    name = "Deleted Ferry"
    dead = shop.release("Deleted.Ferry.2003.1080p.BluRay.x264-LAB", name)
    good = shop.release("Deleted.Ferry.2003.1080p.WEB-DL.x264-LAB", name)
    shop.tracker.refusals[dead.info_hash] = UNREGISTERED
    server = home.start()
    server.put("/api/v1/settings/preferences", {"strikes": 1, "strikeMinutes": 5})
    wish = {"title": name, "year": 2003, "mediaType": "movie"}
    download_id = server.post("/api/v1/download/request", wish)["id"]

    def is_heard(now: dict[str, Any]) -> bool:
        return bool(now["title"] == dead.title and now.get("trackers"))

    heard = server.wait_for(download_id, is_heard)
    assert heard["trackers"] == [{"host": "127.0.0.1", "standing": "fails", "said": UNREGISTERED}]
    server.wait_for(download_id, lambda now: now["title"] == good.title)
    done = server.imported(download_id)

    assert problems(done, good.files) == []
    assert torrents_of(qbittorrent) == {good.info_hash}
    told = messages(server, download_id)
    assert any("no tracker has this torrent" in one and UNREGISTERED in one for one in told), told


@pytest.mark.parametrize("is_magnet", [False, True])
def test_taken_out_of_qbittorrent_behind_our_back(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent, *, is_magnet: bool
) -> None:
    """Twice: its files stay, and its files go too."""
    home.use(qbittorrent)
    good = shop.film(megabytes=12, limit_bytes_s=1_000_000)
    server = home.start()
    download_id = ask_for_magnet(server, shop, good) if is_magnet else server.grab(good)
    server.wait_for(download_id, lambda now: now["progress"] >= 40)

    with api_of(qbittorrent) as client:
        client.torrents_delete(torrent_hashes=good.info_hash, delete_files=False)
        vanished(server, download_id)
        shop.seeder.set_limit(TRICKLE)
        server.post(f"/api/v1/download/retry/{download_id}")
        again = until_now(lambda: has_again(client, 0.35))
        assert again.downloaded < 0.3 * again.size, "what was there is not fetched again"

        client.torrents_delete(torrent_hashes=good.info_hash, delete_files=True)
        vanished(server, download_id)
        shop.seeder.set_limit(0)
        server.post(f"/api/v1/download/retry/{download_id}")
        done = server.imported(download_id)
    assert problems(done, good.files) == []
    assert torrents_of(qbittorrent) == {good.info_hash}


def test_taken_out_of_transmission_behind_our_back(home: Home, shop: Shop, tmp_path: Path) -> None:
    good = shop.film(megabytes=10)
    slow = {"speed-limit-down-enabled": True, "speed-limit-down": 1500}
    settings = {"rpc-authentication-required": False, **slow}
    with PrivateTransmission(tmp_path / "transmission", settings) as client:
        server = home.start()
        told = {"role": "download_client", "kind": "transmission", "name": "T", "priority": 1}
        server.post("/api/v1/settings/adapters", {**told, "settings": {"url": client.url}})
        caller = Caller(client.peer_port)

        def gives_until(is_there: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
            def look(now: dict[str, Any]) -> bool:
                caller.give(*shop.shared[good.info_hash])
                return is_there(now)

            return server.wait_for(download_id, look, within_s=90)

        download_id = server.grab(good)
        gives_until(lambda now: bool(now["progress"] >= 40))
        client.ask("torrent-remove", ids=[good.info_hash], **{"delete-local-data": False})
        vanished(server, download_id)
        server.post(f"/api/v1/download/retry/{download_id}")
        done = gives_until(lambda now: now["status"] in ENDED)

        [again] = client.ask("torrent-get", fields=["downloadedEver"])["torrents"]
        assert again["downloadedEver"] < 0.75 * done["sizeBytes"], "not all is fetched again"
        assert (done["status"], problems(done, good.files)) == ("imported", [])


def has_again(client: qbittorrentapi.Client, share: float) -> Any:
    """The client's only torrent once it has that share; a magnet has none before its metadata."""
    torrents = client.torrents_info()
    return torrents[0] if torrents and torrents[0].progress >= share else None


def vanished(server: Running, download_id: str) -> None:
    """It is noticed, and said what can be done."""
    gone = server.wait_for(download_id, lambda now: now["status"] == "warning")
    assert "does not have this torrent any more. Retry" in gone["errorMessage"]
    assert gone["canRetry"]


def ask_for_magnet(server: Running, shop: Shop, good: Good) -> str:
    tracker = quote(shop.tracker.url, safe="")
    magnet = f"magnet:?xt=urn:btih:{good.info_hash}&dn={quote(good.title)}&tr={tracker}"
    return str(server.post("/api/v1/download/request", {"magnet": magnet})["id"])


def api_of(client: PrivateQbittorrent) -> qbittorrentapi.Client:
    """As its owner uses it, beside us."""
    return qbittorrentapi.Client(
        host=client.url, username=client.username, password=client.password
    )


def messages(server: Running, download_id: str) -> list[str]:
    """Everything that was told of that download."""
    stream = EventStream(server.url, "0")
    until_now(lambda: "imported" in [state for _, state in stream.states(download_id)])
    stream.close()
    return [
        data.get("message", "")
        for _, event, data in stream.events
        if event == "state" and data["downloadId"] == download_id
    ]
