"""The wire rules of the *arr family, one by one, and the resources its clients ask for first.

Radarr's own answers are the measure: https://radarr.video/docs/api/
"""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel

from neonarr.decisions.formats.languages import LANGUAGE_NAMES
from neonarr.web.app import API
from neonarr.web.family.addresses import Addresses
from neonarr.web.family.door import FAMILY_VERSION
from tests.kit.app import API_KEY, App
from tests.web.reading import sentence
from tests.web.test_downloads import FILM, STAMP, check_wire, grabbed

pytestmark = pytest.mark.anyio

HEAT = {"title": "Heat", "year": 1995, "tmdbId": 949, "imdbId": "tt0113277", "monitored": False}
NAMELESS = "a1b2c3d4e5f60718293a4b5c6d7e8f90"


@pytest.fixture
async def heat(api: httpx2.AsyncClient) -> dict[str, Any]:
    """A movie of the library."""
    return dict((await api.post("/api/v3/movie", json=HEAT)).json())


# Addresses


@pytest.mark.parametrize("path", ["/api/v3/movie", "/API/V3/Movie", "/api/v3/MOVIE/"])
async def test_fixed_parts_of_a_path_in_any_case_and_a_slash_at_its_end(
    api: httpx2.AsyncClient, heat: dict[str, Any], path: str
) -> None:
    answer = await api.get(path)
    assert (answer.status_code, answer.json()) == (200, [heat])
    one = await api.get(f"{path.rstrip('/')}/{heat['id']}/")
    assert one.json() == heat


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_so_it_is_for_what_changes_things(
    api: httpx2.AsyncClient, heat: dict[str, Any], method: str
) -> None:
    if method == "POST":
        answer = await api.post("/api/v3/Movie/", json={"title": "Ran", "monitored": False})
        assert answer.status_code == 201
    else:
        answer = await api.delete(f"/Api/V3/movie/{heat['id']}/")
        assert (answer.status_code, answer.json()) == (200, {})


async def test_values_in_a_path_keep_their_case(api: httpx2.AsyncClient) -> None:
    query = "The WHO/Live At Leeds/"
    answer = await api.get(f"/Api/v1/Search/GLOBAL/{query}")
    assert answer.json()["query"] == query
    unknown = await api.get("/api/v3/download/NoSuchId")
    assert "NoSuchId" in sentence(unknown)


async def test_names_in_a_query_in_any_case(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    await api.post("/api/v3/movie", json={"title": "Ran", "monitored": False})
    for name in ("tmdbId", "tmdbid", "TMDBID"):
        assert (await api.get("/api/v3/movie", params={name: 949})).json() == [heat]
    assert (await api.get("/api/v3/movie", params={"tmdbid": 7})).json() == []
    bad = await api.get("/api/v3/download", params={"LIMIT": 0})
    assert bad.json()[0]["propertyName"] == "limit", "those of a whole model, too"
    told = await api.get("/api/v3/parse", params={"Title": FILM.upper()})
    assert told.json()["title"] == FILM.upper(), "values keep their case"


async def test_the_key_is_a_name_in_a_query_too(app: App) -> None:
    async with app.anonymous() as nobody:
        answer = await nobody.get("/API/v3/Movie/", params={"APIKEY": API_KEY})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/system/status", "/api/v3/nothing", "/api/v2/movie", "/api/v3", "/api/v3/movie/1/2"],
)
async def test_what_is_not_there_is_an_empty_404(
    app: App, api: httpx2.AsyncClient, path: str
) -> None:
    answer = await api.get(path)
    assert (answer.status_code, answer.content) == (404, b"")
    assert "json" not in answer.headers.get("content-type", "")
    async with app.anonymous() as nobody:
        assert (await nobody.get(path)).status_code == 401, "strangers don't even learn that"


