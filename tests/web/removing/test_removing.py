"""Deleting a movie or an album through the API."""

from typing import Any

import httpx2
import pytest

from neonarr.base.errors import Unreachable
from tests.kit.app import App
from tests.web.reading import sentence
from tests.web.test_downloads import check_wire, grabbed

pytestmark = pytest.mark.anyio

PATHS = ("/api/v1/items/{}", "/api/v3/movie/{}")


async def imported(api: httpx2.AsyncClient, app: App) -> dict[str, Any]:
    made = await grabbed(api, app)
    await app.settle()
    made = (await api.get(f"/api/v3/download/{made['id']}")).json()
    app.outside.finish(made["downloadId"])
    await app.settle()
    return dict((await api.get(f"/api/v3/download/{made['id']}")).json())


async def test_what_would_go_is_told(api: httpx2.AsyncClient, app: App) -> None:
    made = await imported(api, app)
    path = f"/api/v1/items/{made['movieId']}/removal"
    told = (await api.get(path)).json()
    check_wire(told)
    assert (told["label"], told["files"], told["recycleDays"]) == ("Heat (1995)", 1, 14)
    assert told["sizeBytes"] > 0 and told["underWay"] == []
    [torrent] = told["torrents"]
    assert torrent["title"] == made["title"] and "owed" not in torrent
    assert (await api.get("/api/v1/items/99/removal")).status_code == 404


@pytest.mark.parametrize("path", PATHS)
async def test_with_files_and_torrent(api: httpx2.AsyncClient, app: App, path: str) -> None:
    made = await imported(api, app)
    both = {"deleteFiles": "true", "removeTorrent": "true"}

    answer = await api.delete(path.format(made["movieId"]), params=both)
    assert answer.status_code == 202 and "download client" in answer.json()["message"]
    await app.settle()
    again = await api.delete(path.format(made["movieId"]), params=both)

    assert again.status_code in (200, 202), again.text
    assert (await api.get("/api/v3/movie")).json() == []
    assert (await api.get("/api/v3/download")).json() == []
    assert app.outside.client.held == {}
    assert [name.split("/")[0] for name in app.outside.library()] == [".recycle"]


@pytest.mark.parametrize("path", PATHS)
async def test_without_more_the_files_stay(api: httpx2.AsyncClient, app: App, path: str) -> None:
    made = await imported(api, app)

    answer = await api.delete(path.format(made["movieId"]))

    assert answer.status_code == 200, answer.text
    assert len(app.outside.library()) == len(app.outside.client.held) == 1
    missing = await api.delete(path.format(made["movieId"]))
    assert missing.status_code == 404 and "1" in sentence(missing)


async def test_what_is_downloading_ends(api: httpx2.AsyncClient, app: App) -> None:
    made = await grabbed(api, app)
    await app.settle()

    await api.delete(f"/api/v3/movie/{made['movieId']}")
    await app.settle()

    assert app.outside.client.held == {}


async def test_nothing_new_begins_while_it_goes(api: httpx2.AsyncClient, app: App) -> None:
    made = await imported(api, app)
    app.outside.client.fail_with = Unreachable("Fake", "does not answer.")
    await api.delete(f"/api/v1/items/{made['movieId']}?removeTorrent=true")

    answer = await api.post(f"/api/v1/items/{made['movieId']}/search", json={})
    again = await grabbed_again(api, made)

    assert answer.status_code == 200
    assert again.status_code == 409 and "just being removed" in sentence(again)


async def grabbed_again(api: httpx2.AsyncClient, made: dict[str, Any]) -> httpx2.Response:
    found = (await api.get("/api/v1/search/global/Heat")).json()["results"]
    result = next(one for one in found if one["title"] == made["title"])
    body = {"guid": result["guid"], "indexerId": result["indexerId"]}
    return await api.post("/api/v3/download", json=body)


@pytest.mark.parametrize("word", ["perhaps", "2"])
async def test_what_is_not_yes_or_no_is_refused(
    api: httpx2.AsyncClient, app: App, word: str
) -> None:
    made = await grabbed(api, app)
    answer = await api.delete(f"/api/v1/items/{made['movieId']}", params={"deleteFiles": word})
    assert answer.status_code == 400 and "deleteFiles" in sentence(answer)
    assert len((await api.get("/api/v3/movie")).json()) == 1
