"""Two versions of one film, and a better one that replaces its own version only."""

from typing import Any

import pytest

from neonarr.lab.checks import problems
from neonarr.lab.world import sha256
from tests.kit.server import Home, Running, files, leftovers
from tests.kit.shop import Shop

pytestmark = [pytest.mark.real]

NAME, YEAR = "Night Ferry", 2004
WEB = "Night.Ferry.2004.1080p.WEB-DL.H.264-LAB"
UHD = "Night.Ferry.2004.2160p.BluRay.HDR.x265-LAB"
BLURAY = "Night.Ferry.2004.1080p.BluRay.x264-LAB"
DEFINITIONS = "/api/v3/qualitydefinition"
WANTED = {"main": "1080p", "4K": "4K with HDR"}


@pytest.mark.parametrize("client", ["engine", "qbittorrent"])
def test_two_versions_and_an_upgrade_of_one(
    home: Home, shop: Shop, client: str, request: pytest.FixtureRequest
) -> None:
    name = f"{NAME} {client.title()}"  # one shop for all tests: each has a film of its own
    web, uhd, bluray = (t.replace("Ferry", f"Ferry.{client.title()}") for t in (WEB, UHD, BLURAY))
    if client == "qbittorrent":
        home.use(request.getfixturevalue("qbittorrent"))
    server = home.start()
    item = added(server, name)
    folder = home.movies / f"{name} ({YEAR})"
    small = shop.release(web, name)
    large = shop.release(uhd, name)

    taken = searched(server, item)
    for slot, good in (("main", small), ("4K", large)):
        done = server.imported(taken[slot])
        assert (done["title"], problems(done, good.files)) == (good.title, [])
    there = {file.name: sha256(file) for file in files(folder)}
    assert there == {
        f"{name} ({YEAR}) [WEBDL-1080p].mkv": next(iter(small.files)),
        f"{name} ({YEAR}) - 4K [Bluray-2160p].mkv": next(iter(large.files)),
    }

    better = shop.release(bluray, name)
    taken = searched(server, item)
    assert list(taken) == ["main"], "the other version is good enough"
    done = server.imported(taken["main"])

    assert (done["title"], problems(done, better.files)) == (better.title, [])
    assert {file.name: sha256(file) for file in files(folder)} == {
        f"{name} ({YEAR}) [Bluray-1080p].mkv": next(iter(better.files)),
        f"{name} ({YEAR}) - 4K [Bluray-2160p].mkv": next(iter(large.files)),
    }
    [kept] = files(home.movies / ".recycle")
    assert kept.name == f"{name} ({YEAR}) [WEBDL-1080p].mkv"
    assert sha256(kept) in small.files
    assert leftovers(home.folder) == []
    states = {one["slot"]: (one["quality"], one["state"]) for one in versions(server, item)}
    assert states == {"main": ("Bluray-1080p", "nothing"), "4K": ("Bluray-2160p", "nothing")}
    assert searched(server, item) == {}, "nothing is left to look for"


def added(server: Running, name: str) -> int:
    """The film, wanted in both versions, not yet searched for. How large a release may be
    counts for nothing: what is offered claims a film's size, what arrives plays for seconds."""
    sizes = [one | {"minSize": 0, "maxSize": None} for one in server.get(DEFINITIONS)]
    server.put(f"{DEFINITIONS}/update", sizes)
    film = {"title": name, "year": YEAR, "addOptions": {"searchForMovie": False}}
    item_id = int(server.post("/api/v3/movie", film)["id"])
    ids = {one["name"]: one["id"] for one in server.get("/api/v3/qualityprofile")}
    slots = {slot: ids[profile] for slot, profile in WANTED.items()}
    server.put(f"/api/v1/profiles/items/{item_id}", {"slots": slots})
    return item_id


def searched(server: Running, item_id: int) -> dict[str, str]:
    """Version to download, of what is under way after searching for all that is lacking."""
    found = server.post(f"/api/v1/items/{item_id}/search")["versions"]
    return {one["slot"]: one["downloadId"] for one in found if "downloadId" in one}


def versions(server: Running, item_id: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.get(f"/api/v1/items/{item_id}/versions")["versions"]
    return found
