"""/api/v1/search, whole and as a stream."""

import json
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from neonarr.base.errors import Unreachable
from tests.kit.app import App
from tests.kit.fake_indexer import release
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio

GLOBAL, STREAM = "/api/v1/search/global", "/api/v1/search/stream"
RESULT = {
    *("guid", "indexerId", "indexer", "title", "mediaType", "size", "seeders", "leechers"),
    *("ageHours", "quality", "approved", "rejections", "score", "source", "available", "itemId"),
    *("languages", "formats", "formatScore"),
}
GOOD, BAD = "Heat.1995.1080p.BluRay.x264-GRP", "Heat.1995.CAM.XviD-BAD"


def frames(text: str) -> list[tuple[str, Any]]:
    parts = [[line.partition(": ")[2] for line in one.split("\n")] for one in text.split("\n\n")]
    return [(event, json.loads(data)) for event, data in parts[:-1]]


async def test_results_with_reasons_and_a_line_per_indexer(
    api: httpx2.AsyncClient, app: App
) -> None:
    await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995, "monitored": False})
    app.outside.indexer.releases[""] = [release(BAD), release(GOOD)]
    answer = (await api.get(f"{GLOBAL}/heat")).json()
    assert (answer["success"], answer["query"]) == (True, "heat")
    ours, best, worst = answer["results"]
    assert set(best) == set(ours) == RESULT
    assert (best["title"], best["approved"], best["rejections"]) == (GOOD, True, [])
    assert (worst["title"], worst["approved"]) == (BAD, False)
    assert worst["rejections"]
    assert all(set(r) == {"key", "message", "permanent"} for r in worst["rejections"])
    assert (best["source"], best["available"], best["itemId"]) == ("indexer", False, ours["itemId"])
    assert (ours["source"], ours["title"]) == ("library", "Heat (1995)")
    [line] = answer["indexers"]
    known = {"name": "Fake", "ok": True, "results": 2, "ms": 0}
    assert line == {"id": best["indexerId"], **known}


async def test_an_indexer_that_fails_is_a_line_not_a_failure(
    api: httpx2.AsyncClient, app: App
) -> None:
    app.outside.indexer.failures[""] = Unreachable("Fake", "can't be reached.")
    answer = (await api.get(f"{GLOBAL}/heat")).json()
    assert answer["results"] == [] and answer["indexers"][0]["ok"] is False
    assert "can't be reached" in answer["indexers"][0]["error"]


@pytest.mark.parametrize("query", ["AC/DC", "50%25", "été", "a?b", "#1", "👽", ".", "x" * 500])
async def test_queries_of_every_kind(api: httpx2.AsyncClient, app: App, query: str) -> None:
    answer = await api.get(f"{GLOBAL}/{quote(query, safe='/') if query != '.' else 'a.'}")
    assert answer.status_code == (400 if query == "👽" else 200)


@pytest.mark.parametrize("query", ["", "%20", "%00", "!!!", "x" * 10_000])
async def test_queries_that_say_nothing(api: httpx2.AsyncClient, query: str) -> None:
    answer = await api.get(f"{GLOBAL}/{query}")
    assert (answer.status_code, answer.json()["field"]) == (400, "query")
    sentence(answer)
    told = frames((await api.get(f"{STREAM}?query={query}")).text)
    assert [name for name, _ in told] == ["problem"]
    assert set(told[0][1]) == {"error", "code"}


CATEGORIES = [("all", None), ("movies", "movie"), ("Music", "album")]


@pytest.mark.parametrize(("category", "kind"), CATEGORIES)
async def test_categories(
    api: httpx2.AsyncClient, app: App, category: str, kind: str | None
) -> None:
    await api.get(f"{GLOBAL}/heat", params={"category": category})
    [(_, asked)] = app.outside.indexer.queries
    assert asked.kind == kind


async def test_a_category_that_is_none(api: httpx2.AsyncClient) -> None:
    answer = await api.get(f"{GLOBAL}/heat", params={"category": "books"})
    assert (answer.status_code, answer.json()["field"]) == (400, "category")


async def test_the_stream_tells_the_same_in_parts(api: httpx2.AsyncClient, app: App) -> None:
    app.outside.indexer.releases[""] = [release(GOOD)]
    answer = await api.get(STREAM, params={"query": "heat"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    names, (asking, library, indexer, done) = zip(*frames(answer.text), strict=True)
    assert names == ("asking", "library", "indexer", "done")
    assert asking == {"indexers": ["Fake indexer"]}
    assert library == {"results": []}
    assert indexer["indexer"]["name"] == "Fake" and set(indexer["results"][0]) == RESULT
    assert done == {"results": 1, "ms": 0}


async def test_a_failure_of_ours_ends_the_stream_in_words(
    api: httpx2.AsyncClient, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    app.world.db.close()
    told = frames((await api.get(STREAM, params={"query": "heat"})).text)
    assert [(name, body["code"]) for name, body in told] == [("problem", "internal")]
    assert "the log says what" in told[0][1]["error"]
    assert any(record.exc_info for record in caplog.records)
