"""The queue over the API: moved, paused and resumed as a whole."""

from typing import Any

import httpx2
import pytest

from neonarr.acquisitions.start import want
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from tests.kit.app import App

pytestmark = pytest.mark.anyio

QUEUE = "/api/v1/queue"


async def ids(api: httpx2.AsyncClient) -> list[str]:
    answer = await api.get("/api/v1/download/active")
    return [one["id"] for one in answer.json()["downloads"]]


async def wished(app: App, count: int) -> list[str]:
    return [
        (await want(app.inside.world, NewItem(MediaKind.MOVIE, f"Film {n}", year=2001))).public_id
        for n in range(count)
    ]


async def test_moved_before_and_after(api: httpx2.AsyncClient, app: App) -> None:
    a, b, c = await wished(app, 3)

    answer = await api.post(f"{QUEUE}/move/{c}", json={"before": a})
    assert (answer.status_code, answer.json()["id"]) == (200, c)
    assert await ids(api) == [c, a, b]
    await api.post(f"{QUEUE}/move/{c}", json={"after": b})
    assert await ids(api) == [a, b, c]


@pytest.mark.parametrize("body", [{}, {"before": "x", "after": "y"}, {"before": "no id"}])
async def test_a_place_must_be_told_once(
    api: httpx2.AsyncClient, app: App, body: dict[str, Any]
) -> None:
    [one] = await wished(app, 1)

    assert (await api.post(f"{QUEUE}/move/{one}", json=body)).status_code == 400


async def test_what_nobody_knows_can_not_be_moved(api: httpx2.AsyncClient, app: App) -> None:
    [one] = await wished(app, 1)
    unknown = "00000000-0000-0000-0000-000000000009"

    assert (await api.post(f"{QUEUE}/move/{one}", json={"before": unknown})).status_code == 404
    assert (await api.post(f"{QUEUE}/move/{unknown}", json={"before": one})).status_code == 404


async def test_pausing_all_is_kept_and_told(api: httpx2.AsyncClient) -> None:
    for word, is_paused in (("pause", True), ("resume", False)):
        answer = (await api.post(f"{QUEUE}/{word}")).json()
        assert (answer["success"], answer["count"], answer["failed"]) == (True, 0, [])
        shown = (await api.get("/api/v1/settings/preferences")).json()
        assert shown["downloadsPaused"] is is_paused
