"""The tracker is dead."""

from collections.abc import Mapping
from typing import Any

from faults import Told
from faults.scene import Scene
from neonarr.lab.tracker import Tracker
from tests.kit.qbittorrent import free_port
from tests.kit.shop import Shop


def tracker_dead(scene: Scene) -> Told:
    scene.qbittorrent()
    # Its port must be free when it comes back: none of those that the system hands out.
    shop = Shop(scene.folder / "shop", tracker_port=free_port())
    scene.closing.callback(shop.close)
    scene.home.env |= shop.env
    good = shop.film(megabytes=2)
    server = scene.home.start()
    shop.tracker.close()
    download_id = server.grab(good)
    stuck = server.wait_for(download_id, _is_told_of_its_tracker)
    scene.saw_state(stuck)
    for one in stuck["trackers"]:
        scene.saw(f"tracker {one['host']} {one['standing']}: {one['said'] or '–'}")
    assert not server.download(download_id).get("errorMessage"), "a dead tracker is no bad release"
    shop.tracker = Tracker(port=shop.tracker.port)
    shop.seeder.announce()
    server.post(f"/api/v1/download/pause/{good.info_hash}")
    server.wait_for(download_id, lambda d: d["status"] == "paused")
    server.post(f"/api/v1/download/resume/{good.info_hash}")
    done = "the only tracker was dead at the grab, and came back; the user paused and resumed"
    return Told(done, scene.proof(server, {download_id: good}, within_s=150))


def _is_told_of_its_tracker(shown: Mapping[str, Any]) -> bool:
    return any(one["standing"] == "fails" for one in shown.get("trackers") or ())
