"""The tracker is dead."""

from faults import Told
from faults.scene import Scene
from neonarr.lab.tracker import Tracker
from tests.kit.shop import Shop


def tracker_dead(scene: Scene) -> Told:
    scene.qbittorrent()
    shop = Shop(scene.folder / "shop")
    scene.closing.callback(shop.close)
    scene.home.env |= shop.env
    good = shop.film(megabytes=2)
    server = scene.home.start()
    shop.tracker.close()
    download_id = server.grab(good)
    stuck = server.wait_for(download_id, lambda d: d["status"] == "downloading")
    scene.saw(f"status downloading, {stuck['progress']:.0f} %, {stuck.get('seeds', 0)} seeds")
    assert not server.download(download_id).get("errorMessage"), "a dead tracker is no bad release"
    shop.tracker = Tracker(port=shop.tracker.port)
    shop.seeder.announce()
    server.post(f"/api/v1/download/pause/{good.info_hash}")
    server.wait_for(download_id, lambda d: d["status"] == "paused")
    server.post(f"/api/v1/download/resume/{good.info_hash}")
    done = "the only tracker was dead at the grab, and came back; the user paused and resumed"
    return Told(done, scene.proof(server, {download_id: good}, within_s=150))
