"""/api/v1/profiles and /api/v1/formats/try: saved whole or not at all, and tried before that."""

from typing import Any

import httpx2
import pytest

from tests.web.test_openapi import check
from tests.web.test_profiles import SLOW, guide_format

pytestmark = pytest.mark.anyio

OWN, TRY, TRY_FORMAT = "/api/v1/profiles", "/api/v1/profiles/try", "/api/v1/formats/try"
SHARP, COARSE = "Heat.1995.1080p.BluRay.x265-GRP", "Heat.1995.720p.BluRay.x264-GRP"
SIZES = [{"quality": {"name": "Bluray-1080p"}, "minSize": 4, "preferredSize": 18, "maxSize": 45}]


async def one(api: httpx2.AsyncClient, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = (await api.get(f"{OWN}/{number}")).json()["profile"]
    return found


async def test_profiles_of_both_kinds_are_listed(api: httpx2.AsyncClient) -> None:
    document = (await api.get("/openapi.json")).json()
    every = (await api.get(OWN)).json()["profiles"]
    for shown in every:
        check(document, "Profile", shown)
    albums = (await api.get(OWN, params={"kind": "album"})).json()["profiles"]
    assert {shown["kind"] for shown in albums} == {"album"} and len(albums) < len(every)
    assert [shown["name"] for shown in every if shown["isDefault"]] == ["1080p", "FLAC"]
    assert (await api.get(OWN, params={"kind": "book"})).status_code == 400


async def test_what_the_family_has_no_place_for_is_saved(api: httpx2.AsyncClient) -> None:
    profile = await one(api)
    changed = {**profile, "note": "  Mine. ", "sizes": SIZES, "name": "Mine"}
    answer = await api.put(f"{OWN}/1", json=changed)
    assert answer.status_code == 200
    assert answer.json()["profile"] == {**changed, "note": "Mine."} == await one(api)
    without = {name: value for name, value in changed.items() if name not in ("note", "sizes")}
    await api.put(f"{OWN}/1", json=without)
    assert (await one(api))["sizes"] == SIZES
    await api.put(f"{OWN}/1", json={**changed, "sizes": []})
    assert (await one(api))["sizes"] == []


async def test_a_profile_of_music_from_beginning_to_end(api: httpx2.AsyncClient) -> None:
    first = (await api.get(OWN, params={"kind": "album"})).json()["profiles"][0]
    made = await api.post(OWN, json={**first, "name": "Copy"})
    assert made.status_code == 201
    profile = made.json()["profile"]
    assert (profile["kind"], profile["isDefault"]) == ("album", False)
    assert (await api.delete(f"{OWN}/{profile['id']}")).json() == {"success": True}
    assert (await api.get(f"{OWN}/{profile['id']}")).status_code == 404
    assert (await api.delete(f"{OWN}/{first['id']}")).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cutoff": 4711}, "cutoff"),
        ({"name": " "}, "name"),
        ({"note": 5}, "note"),
        ({"note": "x" * 4001}, "note"),
        ({"sizes": {}}, "sizes"),
        ({"sizes": [{**SIZES[0], "minSize": 50}]}, "sizes"),
        ({"sizes": [{**SIZES[0], "quality": {"name": "FLAC"}}]}, "sizes"),
        ({"minUpgradeFormatScore": 0}, "minUpgradeFormatScore"),
    ],
)
async def test_nothing_is_half_saved(
    api: httpx2.AsyncClient, wrong: dict[str, Any], field: str
) -> None:
    before = await one(api)
    answer = await api.put(f"{OWN}/1", json={**before, "minFormatScore": -5, **wrong})
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert await one(api) == before


async def test_a_kind_there_is_not(api: httpx2.AsyncClient) -> None:
    answer = await api.post(OWN, json={**await one(api), "name": "x", "kind": "book"})
    assert (answer.status_code, answer.json()["field"]) == (400, "kind")