def test_addresses_that_are_spelled_as_usual_are_left_alone() -> None:
    addresses = Addresses(r for room in API for r in room.router.routes if isinstance(r, APIRoute))
    for path, query in [
        ("/api/v3/movie", b""),
        ("/api/v3/movie", b"tmdbId=1&tmdbId=2&%ff=&&x"),
        ("/api/v1/search/global/a//b/", b"category=All"),
        ("/api/v3/nowhere/At/All", b"TMDBID=1"),
        ("/api/", b""),
        ("/api/v3/movie//", b""),
    ]:
        usual = addresses.usual(path, query)
        assert usual == (path.rstrip("/") if path == "/api/" else path, query)
    odd = b"TMDBID=A&tmdb%49d=%41"
    assert addresses.usual("/api/v3/Movie/", odd) == ("/api/v3/movie", b"tmdbId=A&tmdbId=%41")
    assert addresses.usual("/api/v3/Movie/X/", b"") == ("/api/v3/movie/X", b"")


# Bodies


def bodies() -> Iterator[type[BaseModel]]:
    for room in API:
        for route in room.router.routes:
            if isinstance(route, APIRoute):
                for parameter in (*route.dependant.body_params, *route.dependant.query_params):
                    shape = parameter.field_info.annotation
                    if isinstance(shape, type) and issubclass(shape, BaseModel):
                        yield shape


def test_every_body_takes_its_names_in_any_case() -> None:
    seen = set(bodies())
    assert len(seen) >= 8
    for shape in seen:
        validators = shape.__pydantic_decorators__.model_validators
        assert "_names" in validators, f"{shape.__name__} lacks IN_ANY_CASE"


@pytest.mark.parametrize("name", ["title", "Title", "TITLE"])
async def test_names_in_a_body_in_any_case_and_unknown_ones_ignored(
    api: httpx2.AsyncClient, name: str
) -> None:
    body = {name: "Heat", "TMDBID": 949, "Monitored": False, "id": 0, "newThing": {"a": [None]}}
    made = await api.post("/api/v3/movie", json=body)
    assert made.status_code == 201, made.text
    shown = made.json()
    assert (shown["title"], shown["tmdbId"], shown["monitored"]) == ("Heat", 949, False)


async def test_so_it_is_one_level_down(api: httpx2.AsyncClient) -> None:
    body = {"title": "Heat", "monitored": True, "ADDOPTIONS": {"SearchForMovie": False}}
    assert (await api.post("/api/v3/movie", json=body)).status_code == 201
    assert (await api.get("/api/v3/download")).json() == [], "asked not to search"


async def test_whole_resources_may_be_sent_back(
    api: httpx2.AsyncClient, heat: dict[str, Any]
) -> None:
    await api.delete(f"/api/v3/movie/{heat['id']}")
    again = await api.post("/api/v3/movie", json={**heat, "id": 0})
    assert again.status_code == 201 and again.json()["tmdbId"] == 949


