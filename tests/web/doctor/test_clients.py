"""How we stand with the clients: told by the API, in the live stream, and tried again on demand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from neonarr.downloads.session import Phase
from neonarr.web.doctor.clients import WORDS
from tests.kit.app import App
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.waiting import until
from tests.web.test_live import Ear, listening

pytestmark = pytest.mark.anyio


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ImitatedQbittorrent]:
    with ImitatedQbittorrent("5.1", tmp_path / "q") as running:
        yield running


async def add(api: httpx2.AsyncClient, server: ImitatedQbittorrent, password: str) -> int:
    settings = {"url": server.url, "username": "admin", "password": password}
    body = {"role": "download_client", "kind": "qbittorrent", "name": "qB", "settings": settings}
    answer = await api.post("/api/v1/settings/adapters", json=body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


async def session_of(api: httpx2.AsyncClient, client_id: int) -> dict[str, Any]:
    told = (await api.get("/api/v1/clients")).json()
    return next(one for one in told if one["id"] == client_id)


async def heard(ear: Ear, state: str) -> dict[str, Any]:
    async def look() -> dict[str, Any] | None:
        return next((one for one in ear.of("client") if one["state"] == state), None)

    return await until(look)


async def test_changes_are_told_as_they_happen(
    app: App, api: httpx2.AsyncClient, server: ImitatedQbittorrent
) -> None:
    async with listening(app) as ear:
        client_id = await add(api, server, "wrong")
        first = await session_of(api, client_id)
        assert (first["state"], first["label"]) == ("unknown", "Not asked yet")
        await app.report.run()
        told = await heard(ear, "wrong_credentials")
        assert told == await session_of(api, client_id)
        assert "retryAt" not in told, "never by itself"
        assert {"name", "seen", "means", "todo", "since", "tone", "isStuck"} <= set(told)

        server.rules.password = "wrong"
        answer = await api.post(f"/api/v1/clients/{client_id}/try")
        assert (answer.json()["state"], answer.json()["means"]) == ("ready", "Logged in.")
        assert await heard(ear, "ready")


async def test_saving_again_does_not_send_again_what_was_refused(
    app: App, api: httpx2.AsyncClient, server: ImitatedQbittorrent
) -> None:
    client_id = await add(api, server, "wrong")
    await app.report.run()
    stored = (await api.get("/api/v1/settings/adapters?role=download_client")).json()
    same = next(one for one in stored if one["id"] == client_id)
    for _ in range(6):
        assert (await api.put(f"/api/v1/settings/adapters/{client_id}", json=same)).is_success
        tested = await api.post("/api/v1/settings/adapters/test", json=same)
        assert tested.json()["ok"] is False
        await app.report.run()
    assert server.door.logins == 1


async def test_settings_that_can_not_work_are_not_stored(
    app: App, api: httpx2.AsyncClient, server: ImitatedQbittorrent
) -> None:
    settings = {"url": f"{server.url}/api/v2"}
    body = {"role": "download_client", "kind": "qbittorrent", "name": "qB", "settings": settings}
    before = (await api.get("/api/v1/settings/adapters")).json()
    answer = await api.post("/api/v1/settings/adapters", json=body)
    assert (answer.status_code, answer.json()["field"]) == (400, "url")
    assert (await api.get("/api/v1/settings/adapters")).json() == before
    assert server.seen == []


async def test_there_must_be_a_session_to_try(app: App, api: httpx2.AsyncClient) -> None:
    assert (await api.post("/api/v1/clients/999/try")).status_code == 404
    fake = app.world.clients.all()[0]
    assert (await api.post(f"/api/v1/clients/{fake.id}/try")).status_code == 409


def test_every_state_has_its_words() -> None:
    assert set(WORDS) == set(Phase)
