"""/api/v1/decisions: asked, and judged again."""

from typing import Any

import httpx2
import pytest

from tests.kit.app import App
from tests.kit.fake_indexer import release
from tests.web.test_openapi import check

pytestmark = pytest.mark.anyio

DECISIONS, WHAT_IF = "/api/v1/decisions", "/api/v1/decisions/what-if"
SHARP, COARSE = "Heat.1995.1080p.BluRay.x264-GRP", "Heat.1995.720p.BluRay.x264-GRP"
NEW = "Heat.1995.1080p.WEB-DL.x265-GRP"


@pytest.fixture
async def item(api: httpx2.AsyncClient, app: App) -> int:
    """Heat, searched for, with three candidates."""
    for name in (COARSE, SHARP, NEW):
        app.outside.offer(name)
    made = (await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995})).json()
    await app.settle()
    number: int = made["id"]
    return number


async def try_out(api: httpx2.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await api.post(WHAT_IF, json=asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_why_this_one(api: httpx2.AsyncClient, item: int) -> None:
    document = (await api.get("/openapi.json")).json()
    told = (await api.get(DECISIONS, params={"itemId": item})).json()
    check(document, "Decisions", told)
    [one] = told["decisions"]
    check(document, "Decision", one)
    assert (one["label"], one["profile"], one["manual"]) == ("Heat (1995)", "1080p", False)
    assert [c["title"] for c in one["candidates"]] == [SHARP, NEW, COARSE]
    for candidate in one["candidates"]:
        check(document, "Candidate", candidate)
    assert one["taken"] == one["candidates"][0]["guid"]
    by_story = {"downloadId": one["downloadId"], "limit": 1, "offset": 1}
    assert (await api.get(DECISIONS, params=by_story)).json()["total"] == 1
    for nothing in ({"itemId": 99}, {"downloadId": "none"}):
        assert (await api.get(DECISIONS, params=nothing)).json()["total"] == 0


async def test_what_another_profile_would_have_taken(api: httpx2.AsyncClient, item: int) -> None:
    document = (await api.get("/openapi.json")).json()
    same = await try_out(api, profileId=1)
    check(document, "WhatIfAnswer", same)
    assert (same["unchanged"], same["changes"]) == (1, [])
    stored = (await api.get("/api/v3/qualityprofile/1")).json()

    coarse = [
        {**i, "allowed": (i.get("quality") or {}).get("name") == "Bluray-720p"}
        for i in stored["items"]
    ]
    told = await try_out(api, profileId=1, profile={**stored, "items": coarse, "cutoff": 6})
    [change] = told["changes"]
    check(document, "Change", change)
    assert (told["replaced"], change["turn"]) == (1, "replaced")
    assert (change["before"]["title"], change["after"]["title"]) == (SHARP, COARSE)
    assert (await api.get("/api/v3/qualityprofile/1")).json() == stored

    assert (await try_out(api, profileId=2))["unchanged"] == 0
    assert (await try_out(api, profileId=1, itemId=99))["unchanged"] == 0


async def test_what_another_format_would_have_changed(api: httpx2.AsyncClient, item: int) -> None:
    tried = {
        "name": "Modern codec",
        "specifications": [
            {
                "name": "x264",
                "implementation": "ReleaseTitleSpecification",
                "fields": {"value": "x264"},
            }
        ],
    }
    stored = (await api.get("/api/v3/qualityprofile/1")).json()
    scored = [{**one, "score": -50} for one in stored["formatItems"]]
    told = await try_out(
        api, profileId=1, profile={**stored, "formatItems": scored}, formats=[tried]
    )
    assert told["changes"][0]["after"]["title"] == NEW


@pytest.mark.parametrize(
    "asked",
    [
        {},
        [],
        {"profileId": "one"},
        {"profileId": 1, "limit": 0},
        {"profileId": 1, "limit": 10**6},
        {"profile": {"name": "x", "items": []}},
        {"profileId": 1, "formats": [{"name": "x", "specifications": []}]},
        {"profileId": 1, "itemId": -(2**40)},
    ],
)
async def test_what_can_not_be_tried(api: httpx2.AsyncClient, asked: Any) -> None:
    answer = await api.post(WHAT_IF, json=asked)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


async def test_a_profile_there_is_not(api: httpx2.AsyncClient) -> None:
    assert (await api.post(WHAT_IF, json={"profileId": 99})).status_code == 404


async def picked(api: httpx2.AsyncClient, title: str) -> dict[str, Any]:
    """The decision of a person who searched, saw these and grabbed that."""
    found = (await api.get("/api/v1/search/global/heat")).json()["results"]
    [one] = [each for each in found if each["title"] == title]
    wanted = {"guid": one["guid"], "indexerId": one["indexerId"]}
    made = (await api.post("/api/v3/download", json=wanted)).json()
    told = (await api.get(DECISIONS, params={"downloadId": made["id"]})).json()
    [decision] = told["decisions"]
    return dict(decision)


async def test_what_a_person_picked_is_kept_with_all_the_search_offered(
    api: httpx2.AsyncClient, app: App
) -> None:
    offered = (COARSE, SHARP, NEW, "Ronin.1998.1080p.BluRay-GRP")
    app.outside.indexer.releases[""] = [release(name) for name in offered]
    await api.get("/api/v1/search/global/ronin")
    one = await picked(api, COARSE)
    assert (one["manual"], one["query"], one["offered"], one["approved"]) == (True, "heat", 4, 3)
    assert (one["title"], [c["title"] for c in one["candidates"]][:3]) == (
        COARSE,
        [SHARP, NEW, COARSE],
    )
    assert one["why"] == (
        f"A person picked “{COARSE}”. By itself Neonarr would have taken “{SHARP}” for its quality:"
        " Bluray-1080p against Bluray-720p."
    )
    other = one["candidates"][-1]
    assert "wrong_item" in [reason["key"] for reason in other["rejections"]]
    assert (await try_out(api, profileId=1))["unchanged"] == 0
    told = await try_out(api, profileId=1, decisionId=one["id"])
    assert (told["replaced"], told["changes"][0]["after"]["title"]) == (1, SHARP)


async def test_a_release_nobody_searched_for_stands_alone(
    api: httpx2.AsyncClient, app: App
) -> None:
    magnet = {"magnet": f"magnet:?xt=urn:btih:{'a' * 40}&dn={SHARP}"}
    made = (await api.post("/api/v1/download/request", json=magnet)).json()
    told = (await api.get(DECISIONS)).json()
    assert made["success"] and [c["title"] for c in told["decisions"][0]["candidates"]] == [SHARP]
    assert told["decisions"][0]["why"].startswith(f"A person picked “{SHARP}”.")


async def test_one_by_its_number_and_lists_without_candidates(
    api: httpx2.AsyncClient, item: int
) -> None:
    document = (await api.get("/openapi.json")).json()
    light = (await api.get(DECISIONS, params={"withCandidates": False})).json()["decisions"]
    assert light[0]["offered"] == 3 and "candidates" not in light[0]
    told = (await api.get(f"{DECISIONS}/{light[0]['id']}")).json()
    check(document, "OneDecision", told)
    check(document, "Decision", told["decision"])
    check(document, "Ranking", told["decision"]["candidates"][1]["ranking"])
    assert (await api.get(f"{DECISIONS}/999")).status_code == 404
    assert (await api.get(f"{DECISIONS}/{2**70}")).status_code == 400


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({"kind": "movie"}, 1),
        ({"kind": "album"}, 0),
        ({"manual": "true"}, 0),
        ({"text": "heat"}, 1),
        ({"text": "Heat.1995.2160p.UHD.BluRay-OTHER"}, 1),
        ({"text": "ronin"}, 0),
        ({"after": "2020-01-01"}, 1),
        ({"before": "2020-01-01T00:00:00Z"}, 0),
        ({"after": "2020-01-01", "before": "9999-12-31", "kind": "movie"}, 1),
    ],
)
async def test_filters(
    api: httpx2.AsyncClient, item: int, asked: dict[str, str], total: int
) -> None:
    assert (await api.get(DECISIONS, params=asked)).json()["total"] == total


