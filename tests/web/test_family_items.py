"""Movies as clients of the family change and look them up, and what formats a name meets."""

from typing import Any

import httpx2
import pytest

from tests.kit.app import App
from tests.web.reading import sentence
from tests.web.test_profiles import FORMATS, IMPORT, PROFILES, guide_format

pytestmark = pytest.mark.anyio

MOVIE = "/api/v3/movie"
HEAT = {"title": "Heat", "year": 1995, "tmdbId": 949, "imdbId": "tt0113277", "monitored": False}
RONIN = {"title": "Ronin", "year": 1998, "tmdbId": 8195, "monitored": False}


@pytest.fixture
async def heat(api: httpx2.AsyncClient) -> dict[str, Any]:
    made: dict[str, Any] = (await api.post(MOVIE, json=HEAT)).json()
    return made


async def test_what_comes_back_unchanged_changes_nothing(
    api: httpx2.AsyncClient, heat: dict[str, Any], app: App
) -> None:
    for path in (MOVIE, f"{MOVIE}/{heat['id']}", f"{MOVIE}/{heat['id']}?moveFiles=True"):
        answer = await api.put(path, json=heat)
        assert (answer.status_code, answer.json()) == (202, heat), answer.text
    coming = (await api.post(MOVIE, json={**RONIN, "title": "Soon", "year": 2199})).json()
    assert coming["status"] == "announced" and "id" in coming
    await api.put(MOVIE, json=coming)
    changed = await api.put(MOVIE, json={"id": coming["id"], "year": 1990})
    assert changed.json()["status"] == "released", "what was only told back was not kept"


