"""The blocklist over the API, in the family's shape."""

from dataclasses import replace
from typing import Any

import httpx2
import pytest

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.start import want
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from tests.kit.app import App

pytestmark = pytest.mark.anyio

V3, V1 = "/api/v3/blocklist", "/api/v1/blocklist"
FILM = NewItem(MediaKind.MOVIE, "Heat", year=1995)
ALBUM = NewItem(MediaKind.ALBUM, "Blue", "Joni Mitchell", 1971)

FRENCH = {
    "name": "French",
    "implementation": "LanguageSpecification",
    "negate": False,
    "required": True,
    "fields": [{"name": "value", "value": 2}],
}


async def blocked(app: App, new: NewItem, title: str, reason: str) -> int:
    """The id of the item whose release it was."""
    world = app.inside.world
    story = await want(world, new)
    bad = replace(story, title=title, info_hash=InfoHash("ab" * 20))
    await world.db.write(verdicts.block, bad, reason, world.clock.now())
    return story.item_id


async def listed(api: httpx2.AsyncClient, path: str, **query: Any) -> list[str]:
    answer = await api.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return [one["sourceTitle"] for one in answer.json()["records"]]


async def test_each_door_lists_its_kind(api: httpx2.AsyncClient, app: App) -> None:
    movie = await blocked(app, FILM, "Heat.1995.1080p.BluRay.x264-BAD", "It is a program.")
    await blocked(app, ALBUM, "Joni Mitchell - Blue (1971) [FLAC]", "It has no music.")

    page = (await api.get(V3)).json()
    [film] = page.pop("records")
    assert page == {
        "page": 1,
        "pageSize": 10,
        "sortKey": "date",
        "sortDirection": "descending",
        "totalRecords": 1,
    }
    assert (film["movieId"], film["message"]) == (movie, "It is a program.")
    assert film["quality"]["quality"]["name"] == "Bluray-1080p"
    assert (film["infoHash"], film["label"]) == ("ab" * 20, "Heat (1995)")
    assert "expires" not in film, "it is for good"
    [album] = (await api.get(V1)).json()["records"]
    assert (album["message"], album["quality"]["quality"]["name"]) == ("It has no music.", "FLAC")
    assert len(album["albumIds"]) == 1
    of_it = (await api.get(f"{V3}/movie", params={"movieId": movie})).json()
    assert [one["id"] for one in of_it] == [film["id"]]


async def test_what_its_name_says_is_told(api: httpx2.AsyncClient, app: App) -> None:
    french = {"name": "Is French", "specifications": [FRENCH]}
    assert (await api.post("/api/v3/customformat", json=french)).status_code == 201
    await blocked(app, FILM, "Heat.1995.FRENCH.REPACK.1080p.BluRay.x264-BAD", "It is a program.")
    await blocked(app, ALBUM, "Joni Mitchell - Blue (1971) [FLAC] (PROPER)", "It has no music.")

    [film] = (await api.get(V3)).json()["records"]
    assert film["quality"]["revision"] == {"version": 2, "real": 0, "isRepack": True}
    assert [one["name"] for one in film["languages"]] == ["French"]
    assert [one["name"] for one in film["customFormats"]] == ["Is French"]
    [album] = (await api.get(V1)).json()["records"]
    assert album["quality"]["quality"]["name"] == "FLAC"
    assert "languages" not in album and "customFormats" not in album, "albums have none"


async def test_pages(api: httpx2.AsyncClient, app: App) -> None:
    names = [f"Heat.1995.1080p.BluRay.x264-BAD{n}" for n in range(5)]
    for name in names:
        movie = await blocked(app, FILM, name, "broken")
        app.clock.move(60)

    assert await listed(api, V3, pageSize=2) == [names[4], names[3]]
    assert await listed(api, V3, pageSize=2, page=3) == [names[0]]
    assert await listed(api, V3, sortDirection="ascending") == names
    assert await listed(api, V3, movieIds=movie) == names[::-1]
    assert await listed(api, V3, movieIds=movie + 1) == []
    assert (await api.get(V3, params={"pageSize": 0})).status_code == 400


async def test_let_in_again_one_by_one_and_many_at_once(api: httpx2.AsyncClient, app: App) -> None:
    for n in range(4):
        await blocked(app, FILM, f"Heat.1995.1080p.BluRay.x264-BAD{n}", "broken")
    ids = [one["id"] for one in (await api.get(V3)).json()["records"]]

    assert (await api.delete(f"{V3}/{ids[0]}")).status_code == 200
    assert (await api.delete(f"{V3}/{ids[0]}")).status_code == 404
    answer = await api.request("DELETE", f"{V1}/bulk", json={"ids": ids[1:3]})
    assert answer.status_code == 200
    assert [one["id"] for one in (await api.get(V3)).json()["records"]] == ids[3:]
    assert (await api.request("DELETE", f"{V3}/bulk", json={"ids": []})).status_code == 400


async def test_the_page_tells_why_and_until_when(api: httpx2.AsyncClient, app: App) -> None:
    assert "Nothing is blocked" in (await api.get("/blocklist")).text
    await blocked(app, FILM, "Heat.<b>.1995-BAD", "“x.exe” is a program, not media.")

    shown = (await api.get("/blocklist")).text
    assert "Heat.&lt;b&gt;.1995-BAD" in shown
    assert "“x.exe” is a program, not media." in shown
    assert "For good" in shown