@pytest.mark.parametrize("asked", [{"kind": "book"}, {"after": "soon"}, {"text": "x" * 501}])
async def test_filters_that_make_no_sense(api: httpx2.AsyncClient, asked: dict[str, str]) -> None:
    answer = await api.get(DECISIONS, params=asked)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


async def test_a_decision_outlives_its_profile(api: httpx2.AsyncClient, item: int) -> None:
    spare = (await api.get("/api/v3/qualityprofile/1")).json()
    made = await api.post("/api/v3/qualityprofile", json={**spare, "name": "Spare"})
    assert made.status_code == 201, made.text
    other = made.json()["id"]
    [one] = (await api.get(DECISIONS)).json()["decisions"]
    gone = await api.delete("/api/v3/qualityprofile/1")
    assert gone.status_code in (200, 409), gone.text
    told = (await api.get(f"{DECISIONS}/{one['id']}")).json()["decision"]
    assert (told["profile"], told["why"]) == (one["profile"], one["why"])
    assert (await try_out(api, profileId=other, decisionId=one["id"]))["unchanged"] == 1


async def test_what_a_higher_minimum_would_have_left(api: httpx2.AsyncClient, item: int) -> None:
    [one] = (await api.get(DECISIONS)).json()["decisions"]
    profile = (await api.get("/api/v1/profiles/1")).json()["profile"]
    tried = {**profile, "minFormatScore": 5, "cutoffFormatScore": 5}
    told = await try_out(api, profileId=1, decisionId=one["id"], profile=tried)
    assert (told["left"], told["changes"][0]["turn"]) == (1, "left")


async def test_what_if_of_a_decision_there_is_not(api: httpx2.AsyncClient) -> None:
    answer = await api.post(WHAT_IF, json={"profileId": 1, "decisionId": 99})
    assert (answer.status_code, answer.json()["error"]) == (
        404,
        "No decision 99 about a movie is kept that could be judged again.",
    )
