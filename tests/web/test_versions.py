"""/api/v1/items: versions and searching for what they lack."""

from typing import Any

import httpx2
import pytest

from neonarr.web.library import Shown
from tests.kit.app import App
from tests.web.reading import sentence
from tests.web.test_downloads import check_wire

pytestmark = pytest.mark.anyio

HD, UHD = "Heat.1995.1080p.BluRay.x264-GRP", "Heat.1995.2160p.BluRay.HDR.x265-GRP"


async def heat_in_two(api: httpx2.AsyncClient) -> str:
    """The address of an item with two versions."""
    body = {"title": "Heat", "year": 1995, "addOptions": {"searchForMovie": False}}
    made = (await api.post("/api/v3/movie", json=body)).json()
    place = f"/api/v1/profiles/items/{made['id']}"
    assert (await api.put(place, json={"slots": {"main": 1, "4K": 4}})).status_code == 200
    return f"/api/v1/items/{made['id']}"


async def versions(api: httpx2.AsyncClient, place: str) -> dict[str, dict[str, Any]]:
    shown = (await api.get(f"{place}/versions")).json()
    check_wire(shown)
    return {one["slot"]: one for one in shown["versions"]}


async def test_a_search_takes_what_each_version_lacks(api: httpx2.AsyncClient, app: App) -> None:
    place = await heat_in_two(api)
    before = await versions(api, place)
    assert {slot: one["state"] for slot, one in before.items()} == {
        "main": "missing",
        "4K": "missing",
    }
    assert before["4K"]["profile"] == "4K with HDR"

    nothing = (await api.post(f"{place}/search", json={"slot": "main"})).json()
    assert nothing["versions"] == [{"slot": "main", "message": "No indexer has it."}]
    app.outside.offer(HD)
    app.outside.offer(UHD)
    found = (await api.post(f"{place}/search", json={})).json()["versions"]
    assert [(one["slot"], one["message"]) for one in found] == [
        ("main", f"{HD} is taken."),
        ("4K", f"{UHD} is taken."),
    ]
    busy = (await api.post(f"{place}/search", json={})).json()["versions"]
    assert [one["message"] for one in busy] == ["It is under way already."] * 2
    assert (await versions(api, place))["main"]["state"] == "under_way"

    await app.settle()
    for offered in list(app.outside.offers):
        app.outside.finish(offered)
    await app.settle()
    after = await versions(api, place)
    assert {slot: (one["state"], one["quality"]) for slot, one in after.items()} == {
        "main": ("nothing", "Bluray-1080p"),
        "4K": ("nothing", "Bluray-2160p"),
    }
    assert after["4K"]["files"] == 1 and after["4K"]["sizeBytes"] > 0
    enough = (await api.post(f"{place}/search", json={})).json()["versions"]
    assert {one["message"] for one in enough} == {"It is there, and good enough for its profile."}

    await api.put(place.replace("items", "profiles/items"), json={"slots": {}})
    assert (await versions(api, place))["4K"]["state"] == "unwanted"
    entry = (await app_library(app))[0]
    assert [(one["slot"], one["quality"]) for one in entry["versions"]] == [
        ("main", "Bluray-1080p"),
        ("4K", "Bluray-2160p"),
    ]


async def app_library(app: App) -> list[dict[str, Any]]:
    return (await app.asgi.state.desk.library())[0]


async def test_the_library_lists_what_is_lacking(api: httpx2.AsyncClient, app: App) -> None:
    place = await heat_in_two(api)
    desk = app.asgi.state.desk
    assert await desk.library() == ([], 0)
    shown, total = await desk.library(show=Shown.ALL, text="heat")
    assert (total, shown[0]["files"], shown[0]["item"]["hasFile"]) == (1, [], False)
    app.outside.offer("Heat.1995.1080p.WEB-DL.x264-GRP")
    await api.post(f"{place}/search", json={"slot": "main"})
    await app.settle()
    app.outside.finish(next(iter(app.outside.offers)))
    await app.settle()
    for show in (Shown.MISSING, Shown.BELOW):
        [entry], _ = await desk.library(show=show)
        assert entry["lacks"] == [
            {"slot": "main", "state": "below_cutoff", "isUnderWay": False},
            {"slot": "4K", "state": "missing", "isUnderWay": False},
        ]
    assert await desk.library(show=Shown.MISSING, text="ronin") == ([], 0)


async def test_what_is_not_monitored_is_searched_for_when_a_person_asks(
    api: httpx2.AsyncClient, app: App
) -> None:
    place = await heat_in_two(api)
    await api.put(f"{place}/monitored", json={"monitored": False})
    app.outside.offer(HD)
    found = (await api.post(f"{place}/search", json={"slot": "main"})).json()["versions"]
    assert found[0]["message"] == f"{HD} is taken."


async def test_monitoring_is_switched(api: httpx2.AsyncClient) -> None:
    place = await heat_in_two(api)
    for wanted in (False, True):
        told = (await api.put(f"{place}/monitored", json={"monitored": wanted})).json()
        assert told["monitored"] is wanted
        assert (await api.get(f"{place}/versions")).json()["monitored"] is wanted
    assert (await api.put(f"{place}/monitored", json={})).status_code == 400
    missing = await api.put("/api/v1/items/99/monitored", json={"monitored": True})
    assert missing.status_code == 404


async def test_words_for_what_is_not_there(api: httpx2.AsyncClient) -> None:
    place = await heat_in_two(api)
    for path in ("versions", "search"):
        method = "GET" if path == "versions" else "POST"
        answer = await api.request(method, f"/api/v1/items/99/{path}", json={})
        assert answer.status_code == 404 and "99" in sentence(answer)
    wrong = await api.post(f"{place}/search", json={"slot": "8K"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "slot")


async def test_a_search_result_is_judged_for_the_version_it_would_become(
    api: httpx2.AsyncClient, app: App
) -> None:
    await heat_in_two(api)
    app.outside.offer(HD)
    app.outside.offer(UHD)
    found = (await api.get("/api/v1/search/global/heat")).json()["results"]
    offered = [one for one in found if one["source"] == "indexer"]
    assert {one["title"]: one["approved"] for one in offered} == {HD: True, UHD: True}
