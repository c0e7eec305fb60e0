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
    app.outside.indexer.releases[""] = [release(name) for name in (COARSE, SHARP, NEW)]
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


async def test_what_a_person_picked_is_kept_too(api: httpx2.AsyncClient, app: App) -> None:
    app.outside.indexer.releases[""] = [release(COARSE)]
    [found] = (await api.get("/api/v1/search/global/heat")).json()["results"]
    picked = {"guid": found["guid"], "indexerId": found["indexerId"]}
    made = (await api.post("/api/v3/download", json=picked)).json()
    [one] = (await api.get(DECISIONS, params={"downloadId": made["id"]})).json()["decisions"]
    assert (one["manual"], one["taken"]) == (True, found["guid"])
    assert (await try_out(api, profileId=1))["unchanged"] == 0