async def test_what_a_client_may_change(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    new = {"Monitored": True, "qualityProfileId": 4, "minimumAvailability": "released"}
    answer = await api.put(f"{MOVIE}/{heat['id']}", json={**heat, "monitored": None, **new})
    shown = answer.json()
    assert (shown["monitored"], shown["qualityProfileId"]) == (True, 4), answer.text
    assert shown["minimumAvailability"] == "released"
    assert (await api.get(f"{MOVIE}/{heat['id']}")).json() == shown
    assert (await api.get("/api/v3/download")).json() == [], "no search was asked for"

    place = f"/api/v1/profiles/items/{heat['id']}"
    await api.put(place, json={"slots": {"main": 4, "small": 2}})
    await api.put(MOVIE, json={"id": heat["id"], "qualityProfileId": 5})
    told = (await api.get(place)).json()["slots"]
    assert [(one["name"], one["profileId"]) for one in told] == [("main", 5), ("small", 2)]

    renamed = {"id": heat["id"], "title": "Heat Wave", "tmdbId": 0, "imdbId": "", "year": 0}
    again = (await api.put(MOVIE, json=renamed)).json()
    assert (again["title"], again["tmdbId"], again["imdbId"]) == ("Heat Wave", 949, "tt0113277")
    assert again["year"] == 1995


async def test_changes_that_can_t_be(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    other = (await api.post(MOVIE, json=RONIN)).json()
    blue = {"title": "Kind of Blue", "artist": "Miles Davis", "monitored": False}
    album = (await api.post("/api/v1/album", json=blue)).json()
    cases: list[tuple[str, dict[str, Any], int]] = [
        (f"{MOVIE}/99", heat, 404),
        (f"{MOVIE}/{album['id']}", heat, 404),
        (MOVIE, {**heat, "id": None}, 400),
        (MOVIE, {**heat, "qualityProfileId": 99}, 400),
        (MOVIE, {**heat, "qualityProfileId": 6}, 400),
        (MOVIE, {**heat, "tags": [99]}, 400),
        (MOVIE, {**heat, "title": "a\0b"}, 400),
        (MOVIE, {**heat, "year": "soon"}, 400),
        (MOVIE, {**heat, "monitored": "perhaps", "imdbId": "x"}, 400),
        (MOVIE, {**other, "tmdbId": 949}, 400),
        (MOVIE, {**other, "tmdbId": 1, "title": "Heat", "year": 1995}, 400),
    ]
    for path, body, status in cases:
        answer = await api.put(path, json={**body, "minimumAvailability": "released"})
        assert answer.status_code == status and sentence(answer), (body, answer.text)
    assert (await api.get(f"{MOVIE}/{heat['id']}")).json() == heat
    assert (await api.get(f"{MOVIE}/{other['id']}")).json() == other


async def looked_up(api: httpx2.AsyncClient, term: str) -> list[dict[str, Any]]:
    answer = await api.get(f"{MOVIE}/lookup", params={"term": term})
    assert answer.status_code == 200, answer.text
    return list(answer.json())


@pytest.mark.parametrize(
    "term", ["tmdb:949", "tmdbId: 949", "imdb:tt0113277", "IMDB:TT0113277", "heat", "Heat (1995)"]
)
async def test_what_the_library_has_is_found(
    api: httpx2.AsyncClient, heat: dict[str, Any], term: str
) -> None:
    await api.post(MOVIE, json=RONIN)
    assert await looked_up(api, term) == [heat]


async def test_a_title_with_a_year_can_be_added(
    api: httpx2.AsyncClient, heat: dict[str, Any]
) -> None:
    found, *others = await looked_up(api, "Heat 2013")
    assert (found["title"], found["year"], found["tmdbId"]) == ("Heat", 2013, 0)
    assert not {"id", "added", "path", "qualityProfileId"} & found.keys() and others == []
    made = await api.post(MOVIE, json={**found, "monitored": False, "id": 0})
    assert made.status_code == 201, made.text
    assert [one["year"] for one in await looked_up(api, "heat")] == [1995, 2013]


@pytest.mark.parametrize(
    "term",
    ["", " ", "???", "tmdb:950", "tmdb:x", "imdb:tt1", "nobody knows it", "\u202e", "x" * 500],
)
async def test_what_nobody_knows_is_no_result(
    api: httpx2.AsyncClient, heat: dict[str, Any], term: str
) -> None:
    assert await looked_up(api, term) == []


async def test_one_by_its_number(api: httpx2.AsyncClient, heat: dict[str, Any]) -> None:
    assert (await api.get(f"{MOVIE}/lookup/tmdb?TMDBID=949")).json() == heat
    assert (await api.get(f"{MOVIE}/lookup/imdb?imdbid=tt0113277")).json() == heat
    for query in ("tmdb?tmdbId=950", "imdb?imdbId=tt9", "imdb?imdbId=x%00"):
        assert (await api.get(f"{MOVIE}/lookup/{query}")).status_code in (400, 404)
    for query in ("tmdb", "tmdb?tmdbId=x", "tmdb?tmdbId=99999999999999999999", "imdb"):
        assert (await api.get(f"{MOVIE}/lookup/{query}")).status_code == 400


async def test_formats_of_a_name_score_as_its_movie_s_profile_has_it(
    api: httpx2.AsyncClient, heat: dict[str, Any]
) -> None:
    language = {"name": "en", "implementation": "LanguageSpecification", "fields": {"value": -2}}
    original = {"name": "Original", "specifications": [language]}
    made = (await api.post(IMPORT, json=[guide_format(), original])).json()["formats"]
    for number, score in ((1, 3), (4, 50)):
        profile = (await api.get(f"{PROFILES}/{number}")).json()
        scores = [{"format": made[0]["id"], "name": "x265", "score": score}]
        await api.put(f"{PROFILES}/{number}", json={**profile, "formatItems": scores})
    name = "Heat.1995.FRENCH.1080p.BluRay.x265-GRP"
    await api.put(MOVIE, json={**heat, "qualityProfileId": 4, "originalLanguage": {"id": 2}})
    told = (await api.get("/api/v3/parse", params={"title": name})).json()
    assert {one["name"] for one in told["customFormats"]} >= {"x265", "Original"}
    assert told["customFormatScore"] == 50 and told["movie"]["id"] == heat["id"]
    unknown = (
        await api.get("/api/v3/parse", params={"title": name.replace("Heat", "Cold")})
    ).json()
    assert "movie" not in unknown and unknown["customFormatScore"] == 3, "the default profile's"
    assert "Original" not in {one["name"] for one in unknown["customFormats"]}


async def test_many_formats_at_once(api: httpx2.AsyncClient) -> None:
    made = await api.post(IMPORT, json=[guide_format("a"), guide_format("b", "y")])
    ids = [one["id"] for one in made.json()["formats"]]
    bulk = f"{FORMATS}/bulk"
    changed = await api.put(bulk, json={"IDs": ids, "includeCustomFormatWhenRenaming": True})
    assert changed.status_code == 202
    assert [one["includeCustomFormatWhenRenaming"] for one in changed.json()] == [True, True]
    same = (await api.put(bulk, json={"ids": ids})).json()
    assert same == changed.json() == [(await api.get(f"{FORMATS}/{one}")).json() for one in ids]
    scored = next(one["id"] for one in (await api.get(FORMATS)).json() if one["name"] == "HDR")
    for body, status in (
        ({"ids": [*ids, scored]}, 409),
        ({"ids": [*ids, 99]}, 404),
        ({"ids": []}, 400),
        ({"ids": [str(ids[0])]}, 400),
        ({"ids": [10**30]}, 400),
        ({}, 400),
    ):
        gone = await api.request("DELETE", bulk, json=body)
        assert gone.status_code == status and sentence(gone), (body, gone.text)
    assert len([one for one in (await api.get(FORMATS)).json() if one["id"] in ids]) == 2
    gone = await api.request("DELETE", bulk, json={"ids": [*ids, ids[0]]})
    assert (gone.status_code, gone.json()) == (200, {})
    assert (await api.get(f"{FORMATS}/{ids[0]}")).status_code == 404


async def test_limits_of_sizes(api: httpx2.AsyncClient) -> None:
    assert (await api.get("/api/v3/qualitydefinition/limits")).json() == {"min": 0, "max": 2000}
    assert (await api.get("/api/v1/qualitydefinition/limits")).json()["min"] == 0
