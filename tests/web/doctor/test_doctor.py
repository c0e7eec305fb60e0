"""The doctor through the API: look, look again, act."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.model import AddOptions
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import TorrentEntry
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from tests.kit.app import App
from tests.kit.fake_download_client import Held
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio
DOCTOR = "/api/v1/doctor"


def about(diagnosis: dict[str, Any], key: str) -> dict[str, Any]:
    return next(f for f in diagnosis["findings"] if f["key"] == key)


async def test_what_was_found_last_is_shown_until_it_looks_again(
    app: App, api: httpx2.AsyncClient
) -> None:
    first = (await api.get(DOCTOR)).json()
    assert first["severity"] == "notice" and not first["thorough"]
    app.outside.client.told = ClientSetup("1", "/nowhere/at/all")
    assert (await api.get(DOCTOR)).json() == first
    again = (await api.post(DOCTOR)).json()
    assert again["severity"] == "error" and again["thorough"]
    assert again["counts"]["error"] == 1
    light = (await api.post(DOCTOR, json={"Thorough": False})).json()
    assert not light["thorough"]


async def test_one_click_saves_the_mapping_and_looks_again(
    app: App, api: httpx2.AsyncClient, tmp_path: Path
) -> None:
    app.outside.client.told = ClientSetup("1", "/downloads")
    volume = tmp_path / "downloads" / "volume"
    (volume / "Heat").mkdir(parents=True)
    (volume / "Heat" / "film.mkv").write_bytes(b"1234567")
    app.outside.client.held[InfoHash("a" * 40)] = Held(
        name="Heat",
        files=(TorrentEntry("Heat/film.mkv", Bytes(7)),),
        save_path="/downloads",
        options=AddOptions(),
        is_stopped=False,
        progress=100.0,
    )
    found = about((await api.post(DOCTOR)).json(), "paths.mapping_found")
    done = await api.post(f"{DOCTOR}/act", json=found["action"])
    assert done.status_code == 200, done.text
    assert str(volume) in done.json()["message"]
    assert about(done.json()["diagnosis"], "paths")["severity"] == "ok"
    [mapping] = (await api.get("/api/v1/settings/mappings")).json()
    assert (mapping["remotePath"], mapping["localPath"]) == ("/downloads", str(volume))
    again = await api.post(f"{DOCTOR}/act", json=found["action"])
    assert again.status_code == 200, "it may be pressed twice"
    assert len((await api.get("/api/v1/settings/mappings")).json()) == 1


async def test_each_action_does_its_part(app: App, api: httpx2.AsyncClient) -> None:
    async def act(key: str, **parameters: Any) -> httpx2.Response:
        return await api.post(f"{DOCTOR}/act", json={"key": key, "parameters": parameters})

    assert (await act("hand_over_at_most", count=2)).status_code == 200
    assert app.inside.preferences.value.max_active_downloads == 2
    await app.inside.preferences.change(app.world.db, {"import_mode": "hardlink_only"})
    assert (await act("allow_copies")).status_code == 200
    assert app.inside.preferences.value.import_mode.value == "prefer_hardlink"
    fresh = app.outside.folder / "films"
    await app.inside.preferences.change(app.world.db, {"movies_dir": str(fresh)})
    assert (await act("accept_root", path=str(fresh))).status_code == 409
    assert (await act("make_folder", path=str(fresh))).status_code == 200
    assert fresh.is_dir()
    assert (await act("accept_root", path=str(fresh))).status_code == 200
    [indexer, *_] = await app.world.db.read(settings.adapters, Role.INDEXER)
    assert (await act("ask_again", adapterId=indexer.id)).status_code == 200


@pytest.mark.parametrize(
    ("key", "parameters", "status"),
    [
        ("format_disk", {}, 400),
        ("save_mapping", {}, 400),
        ("save_mapping", {"clientId": 1, "remotePath": "/a/..", "localPath": "/b"}, 400),
        ("save_mapping", {"clientId": 99, "remotePath": "/a", "localPath": "/b"}, 404),
        ("save_mapping", {"clientId": True, "remotePath": "/a", "localPath": "/b"}, 400),
        ("make_folder", {"path": "/etc/neonarr"}, 400),
        ("make_folder", {"path": "\0"}, 400),
        ("accept_root", {"path": "/"}, 400),
        ("hand_over_at_most", {"count": 0}, 400),
        ("hand_over_at_most", {"count": "2"}, 400),
        ("try_again", {"clientId": 99}, 404),
    ],
)
async def test_bad_actions_are_refused_in_words(
    api: httpx2.AsyncClient, key: str, parameters: dict[str, Any], status: int
) -> None:
    refused = await api.post(f"{DOCTOR}/act", json={"key": key, "parameters": parameters})
    assert refused.status_code == status
    sentence(refused)


async def test_nobody_looks_or_acts_without_a_proof(app: App) -> None:
    async with app.anonymous() as stranger:
        assert (await stranger.get(DOCTOR)).status_code == 401
        assert (await stranger.post(DOCTOR)).status_code == 401
        assert (await stranger.post(f"{DOCTOR}/act", json={"key": "x"})).status_code == 401
