"""A torrent whose names no disk, or not every system, can hold, through real clients."""

import pytest

from neonarr.lab.checks import problems
from tests.kit.server import Home, files
from tests.kit.shop import Shop
from tests.real.test_safe_downloads import plain, wanted

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]
TWINS = ["Read.nfo", "READ.nfo", "he\u00e1t.nfo", "hea\u0301t.nfo", "CON.nfo", "aux", "dots. . ."]


@pytest.mark.parametrize("client", ["engine", "qbittorrent"])
@pytest.mark.parametrize("called", ["ä" * 148 + ".mkv", "AUX .mkv", "lpt1.mkv"])
def test_the_film_is_filed_under_its_own_name(
    home: Home, shop: Shop, client: str, called: str, request: pytest.FixtureRequest
) -> None:
    name = f"Odd Lamp {client.title()} {called[:3].strip()} {len(called)}".replace("ä", "a")
    if client == "qbittorrent":
        home.use(request.getfixturevalue("qbittorrent"))
    server = home.start()
    good = shop.odd(plain(name), name, called, TWINS)

    done = server.imported(wanted(server, name))

    assert problems(done, good.files) == []
    [film] = files(home.movies)
    assert film.name == f"{name} (2007) [WEBDL-1080p].mkv"
