"""A real qBittorrent that dies, comes back, forgets, bans, or answers nonsense."""

import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from faults import Told
from faults.proxy import Spoil
from faults.scene import Scene
from neonarr.lab.server import DIRECT
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import Running
from tests.kit.shop import Good
from tests.kit.transmission import Caller

SLOW = 2_000_000
NAME = "qBittorrent"


def killed(scene: Scene) -> Told:
    client = scene.qbittorrent()
    server, bought = _begun(scene)
    client.kill()
    scene.sick(server, "download_client", NAME)
    scene.saw_state(server.download(next(iter(bought))))
    client.start()
    proof = scene.proof(server, bought)
    scene.well(server, "download_client", NAME)
    return Told("kill -9 of qBittorrent in the middle of a download; started again", proof)


def transmission_killed(scene: Scene) -> Told:
    client = scene.transmission(**{"speed-limit-down": 1000, "speed-limit-down-enabled": True})
    good = scene.shop.film(megabytes=12)
    caller, shared = Caller(client.peer_port), scene.shop.shared[good.info_hash]

    def fed(is_there: Callable[[dict[str, Any]], bool]) -> Callable[[dict[str, Any]], bool]:
        """Transmission calls nobody on loopback: somebody must call it, until `is_there`."""
        return lambda shown: bool(caller.give(*shared) or is_there(shown))

    server = scene.home.start()
    download_id = server.grab(good)
    server.wait_for(download_id, fed(lambda d: (d.get("progress") or 0) > 5))
    client.kill()
    scene.sick(server, "download_client", "Transmission")
    scene.saw_state(server.download(download_id))
    client.start()
    server.wait_for(download_id, fed(lambda d: d["status"] == "imported"), within_s=120)
    scene.well(server, "download_client", "Transmission")
    done = "kill -9 of Transmission in the middle of a download; started again"
    return Told(done, scene.proof(server, {download_id: good}))


def restarted(scene: Scene) -> Told:
    client = scene.qbittorrent()
    server, bought = _begun(scene)
    client.restart()
    scene.saw_state(server.download(next(iter(bought))))
    proof = scene.proof(server, bought)
    scene.well(server, "download_client", NAME)
    done = "stopped and started again in the middle of a download; every session is lost by that"
    return Told(done, proof)


def restored(scene: Scene) -> Told:
    """Its profile is put back to where it was before the torrent came."""
    client = scene.qbittorrent()
    client.stop()
    kept = scene.folder / "kept"
    shutil.copytree(client.folder / "qBittorrent", kept)
    client.start()
    server, bought = _begun(scene)
    client.stop()
    shutil.rmtree(client.folder / "qBittorrent")
    shutil.copytree(kept, client.folder / "qBittorrent")
    client.start()
    download_id = next(iter(bought))
    scene.complaint(server, download_id)
    server.post(f"/api/v1/download/retry/{download_id}")
    done = (
        "stopped, its profile replaced by a copy from before the download, started; the user "
        "pressed Retry"
    )
    return Told(done, scene.proof(server, bought))


def session_dropped(scene: Scene) -> Told:
    client, proxy = scene.proxied_qbittorrent()
    server, bought = _begun(scene)
    _log_out(client, proxy.cookie)
    scene.saw_state(server.download(next(iter(bought))))
    assert not [c for c in server.health("download_client") if c["status"] != "ok"]
    done = "its session was ended behind its back in the middle of a download"
    return Told(done, scene.proof(server, bought))


def banned(scene: Scene) -> Told:
    """qBittorrent bans an address after failed logins, and everybody behind it."""
    client, proxy = scene.proxied_qbittorrent(**{"WebUI\\MaxAuthenticationFailCount": "3"})
    server, bought = _begun(scene)
    for _ in range(4):
        _fail_to_log_in(client)
    _log_out(client, proxy.cookie)  # who is in may stay
    said = scene.sick(server, "download_client", NAME)
    assert "banned" in said
    shown = server.download(next(iter(bought)))
    scene.saw_state(shown)
    client.restart()
    server.post(f"/api/v1/clients/{shown['downloadClientId']}/try")
    done = (
        "four wrong logins by another program on the same address banned it, and our session was "
        "ended; the user restarted qBittorrent, as told, and pressed Try now"
    )
    return Told(done, scene.proof(server, bought))


def slow(scene: Scene) -> Told:
    done = "every answer took 3 s"
    return _spoiled(scene, Spoil.SLOW, done)


def half(scene: Scene) -> Told:
    return _spoiled(scene, Spoil.HALF, "every answer was cut in half, in the middle of its JSON")


def html(scene: Scene) -> Told:
    return _spoiled(scene, Spoil.HTML, "every answer was a login page in HTML, with status 200")


def errors(scene: Scene) -> Told:
    return _spoiled(scene, Spoil.ERROR, "every answer was an empty 500")


def _spoiled(scene: Scene, spoil: Spoil, done: str) -> Told:
    _, proxy = scene.proxied_qbittorrent()
    server, bought = _begun(scene)
    other = scene.shop.film()
    found = server.find(other)
    proxy.spoil = spoil
    proxy.wait_until_spoiled(3)
    other_id = server.grab_found(found)
    bought[other_id] = other
    scene.sick(server, "download_client", NAME)
    if spoil is not Spoil.SLOW:
        scene.complaint(server, other_id)
    for download_id in bought:
        scene.saw_state(server.download(download_id))
    proxy.wait_until_spoiled(2, within_s=60)
    proxy.spoil = Spoil.NOTHING
    proof = scene.proof(server, bought)
    scene.well(server, "download_client", NAME)
    return Told(f"{done}, in the middle of a download and during a grab; then well again", proof)


def _begun(scene: Scene, megabytes: int = 16) -> tuple[Running, dict[str, Good]]:
    """A server with a download that has begun and takes some seconds."""
    good = scene.shop.film(megabytes=megabytes, limit_bytes_s=SLOW)
    server = scene.home.start()
    download_id = server.grab(good)
    server.wait_for(download_id, lambda d: (d.get("progress") or 0) > 5)
    return server, {download_id: good}


def _fail_to_log_in(client: PrivateQbittorrent) -> None:
    _call(client, "login", {"username": client.username, "password": "wrong"})


def _log_out(client: PrivateQbittorrent, cookie: str) -> None:
    _call(client, "logout", {}, {"Cookie": cookie})


def _call(
    client: PrivateQbittorrent,
    method: str,
    form: dict[str, str],
    headers: dict[str, str] | None = None,
) -> None:
    request = urllib.request.Request(
        f"{client.url}/api/v2/auth/{method}",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Referer": client.url, **(headers or {})},
    )
    try:
        DIRECT.open(request, timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
