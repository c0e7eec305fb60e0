"""/api/v3/download and /api/v1/download through the real application."""

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from neonarr.acquisitions import control, store
from neonarr.acquisitions.model import State
from neonarr.acquisitions.standby.kept import stand_by
from neonarr.base.errors import Unreachable
from neonarr.base.ids import InfoHash
from neonarr.downloads.trackers import Standing, TrackerAnswer
from tests.acquisitions.rows import Rows
from tests.kit.app import App
from tests.kit.fake_indexer import release
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ALWAYS = {
    *("id", "movieId", "kind", "label", "indexerId", "indexer", "title", "category", "status"),
    *("sizeBytes", "sizeLeft", "quality", "imported", "importedPaths", "createdAt", "updatedAt"),
    *("progress", "downSpeed", "upSpeed", "seeds", "peers", "ratio", "priority", "slot"),
    *("canPause", "canResume", "canCancel", "canTurnDown", "canRetry"),
}
IN_CLIENT = ALWAYS | {"downloadClientId", "downloadClient", "downloadId", "downloadTime"}
IMPORTED = IN_CLIENT | {"completionTime", "importTime", "importMethod"}


async def found(api: httpx2.AsyncClient, app: App, name: str = FILM) -> dict[str, Any]:
    """The result of a search for a release that is offered."""
    app.outside.offer(name)
    answer = await api.get(f"/api/v1/search/global/{name.split('.', maxsplit=1)[0]}")
    return next(r for r in answer.json()["results"] if r["title"] == name)


async def grabbed(api: httpx2.AsyncClient, app: App, name: str = FILM) -> dict[str, Any]:
    result = await found(api, app, name)
    wanted = {"guid": result["guid"], "indexerId": result["indexerId"]}
    answer = await api.post("/api/v3/download", json=wanted)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def check_wire(shown: Any) -> None:
    """camelCase keys, no null anywhere, every moment as UTC with a Z."""
    if isinstance(shown, list):
        for one in shown:
            check_wire(one)
    elif isinstance(shown, dict):
        for key, value in shown.items():
            assert re.fullmatch(r"[a-z][A-Za-z0-9]*", key), key
            if key.endswith(("Time", "At")) or key in ("added", "timestamp"):
                assert STAMP.fullmatch(value), (key, value)
            check_wire(value)
    else:
        assert shown is not None


async def test_a_download_from_grab_to_import(api: httpx2.AsyncClient, app: App) -> None:
    made = await grabbed(api, app)
    assert ALWAYS <= set(made) <= ALWAYS | {"errorMessage"}
    assert (made["status"], made["label"], made["title"]) == ("chosen", "Heat (1995)", FILM)
    assert uuid.UUID(made["id"])
    await app.settle()
    under_way = (await api.get(f"/api/v3/download/{made['id']}")).json()
    assert under_way["status"] == "downloading" and set(under_way) >= IN_CLIENT
    info_hash = under_way["downloadId"]
    assert info_hash in app.outside.client.held
    app.outside.client.advance(info_hash, 40)
    await app.settle()
    moving = (await api.get(f"/api/v3/download/{made['id']}")).json()
    assert (moving["progress"], moving["downSpeed"], moving["etaSeconds"]) == (40, 1_000_000, 60)
    assert 0 < moving["sizeLeft"] < moving["sizeBytes"]
    app.outside.finish(info_hash)
    await app.settle()
    done = (await api.get(f"/api/v3/download/{made['id']}")).json()
    assert set(done) == IMPORTED
    assert (done["status"], done["imported"], done["progress"]) == ("imported", True, 100)
    assert done["importMethod"] in ("hardlink", "reflink", "copy")
    assert [Path(p).read_bytes()[:4] for p in done["importedPaths"]] == [b"\x1a\x45\xdf\xa3"]
    for shown in (made, under_way, moving, done):
        check_wire(shown)
    film = (await api.get(f"/api/v3/movie/{made['movieId']}")).json()
    assert (film["hasFile"], film["monitored"]) == (True, False)


