"""The API's description: valid, complete, true, and all our own."""

import re
from typing import Any

import httpx2
import pytest

from tests.kit.app import App
from tests.web.reading import routes
from tests.web.test_downloads import FILM, grabbed

pytestmark = pytest.mark.anyio


@pytest.fixture
async def document(api: httpx2.AsyncClient) -> dict[str, Any]:
    return dict((await api.get("/openapi.json")).json())


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        found = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return found + [r for value in part.values() for r in references(value)]
    return [r for value in part for r in references(value)] if isinstance(part, list) else []


async def test_it_is_complete_and_holds_together(app: App, document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version", "description"} <= set(document["info"])
    described = {
        (method.upper(), re.sub(r"\{\w+\}", "1", path))
        for path, operations in document["paths"].items()
        for method in operations
    }
    served = {
        (m, p) for m, p in routes(app.asgi) if p.startswith(("/api/", "/ping", "/health"))
    } - {("HEAD", "/ping"), ("GET", "/api/v1/search/global/")}
    assert described == served
    known = document["components"]["schemas"]
    assert {r.rpartition("/")[2] for r in references(document)} <= set(known)
    ids = [o["operationId"] for path in document["paths"].values() for o in path.values()]
    assert len(set(ids)) == len(ids)


async def test_every_operation_tells_its_answers_and_failures(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            assert "422" not in answers and min(answers) in ("200", "201", "202")
            for answer in answers.values():
                [schema] = [c["schema"] for c in answer["content"].values()]
                assert schema, (method, path)
            if operation.get("security") != []:
                assert {"400", "401", "404", "409"} <= set(answers)
            named = set(re.findall(r"\{(\w+)\}", path))
            given = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            assert named == given, path


async def test_every_proof_is_declared(document: dict[str, Any]) -> None:
    schemes = document["components"]["securitySchemes"]
    assert {(s["type"], s.get("in"), s.get("name")) for s in schemes.values()} == {
        ("apiKey", "header", "X-Api-Key"),
        ("apiKey", "query", "apikey"),
        ("http", None, None),
    }
    assert {name for one in document["security"] for name in one} == set(schemes)


def check(document: dict[str, Any], name: str, shown: dict[str, Any]) -> None:
    """Every key is described, every required one is there."""
    shape = document["components"]["schemas"][name]
    assert set(shown) <= set(shape["properties"]), (name, set(shown) - set(shape["properties"]))
    assert set(shape.get("required", ())) <= set(shown), name


async def test_what_is_described_is_what_is_answered(
    api: httpx2.AsyncClient, app: App, document: dict[str, Any]
) -> None:
    made = await grabbed(api, app)
    check(document, "Download", made)
    await app.settle()
    found = (await api.get("/api/v1/search/global/heat")).json()
    check(document, "SearchAnswer", found)
    for result in found["results"]:
        check(document, "Result", result)
    assert {r["source"] for r in found["results"]} == {"library", "indexer"}
    check(document, "IndexerAnswer", found["indexers"][0])
    told = (await api.get(f"/api/v1/download/status/{made['id']}")).json()
    check(document, "DownloadAnswer", told)
    check(document, "Download", told["download"])
    check(document, "ActiveAnswer", (await api.get("/api/v1/download/active")).json())
    stats = (await api.get("/api/v1/download/stats")).json()
    check(document, "StatsAnswer", stats)
    check(document, "Stats", stats["stats"])
    for item in (await api.get("/api/v3/movie")).json():
        check(document, "Movie", item)
    parsed = (await api.get("/api/v3/parse", params={"title": FILM})).json()
    check(document, "ParseResource", parsed)
    check(document, "ParsedMovie", parsed["parsedMovieInfo"])
    check(document, "Movie", parsed["movie"])
    check(document, "SystemStatus", (await api.get("/api/v3/system/status")).json())
    for wrong in (await api.get("/api/v3/health")).json():
        check(document, "HealthResource", wrong)
    for language in (await api.get("/api/v3/language")).json():
        check(document, "LanguageResource", language)
    album = {"title": "Kind of Blue", "artist": "Miles Davis", "monitored": False}
    check(document, "Item", (await api.post("/api/v1/album", json=album)).json())
    check(document, "Message", (await api.get("/api/v3/movie/99")).json())
    check(document, "WrongField", (await api.post("/api/v3/movie", json={})).json()[0])
    assert made["title"] == FILM


async def test_so_are_settings_and_health(
    api: httpx2.AsyncClient, app: App, document: dict[str, Any]
) -> None:
    health = (await api.get("/health")).json()
    check(document, "Health", health)
    for component in health["components"]:
        check(document, "Component", component)
    for adapter in (await api.get("/api/v1/settings/adapters")).json():
        check(document, "Adapter", adapter)
    kinds = await api.get("/api/v1/settings/adapters/kinds", params={"role": "indexer"})
    for kind in kinds.json():
        check(document, "AdapterKind", kind)
        for field in kind["fields"]:
            check(document, "AdapterField", field)
    preferences = (await api.get("/api/v1/settings/preferences")).json()
    check(document, "PreferencesShown", preferences)
    folder = {"path": str(app.outside.folder)}
    check(document, "Found", (await api.post("/api/v1/settings/folders/test", json=folder)).json())
    check(document, "Failure", (await api.get("/api/v1/album/99")).json())


async def test_docs_are_our_own_files_only(api: httpx2.AsyncClient) -> None:
    page = (await api.get("/docs")).text
    used = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert used and all(u.startswith("/") and not u.startswith("//") for u in used), used
    for address in used:
        answer = await api.get(address)
        assert answer.status_code == 200 and len(answer.content) > 100, address
    assert "http://" not in page and "https://" not in page
    script = (await api.get(next(u for u in used if "docs.js" in u))).text
    assert "/openapi.json" in script and "http" not in script.replace("/openapi.json", "")
    for name in ("swagger-ui.js.map", "..%2f..%2fsecret.key", "index.html"):
        assert (await api.get(f"/docs/{name}")).status_code == 404


WITHOUT_BODY = {"reorder", "try", "pause", "resume", "cancel", "retry", "default", "port"}


async def test_what_is_sent_is_described(document: dict[str, Any]) -> None:
    silent = [
        (method, path)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in ("post", "put") and "requestBody" not in operation
    ]
    assert [one for one in silent if not WITHOUT_BODY & set(one[1].split("/"))] == []
