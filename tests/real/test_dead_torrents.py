"""Torrents that can never come, and torrents that were taken away, in real clients."""

from typing import Any

import pytest

from neonarr.lab.checks import problems
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import EventStream, Home, Running, torrents_of
from tests.kit.shop import Shop
from tests.kit.waiting import until_now

pytestmark = [pytest.mark.real, pytest.mark.timeout(180)]

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