async def test_asking_twice_gives_the_same_download(api: httpx2.AsyncClient, app: App) -> None:
    first = await grabbed(api, app)
    again = {"guid": FILM, "indexer_id": first["indexerId"]}
    assert (await api.post("/api/v3/download", json=again)).json()["id"] == first["id"]


async def test_a_guid_is_taken_to_the_letter(api: httpx2.AsyncClient, app: App) -> None:
    name = "Ran.1985.1080p.BluRay.x264-GRP"
    app.outside.indexer.releases[""] = [release(name, " odd  guid\t\u202e ")]
    [result] = (await api.get("/api/v1/search/global/ran")).json()["results"]
    body = {"guid": result["guid"], "indexerId": result["indexerId"]}
    assert (await api.post("/api/v3/download", json=body)).status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "guid"),
        ({"guid": "g"}, "indexerId"),
        ({"guid": "", "indexerId": 1}, "guid"),
        ({"guid": "g", "indexerId": "one"}, "indexerId"),
        ({"guid": "g", "indexerId": None}, "indexerId"),
        ({"guid": 7, "indexerId": 1}, "guid"),
        ({"guid": "g" * 4001, "indexerId": 1}, "guid"),
        ([], "body"),
        ("text", "body"),
    ],
)
async def test_a_grab_that_says_too_little(api: httpx2.AsyncClient, body: Any, field: str) -> None:
    answer = await api.post("/api/v3/download", json=body)
    assert answer.status_code == 400
    assert answer.json()[0]["propertyName"] == field
    sentence(answer)


async def test_an_unknown_or_expired_result_says_to_search_again(
    api: httpx2.AsyncClient, app: App
) -> None:
    result = await found(api, app)
    good = {"guid": result["guid"], "indexerId": result["indexerId"]}
    for change in ({"guid": "unknown"}, {"indexerId": 999}):
        answer = await api.post("/api/v3/download", json={**good, **change})
        assert answer.status_code == 404 and "search again" in sentence(answer)
    app.clock.move(30 * 60 + 1)
    for path in ("/api/v3/download", "/api/v1/download/request"):
        answer = await api.post(path, json=good)
        assert answer.status_code == 404 and "search again" in sentence(answer)


async def test_a_grab_for_an_item_of_the_library(api: httpx2.AsyncClient, app: App) -> None:
    film = (await api.post("/api/v3/movie", json={"title": "Hot", "monitored": False})).json()
    result = await found(api, app)
    good = {"guid": result["guid"], "indexerId": result["indexerId"]}
    answer = await api.post("/api/v3/download", json={**good, "movieId": 999})
    assert answer.status_code == 400 and "999" in sentence(answer)
    answer = await api.post("/api/v3/download", json={**good, "movie_id": film["id"]})
    assert (answer.json()["movieId"], answer.json()["label"]) == (film["id"], "Hot")


async def test_lists_are_pages_of_the_newest_first(api: httpx2.AsyncClient, app: App) -> None:
    ids = []
    for number in range(5):
        ids.insert(0, (await grabbed(api, app, f"Film{number}.1999.1080p.WEB.x264-G"))["id"])
    page = await api.get("/api/v3/download", params={"limit": 2, "offset": 1})
    assert [d["id"] for d in page.json()] == ids[1:3]
    assert page.headers["x-total-count"] == "5"
    check_wire(page.json())
    every = await api.get("/api/v3/download", params={"limit": 10**6})
    assert [d["id"] for d in every.json()] == ids
    past = await api.get("/api/v3/download", params={"offset": 10**30})
    assert (past.json(), past.headers["x-total-count"]) == ([], "5")
    film = every.json()[0]["movieId"]
    for name in ("movieId", "movie_id"):
        assert len((await api.get("/api/v3/download", params={name: film})).json()) == 1
    assert (await api.get("/api/v3/download", params={"status": "imported"})).json() == []
    assert len((await api.get("/api/v3/download", params={"status": "Chosen"})).json()) == 5


