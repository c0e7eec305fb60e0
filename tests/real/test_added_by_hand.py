"""A torrent somebody added to a client in our category, noticed, imported on the page, left alone:
real clients, the real server, a real browser."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.wire import open_wire
from neonarr.base.secret import Secret
from neonarr.lab.film import write_film
from neonarr.lab.seeder import make_torrent
from tests.kit.browser import chromium
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import Home, Running, files
from tests.kit.transmission import PrivateTransmission
from tests.kit.waiting import until_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real
NAME = "Heat.1995.1080p.BluRay.x264-GRP"
CATEGORY = "neonarr-movies"
Held = Callable[[], int]
"""How many torrents the client holds, as it says itself."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "home")
    yield made
    made.close()


def torrent(downloads: Path) -> bytes:
    """Of a film that lies there already, so that the client has only to check it."""
    folder = downloads / NAME
    folder.mkdir(parents=True)
    write_film(folder / "heat.mkv", "Heat", size=1, width=160, height=90)
    return make_torrent(str(folder), "http://127.0.0.1:9/announce")


@pytest.fixture(params=["qBittorrent", "Transmission"])
def server(request: pytest.FixtureRequest, home: Home, tmp_path: Path) -> Iterator[Any]:
    """It running with one client that holds one such torrent, and what that client says of it."""
    if request.param == "qBittorrent":
        with PrivateQbittorrent(tmp_path / "client") as client:
            secret = Secret(client.password)
            wire = open_wire(QbittorrentSettings(client.url, client.username, secret))
            wire.auth_log_in(client.username, client.password)
            wire.torrents_add(torrent_files=[torrent(client.downloads)], category=CATEGORY)
            home.use(client)
            yield home.start(), lambda: len(wire.torrents_info())
        return
    open_to_us = {"rpc-authentication-required": False}
    with PrivateTransmission(tmp_path / "client", open_to_us) as other:
        metainfo = b64encode(torrent(other.downloads)).decode()
        added = other.ask("torrent-add", metainfo=metainfo)["torrent-added"]
        other.ask("torrent-set", ids=[added["id"]], labels=[CATEGORY])
        running = home.start()
        add_transmission(running, other)
        yield running, lambda: len(other.ask("torrent-get", fields=["id"])["torrents"])


def add_transmission(running: Running, client: PrivateTransmission) -> None:
    settings = {"url": client.url, "username": client.username, "password": client.password}
    body = {"role": "download_client", "kind": "transmission", "name": "Theirs"}
    running.post("/api/v1/settings/adapters", {**body, "settings": settings})


def test_it_is_offered_imported_and_left_alone(server: tuple[Running, Held], home: Home) -> None:
    running, held = server
    place = "/api/v1/import/candidates"
    until_now(lambda: running.get(place)["candidates"])
    [offer] = running.get(place)["candidates"]
    assert (offer["source"], offer["name"], offer["guess"]["title"]) == ("torrent", NAME, "Heat")
    assert "Somebody added it to" in offer["reasons"][0]

    with chromium() as browser:
        page = browser.new_page()
        claim(page, running)
        page.goto(running.url + "/import")
        page.get_by_role("button", name=f"Import {NAME}").click()
        page.locator(".toast", has_text="on its way into the library").wait_for()
        page.get_by_text("Nothing to import").wait_for()

    filed = home.movies / "Heat (1995)" / "Heat (1995) [Bluray-1080p].mkv"
    until_now(filed.exists)
    until_now(lambda: running.get("/api/v3/download")[0]["status"] == "imported")
    assert files(home.movies) == [filed] and filed.stat().st_nlink == 2
    assert running.get(place)["candidates"] == []
    assert held() == 1, "it stays theirs"


def claim(page: "Page", running: Running) -> None:
    links = (re.search(r"http\S+token=\S+", line) for line in running.said().splitlines())
    page.goto(next(found[0] for found in links if found))
    page.get_by_label("Your name").fill("admin")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Claim this server").click()
    page.wait_for_url(running.url + "/")
