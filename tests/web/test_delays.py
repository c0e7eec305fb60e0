"""/api/v3/delayprofile: several of them, by tag."""

from dataclasses import replace
from typing import Any

import httpx2
import pytest

from neonarr.settings.tags import ensure
from tests.kit.app import App
from tests.kit.fake_indexer import release
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio

DELAYS = "/api/v3/delayprofile"


@pytest.fixture
async def kids(app: App) -> int:
    return (await app.world.db.write(ensure, ["kids"]))["kids"]


def wanted(*tags: Any, **more: Any) -> dict[str, Any]:
    return {
        "enableUsenet": True,
        "enableTorrent": True,
        "preferredProtocol": "usenet",
        "usenetDelay": 30,
        "torrentDelay": 60,
        "bypassIfHighestQuality": False,
        "bypassIfAboveCustomFormatScore": True,
        "minimumCustomFormatScore": 40,
        "tags": list(tags),
        **more,
    }


async def test_added_ordered_changed_and_deleted(api: httpx2.AsyncClient, kids: int) -> None:
    answer = await api.post(DELAYS, json={"id": 0, **wanted(kids)})
    assert answer.status_code == 201, answer.text
    one = answer.json()
    assert one == {**wanted(kids), "id": one["id"], "order": 1}
    other = (await api.post(DELAYS, json=wanted(kids, TorrentDelay=5))).json()
    assert other["torrentDelay"] == 5
    shown = (await api.get(DELAYS)).json()
    assert [(o["id"], o["order"]) for o in shown] == [
        (one["id"], 1),
        (other["id"], 2),
        (1, 2**31 - 1),
    ]
    moved = await api.put(f"{DELAYS}/reorder/{one['id']}", params={"after": other["id"]})
    assert (moved.status_code, [o["id"] for o in moved.json()]) == (
        202,
        [other["id"], one["id"], 1],
    )
    first = await api.put(f"{DELAYS}/Reorder/{one['id']}")
    assert [o["id"] for o in first.json()] == [one["id"], other["id"], 1]
    changed = await api.put(DELAYS, json={**one, "torrentDelay": 7})
    assert (changed.status_code, changed.json()) == (202, {**one, "torrentDelay": 7})
    assert (await api.delete(f"{DELAYS}/{one['id']}")).json() == {}
    assert (await api.get(f"{DELAYS}/{one['id']}")).status_code == 404


async def test_what_is_refused(api: httpx2.AsyncClient, kids: int) -> None:
    before = (await api.get(DELAYS)).json()
    bad: list[tuple[str, dict[str, Any], str]] = [
        ("POST", wanted(), "tags"),
        ("POST", wanted(99), "tags"),
        ("POST", wanted("kids"), "tags[0]"),
        ("POST", wanted(kids, tags=5), "tags"),
        ("POST", wanted(kids, torrentDelay=-1), "torrentDelay"),
        ("POST", wanted(kids, usenetDelay=10**9), "usenetDelay"),
        ("POST", wanted(kids, preferredProtocol="pigeon"), "preferredProtocol"),
        ("POST", wanted(kids, enableTorrent=False, enableUsenet=False), "enableTorrent"),
        ("PUT", wanted(kids, id=1), "tags"),
        ("PUT", wanted(id=None), "id"),
    ]
    for method, body, field in bad:
        answer = await api.request(method, DELAYS, json=body)
        assert answer.status_code == 400, answer.text
        assert answer.json()[0]["propertyName"] == field and sentence(answer)
    for method, path, status in (
        ("DELETE", "1", 409),
        ("DELETE", "9", 404),
        ("PUT", "reorder/1", 409),
        ("PUT", "reorder/9", 404),
        ("PUT", "reorder/9?after=x", 400),
    ):
        answer = await api.request(method, f"{DELAYS}/{path}")
        assert answer.status_code == status and sentence(answer)
    assert (await api.put(f"{DELAYS}/9", json=wanted())).status_code == 404
    assert (await api.get(DELAYS)).json() == before


async def test_a_tagged_movie_waits_and_another_does_not(
    api: httpx2.AsyncClient, app: App, kids: int
) -> None:
    made = await api.post(DELAYS, json=wanted(kids, bypassIfAboveCustomFormatScore=False))
    assert made.status_code == 201
    for title, tags in (("Heat", [kids]), ("Ronin", [])):
        movie = {"title": title, "year": 1995, "monitored": False, "tags": tags}
        assert (await api.post("/api/v3/movie", json=movie)).status_code == 201
    now = app.clock.now()
    names = ("Heat.1995.1080p.BluRay.x264-GRP", "Ronin.1995.1080p.BluRay.x264-GRP")
    app.outside.indexer.releases[""] = [replace(release(name), published_at=now) for name in names]
    found = (await api.get("/api/v1/search/global/1995")).json()["results"]
    delayed = {
        one["title"]: [r for r in one["rejections"] if r["key"] == "delayed"]
        for one in found
        if one["source"] == "indexer"
    }
    assert [len(delayed[name]) for name in names] == [1, 0]
    assert delayed[names[0]][0]["permanent"] is False