async def test_at_most_a_hundred_at_once(api: httpx2.AsyncClient, app: App) -> None:
    first = await grabbed(api, app)

    def copy(connection: Any) -> None:
        one = store.by_public_id(connection, first["id"])
        assert one is not None
        for _ in range(100):
            store.add(connection, replace(one, public_id=str(uuid.uuid4())))

    await app.world.db.write(copy)
    page = await api.get("/api/v3/download", params={"limit": 1000})
    assert (len(page.json()), page.headers["x-total-count"]) == (100, "101")


@pytest.mark.parametrize(
    "params", [{"limit": 0}, {"limit": -1}, {"offset": -1}, {"limit": "many"}, {"status": "gone"}]
)
async def test_a_list_of_nonsense(api: httpx2.AsyncClient, params: dict[str, Any]) -> None:
    answer = await api.get("/api/v3/download", params=params)
    assert answer.status_code == 400
    assert answer.json()[0]["propertyName"] == next(iter(params))
    sentence(answer)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_ids_that_name_nothing(api: httpx2.AsyncClient, method: str) -> None:
    answer = await api.request(method, "/api/v3/download/12")
    assert answer.status_code == 400 and "UUID" in sentence(answer)
    answer = await api.request(method, f"/api/v3/download/{uuid.UUID(int=1)}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"message", "description"}


@pytest.mark.parametrize("delete_files", [False, True])
async def test_removing_takes_it_out_of_the_client(
    api: httpx2.AsyncClient, app: App, delete_files: bool
) -> None:
    made = await grabbed(api, app)
    await app.settle()
    info_hash = (await api.get(f"/api/v3/download/{made['id']}")).json()["downloadId"]
    app.outside.client.finish(info_hash, dict(app.outside.offers[info_hash].content))
    app.outside.client.held[info_hash].progress = 50
    params = {"deleteFiles": str(delete_files).lower()}
    answer = await api.delete(f"/api/v3/download/{made['id']}", params=params)
    assert (answer.status_code, answer.json()) == (200, {})
    await app.settle()
    assert app.outside.client.held == {}
    files = [p for p in (app.outside.folder / "downloads").rglob("*") if p.is_file()]
    assert bool(files) is not delete_files
    again = await api.delete(f"/api/v3/download/{made['id']}")
    assert again.status_code == 200, "removing twice is removing"
    assert (await api.get(f"/api/v3/download/{made['id']}")).json()["status"] == "removed"


async def test_what_is_being_imported_is_not_removed(api: httpx2.AsyncClient, app: App) -> None:
    made = await grabbed(api, app)
    await app.settle()

    def importing(connection: Any) -> None:
        one = store.by_public_id(connection, made["id"])
        for state in (State.DOWNLOADED, State.IMPORTING):
            assert one is not None
            one = store.save(connection, one, replace(one, state=state), app.clock.now())

    await app.world.db.write(importing)
    answer = await api.delete(f"/api/v3/download/{made['id']}")
    assert answer.status_code == 409 and "being imported" in sentence(answer)


async def test_methods_that_are_not_there(api: httpx2.AsyncClient) -> None:
    answer = await api.put("/api/v3/download", json={})
    assert answer.status_code == 405 and "allow" in answer.headers
    assert "method" in sentence(answer)
    answer = await api.delete("/api/v1/download/stats")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    answer = await api.get("/api/v1/nowhere")
    assert (answer.status_code, answer.content) == (404, b"")


# /api/v1/download


def success(answer: httpx2.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    assert body["success"] is True and STAMP.fullmatch(body["timestamp"])
    check_wire(body)
    return body


async def test_control_by_info_hash(api: httpx2.AsyncClient, app: App) -> None:
    made = await grabbed(api, app)
    await app.settle()
    told = success(await api.get(f"/api/v1/download/status/{made['id']}"))
    info_hash = told["download"]["downloadId"]
    app.outside.client.advance(info_hash, 10)
    paused = success(await api.post(f"/api/v1/download/pause/{info_hash.upper()}"))
    assert paused["download"]["status"] == "paused"
    assert app.outside.client.held[info_hash].is_stopped
    assert success(await api.post(f"/api/v1/download/resume/{info_hash}"))["id"] == made["id"]
    assert not app.outside.client.held[info_hash].is_stopped
    active = success(await api.get("/api/v1/download/active"))
    assert (active["count"], active["downloads"][0]["id"]) == (1, made["id"])
    stats = success(await api.get("/api/v1/download/stats"))["stats"]
    assert (stats["active"], stats["queued"], stats["imported"]) == (1, 0, 0)
    order = f"/api/v1/download/priority/{made['id']}"
    raised = success(await api.post(order, json={"priority": 5}))
    assert raised["download"]["priority"] == 5
    answer = await api.post(f"/api/v1/download/retry/{made['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    ended = success(await api.post(f"/api/v1/download/cancel/{info_hash}"))
    assert ended["download"]["status"] == "removed"
    answer = await api.post(f"/api/v1/download/pause/{info_hash}")
    assert answer.status_code == 409 and "removed" in sentence(answer)


@pytest.mark.parametrize("verb", ["pause", "resume", "cancel"])
async def test_hashes_that_name_nothing(api: httpx2.AsyncClient, verb: str) -> None:
    answer = await api.post(f"/api/v1/download/{verb}/{'ab' * 20}")
    assert answer.status_code == 404 and "ab" * 20 in sentence(answer)
    answer = await api.post(f"/api/v1/download/{verb}/xyz")
    assert answer.status_code == 400 and "info hash" in sentence(answer)


MAGNET = "magnet:?xt=urn:btih:" + "cd" * 20


async def test_requests_by_magnet(api: httpx2.AsyncClient, app: App) -> None:
    named = f"{MAGNET}&dn=Miles.Davis-Kind.of.Blue-1959-FLAC-GRP"
    wish = {"magnet": named, "mediaType": "music"}
    made = success(await api.post("/api/v1/download/request", json=wish), 201)["download"]
    assert made["kind"] == "album" and "albumId" in made
    again = success(await api.post("/api/v1/download/request", json=wish), 201)
    assert again["id"] == made["id"]


async def test_a_magnet_without_a_name_needs_a_title(api: httpx2.AsyncClient) -> None:
    answer = await api.post("/api/v1/download/request", json={"magnet": MAGNET})
    assert answer.status_code == 400 and "title" in sentence(answer)
    wish = {"magnet": MAGNET, "title": "Heat", "year": 1995, "media_type": "movie"}
    made = success(await api.post("/api/v1/download/request", json=wish), 201)["download"]
    assert (made["label"], made["kind"]) == ("Heat (1995)", "movie")
    film = (await api.get(f"/api/v3/movie/{made['movieId']}")).json()
    assert film["monitored"] is False


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({}, "title"),
        ({"guid": "g"}, "indexerId"),
        ({"indexerId": 1}, "guid"),
        ({"magnet": "http://x"}, "magnet"),
        ({"magnet": ""}, "magnet"),
        ({"magnet": "magnet:?xt=urn:btih:short"}, "magnet"),
        ({"magnet": "magnet:?dn=x"}, "magnet"),
        ({"title": "Heat"}, "mediaType"),
        ({"title": "Heat", "mediaType": "podcast"}, "mediaType"),
        ({"title": "Blue", "mediaType": "album"}, "artist"),
        ({"title": " ", "mediaType": "movie"}, "title"),
        ({"title": "Heat", "mediaType": "movie", "year": 12}, "year"),
        ({"title": "a\0b", "mediaType": "movie"}, "title"),
    ],
)
async def test_requests_that_say_too_little(
    api: httpx2.AsyncClient, wish: dict[str, Any], field: str
) -> None:
    answer = await api.post("/api/v1/download/request", json=wish)
    assert (answer.status_code, answer.json().get("field")) == (400, field)
    sentence(answer)


async def test_a_request_by_title_searches_and_takes_the_best(
    api: httpx2.AsyncClient, app: App
) -> None:
    app.outside.offer(FILM)
    app.outside.offer("Heat.1995.CAM.XviD-BAD")
    wish = {"title": "Heat", "year": 1995, "mediaType": "movie"}
    made = success(await api.post("/api/v1/download/request", json=wish), 201)["download"]
    assert made["status"] == "wanted"
    await app.settle()
    told = success(await api.get(f"/api/v1/download/status/{made['id']}"))["download"]
    assert (told["status"], told["title"]) == ("downloading", FILM)


async def test_a_client_that_is_down_is_said_so(api: httpx2.AsyncClient, app: App) -> None:
    made = await grabbed(api, app)
    await app.settle()
    told = (await api.get(f"/api/v3/download/{made['id']}")).json()
    app.outside.client.fail_with = Unreachable("Fake", "can't be reached.", "Start it.")
    answer = await api.post(f"/api/v1/download/pause/{told['downloadId']}")
    assert (answer.status_code, answer.json()["code"]) == (503, "unreachable")
    assert sentence(answer) == "Fake: can't be reached. Start it."


async def test_a_request_is_for_every_version_or_for_one(api: httpx2.AsyncClient, app: App) -> None:
    film = (await api.post("/api/v3/movie", json={"title": "Heat", "monitored": False})).json()
    place = f"/api/v1/profiles/items/{film['id']}"
    assert (await api.put(place, json={"slots": {"main": 1, "4K": 4}})).status_code == 200
    wish = {"title": "Heat", "mediaType": "movie"}
    one = success(await api.post("/api/v1/download/request", json={**wish, "slot": "4K"}), 201)
    both = success(await api.post("/api/v1/download/request", json=wish), 201)
    wrong = await api.post("/api/v1/download/request", json={**wish, "slot": "8K"})
    assert [each["slot"] for each in one["downloads"]] == ["4K"]
    assert [each["slot"] for each in both["downloads"]] == ["main", "4K"]
    assert both["downloads"][1]["id"] == one["id"]
    assert (wrong.status_code, wrong.json()["field"]) == (400, "slot")


async def test_what_trackers_say_and_what_stands_by_is_told(
    api: httpx2.AsyncClient, app: App
) -> None:
    shown = await grabbed(api, app)
    await app.settle()
    world = app.inside.world
    one = await control.story(world, shown["id"])
    assert one.info_hash
    said = (TrackerAnswer("t.example", Standing.FAILS, "timed out"),)
    world.live.hear(one.info_hash, said)
    beside = replace(one, info_hash=InfoHash("ab" * 20), title="Heat.1995.720p.WEB-DL.x264-OLD")
    await world.db.write(stand_by, beside)

    told = (await api.get(f"/api/v3/download/{one.public_id}")).json()

    check_wire(told)
    assert told["trackers"] == [{"host": "t.example", "standing": "fails", "said": "timed out"}]
    assert told["standby"] == {
        "downloadId": "ab" * 20,
        "title": "Heat.1995.720p.WEB-DL.x264-OLD",
        "progress": 0.0,
    }
    page = (await api.get("/downloads")).text
    assert "t.example</bdi> – timed out" in page
    assert "Loads on beside it: <bdi>Heat.1995.720p.WEB-DL.x264-OLD</bdi>, 0%" in page


async def test_today_begins_at_midnight(app: App, api: httpx2.AsyncClient) -> None:
    rows = Rows(app.world.db, app.clock)
    midnight = app.clock.now().astimezone().replace(hour=0, minute=0)
    for minutes in (-1, 0, 1):
        at = midnight + timedelta(minutes=minutes)
        await rows.add(State.IMPORTED, imported_at=at)
    assert "<dd>3, 2 today</dd>" in (await api.get("/system")).text
