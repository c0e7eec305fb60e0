"""/api/v3/movie and /api/v1/album: the same rules for both."""

import json
from typing import Any

import httpx2
import pytest

from neonarr.settings.tags import ensure
from tests.kit.app import App
from tests.web.reading import sentence
from tests.web.test_downloads import check_wire

pytestmark = pytest.mark.anyio

MOVIE, ALBUM = "/api/v3/movie", "/api/v1/album"
HEAT = {"title": "Heat", "year": 1995, "tmdbId": 949, "imdbId": "tt0113277", "monitored": False}
BLUE = {"title": "Kind of Blue", "artist": "Miles Davis", "year": 1959, "monitored": False}


@pytest.mark.parametrize(("path", "body"), [(MOVIE, HEAT), (ALBUM, BLUE)])
async def test_added_listed_looked_at_and_deleted(
    api: httpx2.AsyncClient, path: str, body: dict[str, Any]
) -> None:
    answer = await api.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert body.items() <= made.items()
    assert made["hasFile"] is False and made["added"].endswith("Z")
    check_wire(made)
    assert (await api.get(path)).json() == [made]
    assert (await api.get(f"{path}/{made['id']}")).json() == made
    other = ALBUM if path == MOVIE else MOVIE
    assert (await api.get(f"{other}/{made['id']}")).status_code == 404, "not of that kind"
    assert (await api.delete(f"{other}/{made['id']}")).status_code == 404
    twice = await api.post(path, json=body)
    assert twice.status_code == 400 and "already" in sentence(twice)
    assert ((await api.delete(f"{path}/{made['id']}")).json()) == {}
    assert (await api.get(path)).json() == []
    for method in ("GET", "DELETE"):
        answer = await api.request(method, f"{path}/{made['id']}")
        assert answer.status_code == 404 and f"{made['id']}" in sentence(answer)


async def test_snake_case_is_taken_too(api: httpx2.AsyncClient) -> None:
    answer = await api.post(MOVIE, json={"title": "Heat", "tmdb_id": 949, "imdb_id": ""})
    assert answer.json()["tmdbId"] == 949 and "imdbId" not in answer.json()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Night \t Train ", "Night Train"),
        ("آبی گرم‌ترین رنگ است", "آبی گرم‌ترین رنگ است"),
        ("\u200fשלום\u200f", "\u200fשלום\u200f"),
        ("👩‍👩‍👧‍👦 🎬", "👩‍👩‍👧‍👦 🎬"),
        ('<b>& "quoted"', '<b>& "quoted"'),
        ("x" * 500, "x" * 500),
    ],
)
async def test_titles_stay_what_they_are(api: httpx2.AsyncClient, given: str, kept: str) -> None:
    answer = await api.post(MOVIE, json={"title": given, "monitored": False})
    assert (answer.status_code, answer.json()["title"]) == (201, kept)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (MOVIE, {}, "title"),
        (MOVIE, {"title": " "}, "title"),
        (MOVIE, {"title": "a\0b"}, "title"),
        (MOVIE, {"title": "\ud800"}, "title"),
        (MOVIE, {"title": "x" * 501}, "title"),
        (MOVIE, {"title": ["Heat"]}, "title"),
        (MOVIE, {"title": "Heat", "year": 1700}, "year"),
        (MOVIE, {"title": "Heat", "year": "soon"}, "year"),
        (MOVIE, {"title": "Heat", "year": 10**40}, "year"),
        (MOVIE, {"title": "Heat", "tmdbId": -1}, "tmdbId"),
        (MOVIE, {"title": "Heat", "tmdbId": 2**31}, "tmdbId"),
        (MOVIE, {"title": "Heat", "imdbId": "949"}, "imdbId"),
        (MOVIE, {"title": "Heat", "monitored": "perhaps"}, "monitored"),
        (ALBUM, {"title": "Blue"}, "artist"),
        (ALBUM, {"artist": "Joni Mitchell"}, "title"),
        (ALBUM, {"title": "Blue", "artist": ""}, "artist"),
    ],
)
async def test_what_can_not_be_added(
    api: httpx2.AsyncClient, path: str, body: dict[str, Any], field: str
) -> None:
    as_json = {"content-type": "application/json"}
    answer = await api.post(path, content=json.dumps(body), headers=as_json)
    assert answer.status_code == 400
    told = answer.json()
    assert (told[0]["propertyName"] if path == MOVIE else told["field"]) == field
    assert field in sentence(answer)


async def test_a_monitored_item_is_searched_for(api: httpx2.AsyncClient, app: App) -> None:
    made = (await api.post(MOVIE, json={"title": "Heat", "year": 1995})).json()
    [story] = (await api.get("/api/v3/download")).json()
    assert (story["movieId"], story["status"]) == (made["id"], "wanted")
    assert (await api.delete(f"{MOVIE}/{made['id']}")).status_code == 200
    assert (await api.get("/api/v3/download")).json() == []


async def test_a_movie_keeps_what_a_client_tells_of_it(app: App, api: httpx2.AsyncClient) -> None:
    tags = await app.world.db.write(ensure, ["kids"])
    told = {
        "runtime": 170,
        "originalLanguage": {"id": 21, "name": "Korean"},
        "tags": [tags["kids"]],
        "minimumAvailability": "released",
        "status": "inCinemas",
        "inCinemas": "2098-03-01T00:00:00Z",
        "digitalRelease": "2098-05-01T00:00:00Z",
        "physicalRelease": "2098-07-01T00:00:00Z",
    }
    made = (await api.post(MOVIE, json=HEAT | told)).json()
    assert told.items() <= made.items() and made["isAvailable"] is False
    assert (await api.get(MOVIE)).json() == [made]

    plain = (await api.post(MOVIE, json={"title": "Alien", "monitored": False})).json()
    assert (plain["runtime"], plain["tags"], plain["minimumAvailability"]) == (0, [], "announced")


async def test_an_album_keeps_how_long_it_plays(api: httpx2.AsyncClient) -> None:
    made = (await api.post(ALBUM, json=BLUE | {"runtime": 45.5})).json()
    assert made["runtime"] == 45.5
    assert (await api.get(ALBUM)).json() == [made]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("runtime", -1),
        ("runtime", "long"),
        ("tags", [999]),
        ("tags", "kids"),
        ("originalLanguage", {"id": 999, "name": "Klingon"}),
        ("originalLanguage", "Any"),
        ("inCinemas", "some day"),
        ("minimumAvailability", 3),
        ("status", "x" * 17),
    ],
)
async def test_what_can_not_be_of_a_movie(
    api: httpx2.AsyncClient, name: str, value: object
) -> None:
    answer = await api.post(MOVIE, json=HEAT | {name: value})
    assert answer.status_code == 400, answer.text
    assert answer.json()[0]["propertyName"].startswith(name)
    assert (await api.get(MOVIE)).json() == []
