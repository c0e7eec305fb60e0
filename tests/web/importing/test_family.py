"""Importing by hand as clients of Radarr do it: raw, typed, and over a socket."""

from pathlib import Path
from typing import Any

import httpx2
import pyarr
import pytest
import radarr
from pytest import MonkeyPatch

from neonarr.settings.store import setting_value
from neonarr.web.family.importing import command
from tests.kit.app import API_KEY, App
from tests.kit.world import film_bytes
from tests.web.importing.test_by_hand import BEST, a_download, downloads
from tests.web.reading import sentence
from tests.web.serving import served

pytestmark = pytest.mark.anyio
LIST, COMMAND = "/api/v3/manualimport", "/api/v3/command"
NAME = "Heat.1995.1080p.BluRay.x264-GRP"


@pytest.fixture
def folder(app: App) -> Path:
    made = downloads(app) / NAME
    made.mkdir()
    (made / "heat.mkv").write_bytes(film_bytes())
    return made


@pytest.fixture
async def heat(api: httpx2.AsyncClient) -> int:
    made = await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995})
    return int(made.json()["id"])


async def listed(api: httpx2.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    """Every one as the typed client takes it."""
    answer = await api.get(LIST, params=asked)
    assert answer.status_code == 200, answer.text
    for one in answer.json():
        assert radarr.ManualImportResource.from_dict(one)
    return list(answer.json())


async def given(api: httpx2.AsyncClient, *files: dict[str, Any]) -> dict[str, Any]:
    answer = await api.post(COMMAND, json={"name": "manualimport", "files": list(files)})
    assert answer.status_code == 201, answer.text
    assert radarr.CommandResource.from_dict(answer.json())
    return dict(answer.json())


async def test_what_lies_in_a_folder_is_listed_and_imported(
    api: httpx2.AsyncClient, app: App, folder: Path, heat: int
) -> None:
    [one] = await listed(api, folder=str(folder.parent))
    assert (one["path"], one["relativePath"], one["rejections"]) == (str(folder), NAME, [])
    assert one["movie"]["id"] == heat
    assert one["quality"]["quality"] == {**one["quality"]["quality"], "name": "Bluray-1080p"}

    quality = {"quality": {"id": 2, "name": "DVD"}, "revision": {"version": 1}}
    wanted = {**one, "movieId": heat, "quality": quality}
    started = await given(api, wanted)
    assert (started["status"], started["result"]) == ("started", "unknown")
    await app.settle()
    over = (await api.get(f"{COMMAND}/{started['id']}")).json()

    assert (over["status"], over["result"], over["id"]) == ("completed", "successful", 1)
    assert over["message"] == "1 of 1 imported." and over["ended"]
    assert (await api.get(COMMAND)).json() == [over]
    assert list(app.outside.library()) == ["Heat (1995)/Heat (1995) [DVD].mkv"]
    assert await listed(api, folder=str(folder.parent)) == []
    assert (folder / "heat.mkv").exists()


async def test_what_the_name_of_a_release_says_is_told(
    api: httpx2.AsyncClient, app: App, folder: Path, heat: int
) -> None:
    folder.rename(folder.with_name("Heat.1995.FRENCH.REPACK.1080p.BluRay.x264-GRP"))
    repack = {"implementation": "ReleaseTitleSpecification", "name": "R", "negate": False}
    repack |= {"required": True, "fields": [{"name": "value", "value": "REPACK"}]}
    made = await api.post(
        "/api/v3/customformat", json={"name": "Again", "specifications": [repack]}
    )
    assert made.status_code == 201

    [one] = await listed(api, folder=str(folder.parent))

    assert one["quality"]["revision"] == {"version": 2, "real": 0, "isRepack": True}
    assert [spoken["name"] for spoken in one["languages"]] == ["French"]
    assert (one["releaseGroup"], one["customFormatScore"]) == ("GRP", 0)
    assert [met["name"] for met in one["customFormats"]] == ["Again"]


async def test_without_a_folder_everything_that_waits_is_listed(
    api: httpx2.AsyncClient, app: App, folder: Path
) -> None:
    (downloads(app) / "xyz.mkv").write_bytes(film_bytes())

    first, second = await listed(api)

    assert first["path"] == str(folder) and "movie" not in first
    reasons = [one["reason"] for one in first["rejections"]]
    assert any("The library has nothing of that name" in reason for reason in reasons)
    assert second["quality"]["quality"]["name"] == "Unknown"


async def test_another_guess_is_looked_at_again(
    api: httpx2.AsyncClient, folder: Path, heat: int, app: App
) -> None:
    (downloads(app) / "xyz.mkv").write_bytes(film_bytes())
    [heats, unknown] = await listed(api, folder=str(folder.parent))
    assert unknown["rejections"]

    said = [{**unknown, "movieId": heat, "quality": {"quality": {"id": 7}}}, heats]
    answer = await api.post(LIST, json=said)
    [again, same] = answer.json()
    all_heat = await listed(api, folder=str(folder.parent), movieId=heat)

    assert answer.status_code == 200 and app.outside.library() == {}
    assert (again["movie"]["id"], again["rejections"]) == (heat, [])
    assert again["quality"]["quality"]["name"] == "Bluray-1080p"
    assert same["path"] == heats["path"]
    assert [one["movie"]["id"] for one in all_heat] == [heat, heat]


async def test_a_torrent_added_by_hand_is_known_by_its_hash(
    api: httpx2.AsyncClient, app: App, folder: Path, heat: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = a_download("a" * 40, NAME, str(folder), "neonarr-movies")

    async def finished(limit: int) -> list[Any]:
        return [mine][:limit]

    monkeypatch.setattr(app.outside.client, "finished", finished, raising=False)
    monkeypatch.setattr(app.outside.client, "setup", finished, raising=False)
    [one] = await listed(api, downloadId="A" * 40)
    assert one["downloadId"] == "A" * 40

    await given(api, {"path": one["path"], "downloadId": one["downloadId"], "movieId": heat})
    await app.settle()

    assert list(app.outside.library()) == ["Heat (1995)/Heat (1995) [Unknown].mkv"]
    assert await listed(api, downloadId="A" * 40) == []


async def test_what_can_not_be_imported_leaves_the_rest_alone(
    api: httpx2.AsyncClient, app: App, folder: Path, heat: int
) -> None:
    secret = app.inside.data_dir
    over = await given(
        api,
        {"path": str(folder), "movieId": heat},
        {"path": str(folder)},
        {"path": secret, "movieId": heat},
        {"path": f"{folder}/gone.mkv", "movieId": heat},
        {"path": str(folder), "downloadId": "b" * 40, "movieId": heat},
    )
    await app.settle()
    over = (await api.get(f"{COMMAND}/{over['id']}")).json()

    assert (over["status"], over["result"]) == ("failed", "unsuccessful")
    for part in ("movieId must say", "below the downloads folder", "does not exist", "b" * 40):
        assert part in over["message"]
    assert len(app.outside.library()) == 1


async def test_a_failed_import_is_told_by_its_command(
    api: httpx2.AsyncClient, app: App, heat: int
) -> None:
    (downloads(app) / "bad.mkv").write_bytes(b"no film")
    one = await given(api, {"path": f"{downloads(app)}/bad.mkv", "movieId": heat})
    await app.settle()

    over = (await api.get(f"{COMMAND}/{one['id']}")).json()

    assert over["status"] == "failed" and "No readable video" in over["message"]


async def test_the_last_commands_are_remembered_in_the_database(
    app_on_each: App, monkeypatch: MonkeyPatch
) -> None:
    """Where every server that shares it finds them."""
    monkeypatch.setattr(command, "MOST_REMEMBERED", 2)
    async with app_on_each.with_key() as api:
        for _ in range(3):
            await given(api, {"path": f"{downloads(app_on_each)}/gone.mkv", "movieId": 1})

        assert [told["id"] for told in (await api.get(COMMAND)).json()] == [3, 2]
        assert (await api.get(f"{COMMAND}/1")).status_code == 404
    stored = await app_on_each.world.db.read(setting_value, command.KEPT)
    assert [one["id"] for one in stored] == [2, 3]


@pytest.mark.parametrize(
    ("method", "place", "body", "field"),
    [
        ("get", f"{LIST}?folder=/etc", None, "folder"),
        ("get", f"{LIST}?folder=DOWNLOADS&movieId=99", None, "movieId"),
        ("post", LIST, [{"path": "/etc"}], "path"),
        ("post", LIST, [{"path": "DOWNLOADS", "movieId": 99}], "movieId"),
        ("post", COMMAND, {"name": "Backup"}, "name"),
        ("post", COMMAND, {"name": "ManualImport"}, "files"),
    ],
)
@pytest.mark.usefixtures("folder")
async def test_what_is_wrong_is_named(
    api: httpx2.AsyncClient, app: App, method: str, place: str, body: Any, field: str
) -> None:
    top = str(downloads(app))
    if isinstance(body, list):
        body = [{**body[0], "path": body[0]["path"].replace("DOWNLOADS", top)}]
    answer = await api.request(method, place.replace("DOWNLOADS", top), json=body)
    assert answer.status_code == 400, answer.text
    assert field in sentence(answer)
    assert (await api.get(f"{COMMAND}/77")).status_code == 404


def test_pyarr_imports_by_hand(tmp_path: Path) -> None:
    with served(tmp_path) as url:
        client = pyarr.RadarrAPI(url, API_KEY)
        movie = client.add_movie(
            {"title": "Heat", "year": 1995, "tmdbId": 949},
            root_dir="/movies",
            quality_profile_id=1,
            search_for_movie=False,
            monitored=False,
        )
        top = tmp_path / "downloads"
        (top / f"{BEST}.mkv").write_bytes(film_bytes())
        [one] = client.get_manual_import(str(top))
        assert (one["name"], one["movie"]["id"]) == (BEST, movie["id"])
        command = client.post_command("ManualImport", files=[{**one, "movieId": movie["id"]}])
        assert client.get_command(command["id"])["name"] == "ManualImport"
        client.session.close()
