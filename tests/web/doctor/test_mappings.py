"""Remote path mappings through both families of the API."""

from typing import Any

import httpx2
import pytest

from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from tests.kit.app import App
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio
OURS, FAMILY = "/api/v1/settings/mappings", "/api/v3/remotepathmapping"


async def client_id(app: App) -> int:
    [fake, *_] = await app.world.db.read(settings.adapters, Role.DOWNLOAD_CLIENT)
    return int(fake.id)


async def test_one_is_made_changed_and_deleted(app: App, api: httpx2.AsyncClient) -> None:
    body: dict[str, Any] = {
        "clientId": await client_id(app),
        "remotePath": "/downloads/",
        "localPath": "/mnt/qb",
    }
    made = await api.post(OURS, json=body)
    assert made.status_code == 201
    one = made.json()
    assert one == {
        **body,
        "id": one["id"],
        "remotePath": "/downloads",
        "client": "Fake download_client",
    }
    changed = await api.put(f"{OURS}/{one['id']}", json={**body, "localPath": "/mnt/other"})
    assert changed.status_code == 200
    assert (await api.get(OURS)).json() == [{**one, "localPath": "/mnt/other"}]
    assert (await api.delete(f"{OURS}/{one['id']}")).status_code == 200
    assert (await api.delete(f"{OURS}/{one['id']}")).status_code == 404
    assert (await api.get(OURS)).json() == []


async def test_bad_ones_change_nothing(app: App, api: httpx2.AsyncClient) -> None:
    fine = {"clientId": await client_id(app), "remotePath": "/data", "localPath": "/mnt"}
    await api.post(OURS, json=fine)
    library = app.inside.preferences.value.movies_dir
    for change, field in (
        ({"clientId": 99}, "clientId"),
        ({"remotePath": "/data/"}, "remotePath"),
        ({"remotePath": "/other/.."}, "remotePath"),
        ({"remotePath": "/other", "localPath": f"{library}/in"}, "localPath"),
        ({"remotePath": "/other", "localPath": "mnt"}, "localPath"),
    ):
        refused = await api.post(OURS, json={**fine, **change})
        assert refused.status_code == 400 and refused.json()["field"] == field, refused.text
        sentence(refused)
    assert len((await api.get(OURS)).json()) == 1
    assert (await api.put(f"{OURS}/99", json=fine)).status_code == 404


async def test_the_family_names_a_client_by_its_host(app: App, api: httpx2.AsyncClient) -> None:
    made = await api.post(
        FAMILY, json={"Host": "127.0.0.1", "remotePath": "C:\\Films\\", "localPath": "/mnt/f/"}
    )
    assert made.status_code == 201, made.text
    one = made.json()
    assert one == {
        "id": one["id"],
        "host": "127.0.0.1",
        "remotePath": "C:\\Films\\",
        "localPath": "/mnt/f/",
    }
    assert (await api.get(FAMILY)).json() == [one]
    assert (await api.get(f"{FAMILY}/{one['id']}")).json() == one
    moved = await api.put(f"{FAMILY}/{one['id']}", json={**one, "localPath": "/mnt/g/"})
    assert moved.status_code == 202 and moved.json()["localPath"] == "/mnt/g/"
    assert (await api.get(OURS)).json()[0]["localPath"] == "/mnt/g"
    refused = await api.post(
        FAMILY, json={"host": "elsewhere", "remotePath": "/a", "localPath": "/b"}
    )
    assert refused.status_code == 400
    assert refused.json()[0]["propertyName"] == "host" and "127.0.0.1" in sentence(refused)
    assert (await api.delete(f"{FAMILY}/{one['id']}")).status_code == 200
    assert (await api.get(f"{FAMILY}/{one['id']}")).status_code == 404