async def test_a_get_may_have_a_body(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    for content in (b"null", b"{}", b"not json"):
        headers = {"content-type": "application/json"}
        answer = await api.request("GET", "/api/v3/movie", content=content, headers=headers)
        assert answer.json() == [heat]


@pytest.mark.parametrize("value", ["True", "False", "true", "1", "0", "FALSE"])
async def test_booleans_in_any_dress(api: httpx2.AsyncClient, app: App, value: str) -> None:
    made = await grabbed(api, app)
    answer = await api.delete(f"/api/v3/download/{made['id']}", params={"deleteFiles": value})
    assert (answer.status_code, answer.json()) == (200, {})


async def test_an_unknown_name_in_a_query_is_no_error(api: httpx2.AsyncClient) -> None:
    params = {"includeEpisode": "True", "excludeLocalCovers": "true"}
    assert (await api.get("/api/v3/movie", params=params)).status_code == 200


# Answers


async def test_every_answer_names_the_version(app: App, api: httpx2.AsyncClient) -> None:
    async with app.anonymous() as nobody:
        answers = [
            await api.get("/api"),
            await api.get("/api/v3/movie"),
            await api.get("/api/v1/album"),
            await api.get("/api/v3/movie/99"),
            await api.get("/api/nowhere"),
            await api.post("/api/v3/movie", json={}),
            await nobody.get("/api/v3/movie"),
            await api.post("/api/v3/movie", content=b"x" * 2_000_000),
        ]
        assert [a.status_code for a in answers] == [200, 200, 200, 404, 404, 400, 401, 413]
        for answer in answers:
            assert answer.headers.get_list("x-application-version") == [FAMILY_VERSION]
        assert "x-application-version" not in (await nobody.get("/ping")).headers
    numbers = [int(part) for part in FAMILY_VERSION.split(".")]
    assert len(numbers) == 4 and numbers >= [5, 9, 0, 9049]


async def test_what_went_wrong_is_a_list(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    answer = await api.post("/api/v3/movie", json=HEAT)
    assert answer.status_code == 400
    [said] = answer.json()
    assert said["propertyName"] == "title" and "already been added" in said["errorMessage"]
    assert said["severity"] == "error" and said["errorCode"]


async def test_basic_proof_beside_the_key_does_not_disturb(app: App) -> None:
    async with app.with_key() as client:
        answer = await client.get("/api/v3/movie", auth=("somebody", "something"))
        assert answer.status_code == 200
    async with app.anonymous() as client:
        proof = {"apikey": API_KEY}
        answer = await client.get("/api/v3/movie", params=proof, auth=("somebody", "something"))
        assert answer.status_code == 200


# Resources


@pytest.mark.parametrize("path", ["/api", "/api/", "/API"])
async def test_the_versions_of_the_api(api: httpx2.AsyncClient, path: str) -> None:
    assert (await api.get(path)).json() == {"current": "v3", "deprecated": []}


@pytest.mark.parametrize(("version", "name"), [("v3", "Radarr"), ("v1", "Lidarr")])
async def test_who_it_is(app_on_each: App, version: str, name: str) -> None:
    async with app_on_each.with_key() as api:
        told = (await api.get(f"/api/{version}/system/status")).json()
    check_wire(told)
    assert (told["appName"], told["version"]) == (name, FAMILY_VERSION)
    assert STAMP.fullmatch(told["startTime"]) and STAMP.fullmatch(told["buildTime"])
    is_postgres = app_on_each.world.db.is_shared
    assert told["databaseType"] == ("postgreSQL" if is_postgres else "sqLite")
    for figure in ("databaseVersion", "runtimeVersion"):
        assert re.fullmatch(r"\d+(\.\d+){1,3}", told[figure]), told[figure]
    assert told["appData"] == str(app_on_each.outside.folder)
    assert told["migrationVersion"] >= 1
    assert [told["isLinux"], told["isOsx"], told["isWindows"]].count(True) == 1


async def test_languages_by_number_and_name(api: httpx2.AsyncClient) -> None:
    told = (await api.get("/api/v3/language")).json()
    assert {one["id"]: one["name"] for one in told} == dict(LANGUAGE_NAMES)
    assert [one["id"] for one in told[:3]] == [-1, -2, 0], "Any, Original, Unknown"
    names = [one["name"] for one in told[3:]]
    assert names == sorted(names) and all(o["nameLower"] == o["name"].lower() for o in told)
    known = {1: "English", 2: "French", 4: "German", 18: "Portuguese", 30: "Portuguese (Brazil)"}
    for number, name in known.items():
        one = (await api.get(f"/api/v3/language/{number}")).json()
        assert one == {"id": number, "name": name, "nameLower": name.lower()}
    for number in (99, -3, 10**30):
        answer = await api.get(f"/api/v3/language/{number}")
        assert answer.status_code == 404 and "no language" in sentence(answer)
    assert (await api.get("/api/v3/language/english")).status_code == 400


async def parsed(api: httpx2.AsyncClient, title: str) -> dict[str, Any]:
    answer = await api.get("/api/v3/parse", params={"title": title})
    assert answer.status_code == 200
    check_wire(answer.json())
    return dict(answer.json())


async def test_what_a_name_says(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    name = "Heat.1995.Directors.Cut.REPACK.FRENCH.2160p.UHD.BluRay.REMUX.HEVC-GRP"
    told = await parsed(api, name)
    info = told["parsedMovieInfo"]
    assert told["title"] == info["releaseTitle"] == name
    assert (info["movieTitle"], info["movieTitles"], info["year"]) == ("Heat", ["Heat"], 1995)
    assert info["quality"] == {
        "quality": {
            "id": 31,
            "name": "Remux-2160p",
            "source": "bluray",
            "resolution": 2160,
            "modifier": "remux",
        },
        "revision": {"version": 2, "real": 0, "isRepack": True},
    }
    assert (info["edition"], info["releaseGroup"]) == ("Directors Cut", "GRP")
    assert told["languages"] == info["languages"] == [{"id": 2, "name": "French"}]
    assert info["simpleReleaseTitle"] == name.replace("Heat", "A Movie")
    assert told["movie"] == heat
    [met] = told["customFormats"]
    assert (met["name"], told["customFormatScore"]) == ("Modern codec", 0)
    assert met == (await api.get(f"/api/v3/customformat/{met['id']}")).json()


async def test_a_movie_is_found_by_either_title_and_only_if_it_is_there(
    api: httpx2.AsyncClient, heat: dict[str, Any]
) -> None:
    assert "movie" not in await parsed(api, "Ran.1985.1080p.BluRay.x264-GRP")
    assert "movie" not in await parsed(api, "Heat.1986.1080p.BluRay.x264-GRP"), "another year"
    told = await parsed(api, "Fuego.contra.fuego.AKA.Heat.1995.1080p.BluRay.x264-GRP")
    assert told["movie"]["id"] == heat["id"]


async def test_a_name_that_says_nothing_comes_back_alone(api: httpx2.AsyncClient) -> None:
    assert await parsed(api, NAMELESS) == {"title": NAMELESS}
    none_told = await parsed(api, "Ran.1985.1080p.BluRay.x264-GRP")
    assert none_told["languages"] == [{"id": 0, "name": "Unknown"}]
    for title in ("", "  "):
        answer = await api.get("/api/v3/parse", params={"title": title})
        assert answer.json()[0]["propertyName"] == "title"
    assert (await api.get("/api/v3/parse")).status_code == 400


@pytest.mark.parametrize("name", ["<script>", "\u202e.mkv", "💿" * 500, "a\0b", "(" * 3000])
async def test_strange_names_are_read_too(api: httpx2.AsyncClient, name: str) -> None:
    assert (await parsed(api, name))["title"] == name


async def test_a_movie_has_what_clients_need(
    api: httpx2.AsyncClient, app: App, heat: dict[str, Any]
) -> None:
    check_wire(heat)
    root = app.inside.preferences.value.movies_dir
    assert heat["rootFolderPath"] == root
    assert heat["path"] == heat["folderName"] == f"{root}/Heat (1995)"
    assert (heat["titleSlug"], heat["cleanTitle"], heat["sortTitle"]) == ("949", "heat", "heat")
    assert (heat["status"], heat["isAvailable"], heat["tags"]) == ("released", True, [])
    coming = {"title": "Some Film", "year": 2190, "monitored": False}
    later = (await api.post("/api/v3/movie", json=coming)).json()
    assert (later["status"], later["isAvailable"]) == ("announced", False)
    assert later["titleSlug"] == f"some-film-2190-{later['id']}"
    unknown = (await api.post("/api/v3/movie", json={"title": "!", "monitored": False})).json()
    assert (unknown["year"], unknown["tmdbId"]) == (0, 0) and "imdbId" not in unknown


async def test_where_a_movie_lies_is_where_its_file_is(api: httpx2.AsyncClient, app: App) -> None:
    made = await grabbed(api, app)
    await app.settle()
    info_hash = (await api.get(f"/api/v3/download/{made['id']}")).json()["downloadId"]
    app.outside.finish(info_hash)
    await app.settle()
    done = (await api.get(f"/api/v3/download/{made['id']}")).json()
    film = (await api.get(f"/api/v3/movie/{made['movieId']}")).json()
    assert film["hasFile"] and done["importedPaths"][0].startswith(film["path"] + "/")
