"""/api/v1/import: candidates, and importing them."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from neonarr.acquisitions.events import latest_events
from neonarr.acquisitions.verdicts import blocklist
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.model import Download, DownloadState
from neonarr.search.query import Query
from tests.kit.app import App
from tests.kit.black_film import write_black_film
from tests.kit.world import album_files, film_bytes
from tests.web.test_downloads import check_wire

pytestmark = pytest.mark.anyio
PLACE = "/api/v1/import"
BEST = "Heat.1995.1080p.BluRay.x264-BAD"


def downloads(app: App) -> Path:
    return Path(app.inside.preferences.value.downloads_dir)


async def candidates(api: httpx2.AsyncClient, path: Path | str) -> dict[str, dict[str, Any]]:
    answer = await api.get(f"{PLACE}/candidates", params={"path": str(path)})
    assert answer.status_code == 200, answer.text
    check_wire(answer.json())
    return {one["name"]: one for one in answer.json()["candidates"]}


async def order(api: httpx2.AsyncClient, *orders: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await api.post(PLACE, json={"imports": list(orders)})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


async def grabbed(api: httpx2.AsyncClient, app: App, film: bytes) -> dict[str, Any]:
    app.outside.offer(BEST, {"film.mkv": film})
    [answer] = await app.world.search.ask_all(Query(BEST))
    [release] = [one for one in answer.releases if one.title == BEST]
    body = {"guid": release.guid, "indexerId": release.indexer_id}
    return dict((await api.post("/api/v3/download", json=body)).json())


async def test_a_folder_is_looked_through_and_guessed(api: httpx2.AsyncClient, app: App) -> None:
    top = downloads(app)
    (top / "Heat.1995.1080p.BluRay.x264-GRP").mkdir()
    (top / "Heat.1995.1080p.BluRay.x264-GRP" / "heat.mkv").write_bytes(film_bytes())
    album = top / "The Testers - On Tape (2021) [FLAC]"
    album.mkdir()
    for name, data in album_files().items():
        (album / name).write_bytes(data)
    (top / "xyz.mkv").write_bytes(film_bytes())
    (top / "notes.txt").write_text("mine")
    await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995})

    found = await candidates(api, top)

    assert {name: one["confidence"] for name, one in found.items()} == {
        "Heat.1995.1080p.BluRay.x264-GRP": "high",
        "The Testers - On Tape (2021) [FLAC]": "medium",
        "xyz.mkv": "low",
    }
    heat = found["Heat.1995.1080p.BluRay.x264-GRP"]["guess"]
    assert heat["itemId"] and heat["quality"] == "Bluray-1080p"
    inside = await candidates(api, album)
    assert list(inside) == [album.name], "tracks are not films: their folder is one thing"


async def test_orders_are_imported_and_the_downloads_left_alone(
    api: httpx2.AsyncClient, app: App
) -> None:
    top = downloads(app)
    (top / "heat.mkv").write_bytes(film_bytes())
    found = (await candidates(api, top))["heat.mkv"]
    what = {"id": found["id"], "kind": "movie", "title": "Heat", "year": 1995}
    bad = {**what, "quality": "Best"}
    nothing = {**what, "id": f"folder:{top}/gone.mkv"}

    results = await order(api, bad, {**what, "quality": "DVD"}, what, nothing)
    await app.settle()

    assert [one["success"] for one in results] == [False, True, True, False]
    assert results[0]["field"] == "quality"
    assert results[1]["downloadId"] == results[2]["downloadId"], "asked twice, done once"
    story = (await api.get(f"/api/v3/download/{results[1]['downloadId']}")).json()
    assert (story["status"], story["quality"]) == ("imported", "DVD")
    assert list(app.outside.library()) == ["Heat (1995)/Heat (1995) [DVD].mkv"]
    assert (top / "heat.mkv").read_bytes() == film_bytes()
    assert await candidates(api, top) == {}, "what is imported is not offered again"
    [again] = await order(api, what)
    assert not again["success"]


async def test_a_release_that_failed_is_imported_on_a_persons_word(
    api: httpx2.AsyncClient, app: App, tmp_path: Path
) -> None:
    small = tmp_path / "small.mkv"
    write_black_film(small, width=640, height=360)
    made = await grabbed(api, app, small.read_bytes())
    await app.settle()
    for offered in list(app.outside.offers):
        app.outside.finish(offered)
    await app.settle()
    failed = (await api.get(f"{PLACE}/candidates")).json()["candidates"]

    [one] = failed
    asked = {"downloadId": made["id"]}
    assert (await api.get(f"{PLACE}/candidates", params=asked)).json()["candidates"] == failed
    missing = await api.get(f"{PLACE}/candidates", params={"downloadId": "x"})
    assert missing.status_code == 404
    assert one["id"] == f"download:{made['id']}"
    assert "640 × 360" in one["reasons"][0]
    wanted = {"id": one["id"], "itemId": one["guess"]["itemId"], "quality": "SDTV"}
    [result] = await order(api, wanted)
    [twice] = await order(api, wanted)
    await app.settle()

    assert result["success"] and result["downloadId"] == made["id"] == twice["downloadId"]
    story = (await api.get(f"/api/v3/download/{made['id']}")).json()
    assert story["status"] == "imported"
    assert "640 × 360" in story["errorMessage"], "the note stays"
    assert (await api.get(f"{PLACE}/candidates")).json()["candidates"] == []
    told = await app.world.db.read(latest_events, 20)
    assert "Imported by hand." in [event.message for event in told]


async def test_only_what_lies_below_the_downloads_folder_is_anybodys_business(
    api: httpx2.AsyncClient, app: App, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "Heat.1995.mkv").write_bytes(film_bytes())
    (downloads(app) / "way out").symlink_to(secret)
    for path in (str(secret), f"{downloads(app)}/../secret", f"{downloads(app)}/way out", "x", "/"):
        answer = await api.get(f"{PLACE}/candidates", params={"path": path})
        assert (answer.status_code, answer.json()["field"]) == (400, "path"), path
        [result] = await order(
            api, {"id": f"folder:{path}/Heat.1995.mkv", "kind": "movie", "title": "Heat"}
        )
        assert not result["success"], path
    gone = await api.get(f"{PLACE}/candidates", params={"path": f"{downloads(app)}/gone"})
    assert gone.status_code == 404


async def test_what_is_still_coming_in_is_neither_offered_nor_taken(
    api: httpx2.AsyncClient, app: App
) -> None:
    await grabbed(api, app, film_bytes())
    await app.settle()
    [held] = app.outside.client.held.values()
    folder = Path(held.save_path) / BEST
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "half.mkv").write_bytes(film_bytes())

    assert await candidates(api, folder.parent) == {}
    [result] = await order(
        api, {"id": f"folder:{folder}", "kind": "movie", "title": "Heat", "year": 1995}
    )
    assert "story of its own" in result["error"]


async def test_what_fails_by_hand_can_be_tried_again(api: httpx2.AsyncClient, app: App) -> None:
    folder = downloads(app) / "Heat.1995.1080p.BluRay.x264-GRP"
    folder.mkdir()
    (folder / "heat.mkv").write_bytes(b"no film at all")
    [result] = await order(
        api, {"id": f"folder:{folder}", "kind": "movie", "title": "Heat", "year": 1995}
    )
    await app.settle()
    [failed] = (await api.get(f"{PLACE}/candidates")).json()["candidates"]
    assert failed["id"] == f"download:{result['downloadId']}"
    assert "No readable video" in failed["reasons"][0]

    blocked = await app.world.db.read(blocklist, app.world.clock.now())
    assert blocked.names == frozenset(), "a folder of somebody's is no release"

    (folder / "heat.mkv").write_bytes(film_bytes())
    answer = await api.post(f"/api/v1/download/retry/{result['downloadId']}")
    assert answer.status_code == 200, answer.text
    await app.settle()

    assert list(app.outside.library()) == ["Heat (1995)/Heat (1995) [Unknown].mkv"]


async def test_a_torrent_somebody_added_in_our_category_is_offered_and_left_alone(
    api: httpx2.AsyncClient, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, folder = app.outside.client, downloads(app) / "theirs"
    folder.mkdir()
    (folder / "heat.mkv").write_bytes(film_bytes())
    mine = a_download("a" * 40, "Heat.1995.1080p.BluRay.x264-GRP", str(folder), "neonarr-movies")
    other = a_download("b" * 40, "Linux", str(folder), "isos")

    async def finished(limit: int) -> list[Download]:
        return [mine, other][:limit]

    monkeypatch.setattr(client, "finished", finished, raising=False)
    monkeypatch.setattr(client, "setup", finished, raising=False)
    [one] = (await api.get(f"{PLACE}/candidates")).json()["candidates"]
    assert (one["source"], one["name"]) == ("torrent", mine.name)
    assert "added it to Fake" in one["reasons"][0]

    what = {"kind": "movie", "title": "Heat", "year": 1995, "quality": "Bluray-1080p"}
    [result] = await order(api, {"id": one["id"], **what})
    [twice] = await order(api, {"id": one["id"], **what})
    await app.settle()

    assert result["success"] and result == twice
    assert list(app.outside.library()) == ["Heat (1995)/Heat (1995) [Bluray-1080p].mkv"]
    assert (await api.get(f"{PLACE}/candidates")).json()["candidates"] == []
    assert (folder / "heat.mkv").exists()
    [gone] = await order(api, {"id": f"torrent:{'c' * 40}", **what})
    assert not gone["success"]


def a_download(info_hash: str, name: str, path: str, category: str) -> Download:
    return Download(
        info_hash=InfoHash(info_hash),
        name=name,
        state=DownloadState.COMPLETE,
        progress=Percent(100),
        size=Bytes(1),
        done=Bytes(1),
        down_speed=Bytes(0),
        up_speed=Bytes(0),
        eta_s=None,
        seeds=0,
        peers=0,
        ratio=0,
        seeding_s=0,
        save_path=path,
        content_path=path,
        category=category,
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"id": "x", "kind": "movie", "title": "Heat"}, "id"),
        ({"id": "folder:/x", "kind": "movie"}, "title"),
        ({"id": "folder:/x", "kind": "album", "title": "Blue"}, "artist"),
    ],
)
async def test_what_is_missing_is_named(
    api: httpx2.AsyncClient, body: dict[str, Any], field: str
) -> None:
    [result] = await order(api, body)
    assert (result["success"], result["field"]) == (False, field)


async def test_what_lies_in_the_downloads_folder_without_a_download_is_offered(
    api: httpx2.AsyncClient, app: App
) -> None:
    top = downloads(app)
    inner = top / "neonarr-movies" / "Heat.1995.1080p.BluRay.x264-GRP"
    inner.mkdir(parents=True)
    (inner / "heat.mkv").write_bytes(film_bytes())
    (top / "Ronin.1998.mkv").write_bytes(film_bytes())
    await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995})

    found = (await api.get(f"{PLACE}/candidates")).json()["candidates"]

    by_name = {one["name"]: one for one in found}
    assert set(by_name) == {inner.name, "Ronin.1998.mkv"}
    heat = by_name[inner.name]
    assert (heat["id"], heat["confidence"]) == (f"folder:{inner}", "medium")
    assert heat["guess"]["slots"] == ["main"]
    assert "no download is about it" in heat["reasons"][0]

    [result] = await order(api, {"id": heat["id"], "itemId": heat["guess"]["itemId"]})
    await app.settle()
    left = (await api.get(f"{PLACE}/candidates")).json()["candidates"]

    assert result["success"] and [one["name"] for one in left] == ["Ronin.1998.mkv"]
    assert (inner / "heat.mkv").exists()


async def test_what_a_download_that_just_began_may_be_writing_is_not_offered(
    api: httpx2.AsyncClient, app: App
) -> None:
    await grabbed(api, app, film_bytes())
    folder = downloads(app) / "neonarr-movies" / "half"
    folder.mkdir(parents=True)
    (folder / "half.mkv").write_bytes(film_bytes())
    await app.settle()
    app.world.live.put({}, set())

    assert (await api.get(f"{PLACE}/candidates")).json()["candidates"] == []
