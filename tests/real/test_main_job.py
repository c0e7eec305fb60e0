"""A film and an album, from the search to checked files, through the public API alone."""

from pathlib import Path
from typing import Any

import pytest

from neonarr.lab.checks import problems
from tests.kit.postgres import Postgres
from tests.kit.server import ENDED, KILLED_AFTER_S, Home, files, leftovers, torrents_of
from tests.kit.shop import Good, Shop
from tests.kit.transmission import Caller, PrivateTransmission

pytestmark = [pytest.mark.real]


@pytest.fixture(scope="session")
def goods(shop: Shop) -> list[Good]:
    return [shop.film(megabytes=3), shop.album()]


@pytest.mark.parametrize(
    ("client", "database"),
    [("engine", "sqlite"), ("qbittorrent", "sqlite"), ("engine", "postgresql")],
)
def test_a_film_and_an_album(
    home: Home, goods: list[Good], client: str, database: str, request: pytest.FixtureRequest
) -> None:
    if client == "qbittorrent":
        home.use(request.getfixturevalue("qbittorrent"))
    if database == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres")
        home.env["NEONARR_DATABASE_URL"] = cluster.fresh()
    server = home.start()

    grabbed = [(good, server.grab(good)) for good in goods]
    for good, download_id in grabbed:
        done = server.imported(download_id)
        assert problems(done, good.files) == []
        assert done["downloadId"] == good.info_hash
        assert (done["progress"], done["sizeLeft"], done["imported"]) == (100, 0, True)
        assert done["importMethod"] == "hardlink"

    film, album = (good.files for good, _ in grabbed)
    assert len(files(home.movies)) == len(film)
    assert len(files(home.music)) == len(album)
    assert leftovers(home.folder) == []
    held = home.engine_torrents()
    if client == "qbittorrent":
        assert held == set()
        held = torrents_of(request.getfixturevalue("qbittorrent"))
    assert held == {good.info_hash for good in goods}
    assert server.terminate() < KILLED_AFTER_S


def test_through_transmission(home: Home, goods: list[Good], shop: Shop, tmp_path: Path) -> None:
    """Added in the settings, tried there, then preferred to the built-in engine."""
    film = goods[0]
    with PrivateTransmission(tmp_path / "transmission") as client:
        server = home.start()
        body = {
            "role": "download_client",
            "kind": "transmission",
            "name": "Transmission",
            "priority": 1,
            "settings": {
                "url": client.url,
                "username": client.username,
                "password": client.password,
            },
        }
        tried = server.post("/api/v1/settings/adapters/test", body)
        assert tried["ok"], tried
        server.post("/api/v1/settings/adapters", body)

        caller = Caller(client.peer_port)
        download_id = server.grab(film)

        def is_imported(now: dict[str, Any]) -> bool:
            caller.give(*shop.shared[film.info_hash])
            return bool(now["status"] in ENDED)

        done = server.wait_for(download_id, is_imported, within_s=90)
        assert (done["status"], problems(done, film.files)) == ("imported", [])
        assert done["importMethod"] == "hardlink"
        assert home.engine_torrents() == set()
        assert len(files(home.movies)) == len(film.files)
        server.terminate()
        assert client.password not in server.said()