async def test_a_profile_is_tried_before_it_is_saved(api: httpx2.AsyncClient) -> None:
    document = (await api.get("/openapi.json")).json()
    before = await one(api)
    scores = [
        {**item, "score": 40 if item["name"] == "Modern codec" else 0}
        for item in before["formatItems"]
    ]
    tried = {**before, "formatItems": scores, "minFormatScore": 10, "cutoffFormatScore": 40}
    body = {"profileId": 1, "profile": tried, "names": [COARSE, SHARP, "nothing at all"]}
    results = (await api.post(TRY, json=body)).json()["results"]
    for result in results:
        check(document, "TriedName", result)
    coarse, sharp, odd = results
    assert (sharp["quality"], sharp["formatScore"], sharp["isBest"]) == ("Bluray-1080p", 40, True)
    assert sharp["formats"] == [{"name": "Modern codec", "score": 40}]
    assert [r["key"] for r in coarse["rejections"]] == ["score_too_low"]
    assert not odd["approved"] and not coarse["isBest"]
    assert await one(api) == before
    stored = (await api.post(TRY, json={"profileId": 1, "names": [COARSE]})).json()["results"]
    assert stored[0]["approved"] and stored[0]["formatScore"] == 0


async def test_names_are_read_as_the_kind_of_the_profile(api: httpx2.AsyncClient) -> None:
    first = (await api.get(OWN, params={"kind": "album"})).json()["profiles"][0]
    name = "Jane Doe - Blue Hours (2021) [FLAC]"
    body = {"profile": first, "kind": "album", "names": [name]}
    [result] = (await api.post(TRY, json=body)).json()["results"]
    assert (result["quality"], result["approved"]) == ("FLAC", True)


async def test_formats_that_are_not_saved_count_too(api: httpx2.AsyncClient) -> None:
    body = {"profileId": 1, "names": [SHARP], "formats": [guide_format("Group", "GRP")]}
    [result] = (await api.post(TRY, json=body)).json()["results"]
    assert "Group" in [met["name"] for met in result["formats"]]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"profileId": 1}, "names"),
        ({"profileId": 1, "names": "one"}, "names"),
        ({"profileId": 1, "names": [5]}, "names"),
        ({"profileId": 1, "names": ["x"] * 51}, "names"),
        ({"profileId": 1, "names": ["x" * 2001]}, "names"),
        ({"names": ["x"]}, "profileId"),
        ({"profile": {"name": "x", "items": 5}, "names": ["x"]}, "items"),
    ],
)
async def test_what_can_not_be_tried(api: httpx2.AsyncClient, asked: Any, field: str) -> None:
    answer = await api.post(TRY, json=asked)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_a_format_in_words_and_on_names(api: httpx2.AsyncClient) -> None:
    document = (await api.get("/openapi.json")).json()
    tried = guide_format("x265", "x265")
    blu_ray = {
        "name": "no disc",
        "implementation": "SourceSpecification",
        "negate": True,
        "required": True,
        "fields": {"value": 9},
    }
    tried["specifications"].append(blu_ray)
    body = {"format": tried, "names": [SHARP, COARSE, "Heat.1995.1080p.WEB-DL.x265-GRP"]}
    told = (await api.post(TRY_FORMAT, json=body)).json()
    check(document, "TriedFormat", told)
    words = [(c["about"], c["asks"], c["value"]) for c in told["conditions"]]
    assert words == [("Release title", "matches", "x265"), ("Source", "is not", "Blu-ray")]
    assert [r["holds"] for r in told["results"]] == [[True, False], [False, False], [True, True]]
    assert [r["met"] for r in told["results"]] == [False, False, True]
    assert "x265" not in [f["name"] for f in (await api.get("/api/v3/customformat")).json()]


@pytest.mark.parametrize(
    ("tried", "field"),
    [
        (None, "format"),
        (guide_format("x", "("), "specifications[0].fields.value"),
        (guide_format("x", SLOW), "specifications[0].fields.value"),
        ({"name": "x", "specifications": []}, "specifications"),
    ],
)
async def test_a_format_that_is_none(api: httpx2.AsyncClient, tried: Any, field: str) -> None:
    answer = await api.post(TRY_FORMAT, json={"format": tried, "names": []})
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_what_if_of_a_profile_that_is_not_saved(api: httpx2.AsyncClient) -> None:
    first = (await api.get(OWN, params={"kind": "album"})).json()["profiles"][0]
    body = {"profile": {**first, "name": "New"}, "kind": "album"}
    answer = await api.post("/api/v1/decisions/what-if", json=body)
    assert (answer.status_code, answer.json()["unchanged"]) == (200, 0)
