"""What is offered is not always what it says: a film comes all the same, and nothing else stays."""

from pathlib import Path

import pytest

from neonarr.lab.checks import problems
from neonarr.lab.world import sha256
from tests.kit.server import Home, Running, files, leftovers, torrents_of
from tests.kit.shop import Good, Shop
from tests.kit.waiting import until_now

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

YEAR = 2007
CLIENTS = pytest.mark.parametrize("client", ["engine", "qbittorrent"])


def better(name: str) -> str:
    """A title that is taken before `plain` of the same film."""
    return f"{name.replace(' ', '.')}.{YEAR}.1080p.BluRay.x264-LAB"


def plain(name: str) -> str:
    return f"{name.replace(' ', '.')}.{YEAR}.1080p.WEB-DL.x264-LAB"


@CLIENTS
@pytest.mark.parametrize("as_magnet", [False, True], ids=["torrent", "magnet"])
def test_a_program_in_the_download_is_never_let_in(
    home: Home, shop: Shop, client: str, as_magnet: bool, request: pytest.FixtureRequest
) -> None:
    """A torrent file tells before anything is added; a magnet as soon as its files are known."""
    name = f"Paper Moonlight {client.title()} {'By Magnet' if as_magnet else 'By File'}"
    if client == "qbittorrent":
        home.use(request.getfixturevalue("qbittorrent"))
    server = home.start()
    bad = shop.bad(better(name), name, f"{better(name)}.mkv.lnk", as_magnet=as_magnet)
    good = shop.release(plain(name), name)

    done = server.imported(wanted(server, name))

    assert (done["title"], problems(done, good.files)) == (good.title, [])
    assert [file.suffix for file in files(home.movies)] == [".mkv"]
    until_now(lambda: held(home, client, request) == {good.info_hash})
    assert strangers(home, client, request, good) == []
    assert leftovers(home.folder) == []
    [blocked] = server.get("/api/v3/blocklist")["records"]
    assert (blocked["sourceTitle"], blocked["infoHash"]) == (bad.title, bad.info_hash)
    assert "shortcut" in blocked["message"]


@CLIENTS
def test_a_packed_film_is_unpacked_beside_its_seed(
    home: Home, shop: Shop, client: str, request: pytest.FixtureRequest
) -> None:
    name = f"Tin Whistle {client.title()}"
    if client == "qbittorrent":
        home.use(request.getfixturevalue("qbittorrent"))
    server = home.start()
    packed = shop.packed(plain(name), name)

    done = server.imported(wanted(server, name))

    [film] = files(home.movies)
    assert {sha256(film)} == set(packed.files)
    assert done["importMethod"] == "unpacked"
    assert held(home, client, request) == {packed.info_hash}
    assert len(strangers(home, client, request, packed)) == 3, "what seeds is as it came"
    assert leftovers(home.folder) == []


def wanted(server: Running, name: str) -> str:
    """The download that was begun for the film. How large a release may be counts for nothing:
    what is offered claims a film's size, what arrives plays for seconds."""
    sizes = [
        one | {"minSize": 0, "maxSize": None} for one in server.get("/api/v3/qualitydefinition")
    ]
    server.put("/api/v3/qualitydefinition/update", sizes)
    film = {"title": name, "year": YEAR, "addOptions": {"searchForMovie": False}}
    item_id = int(server.post("/api/v3/movie", film)["id"])
    [begun] = server.post(f"/api/v1/items/{item_id}/search")["versions"]
    return str(begun["downloadId"])


def held(home: Home, client: str, request: pytest.FixtureRequest) -> set[str]:
    """Info hashes of what the client has."""
    if client == "engine":
        return home.engine_torrents()
    return torrents_of(request.getfixturevalue("qbittorrent"))


def strangers(home: Home, client: str, request: pytest.FixtureRequest, good: Good) -> list[Path]:
    """Files among the downloads that are not the film's."""
    folder = home.downloads
    if client == "qbittorrent":
        folder = request.getfixturevalue("qbittorrent").downloads
    return [file for file in files(folder) if sha256(file) not in good.files]
