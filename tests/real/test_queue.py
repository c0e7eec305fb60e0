"""The queue, and what comes after the import, on the pages of a real server with real clients:
what a person says there is in force in the client."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.kit.browser import chromium
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import API_KEY, ENDED, Home, Refusal, Running, files
from tests.kit.shop import Shop
from tests.kit.transmission import Caller, PrivateTransmission
from tests.kit.waiting import until_now

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from qbittorrentapi import Client

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]

SLOW = 20_000
"""Bytes per second: a download that does not end while a test looks at it."""
OPEN = {"rpc-authentication-required": False}
"""For a look past the server."""
BOTH = "deleteFiles=true&removeTorrent=true"


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as running:
        yield running


@pytest.fixture
def home(home: Home) -> Home:
    """Its indexer is not fixed by the environment."""
    home.env.clear()
    return home


@pytest.fixture
def server(home: Home, qbittorrent: PrivateQbittorrent, shop: Shop) -> Running:
    home.use(qbittorrent)
    started = home.start()
    indexer(started, shop)
    return started


@pytest.fixture
def page(browser: "Browser", server: Running) -> Iterator["Page"]:
    context = browser.new_context(extra_http_headers={"X-Api-Key": API_KEY})
    yield context.new_page()
    context.close()


@pytest.fixture
def client(qbittorrent: PrivateQbittorrent) -> Iterator["Client"]:
    """What qBittorrent itself says, past the server."""
    import qbittorrentapi

    told = {"username": qbittorrent.username, "password": qbittorrent.password}
    with qbittorrentapi.Client(host=qbittorrent.url, **told) as connected:
        yield connected


def indexer(server: Running, shop: Shop, **wishes: Any) -> None:
    """The one indexer there is, with these wishes."""
    address = {"url": shop.env["TORZNAB_URL"], "apiKey": shop.env["TORZNAB_API_KEY"]}
    body = {"role": "indexer", "kind": "torznab", "name": "Shop", "settings": address | wishes}
    kept = server.get("/api/v1/settings/adapters?role=indexer")
    if kept:
        server.put(f"/api/v1/settings/adapters/{kept[0]['id']}", body)
    else:
        server.post("/api/v1/settings/adapters", body)


def is_gone(server: Running, item_id: int) -> bool:
    try:
        server.get(f"/api/v1/items/{item_id}/versions")
    except Refusal as refusal:
        return refusal.status == 404
    return False


def test_a_speed_limit_and_its_schedule_are_in_force_when_saved(
    page: "Page", server: Running, client: "Client"
) -> None:
    page.goto(f"{server.url}/settings/downloads")
    page.get_by_label("Set the speed of every download client").check()
    page.get_by_label("Down, KiB/s", exact=True).fill("300")
    page.get_by_role("button", name="Save").click()
    page.locator(".toast").first.wait_for()
    until_now(lambda: client.transfer_download_limit() == 300 * 1024)

    page.get_by_label("Down while slowed, KiB/s").fill("70")
    page.get_by_label("Slowed from").fill("00:00")  # that is all day
    page.get_by_label("Slowed until").fill("23:59")
    page.get_by_role("button", name="Save").click()
    until_now(lambda: client.transfer_download_limit() == 70 * 1024)

    client.transfer_set_download_limit(0)  # a client that forgot it, told again
    until_now(lambda: client.transfer_download_limit() == 70 * 1024)


def test_ordered_paused_and_resumed(
    page: "Page", server: Running, client: "Client", shop: Shop
) -> None:
    from playwright.sync_api import expect

    server.put("/api/v1/settings/preferences", {"maxActiveDownloads": 1})
    goods = [shop.film(megabytes=3, limit_bytes_s=SLOW) for _ in range(3)]
    first, second, third = (server.grab(good) for good in goods)
    server.wait_for(first, lambda now: now["status"] == "downloading")
    page.goto(f"{server.url}/downloads?tab=moving")
    rows = page.locator("[data-download]")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("waits for its turn: 1 at once")

    rows.nth(2).locator('.actions [data-move="up"]').click()
    expect(rows.nth(1)).to_have_attribute("data-download", third)
    expect(page.locator("[data-moved]")).to_contain_text("is number 2 of 3 now.")

    page.get_by_role("button", name="Pause all").click()
    until_now(lambda: [one.state for one in client.torrents_info()] == ["pausedDL"])
    expect(page.get_by_text("All downloads are paused").first).to_be_visible()
    expect(rows.nth(1)).to_contain_text("it waits until they are resumed")
    assert page.get_by_role("button", name="Pause all").count() == 0

    page.get_by_role("button", name="Resume all").click()
    server.wait_for(first, lambda now: now["status"] == "downloading")
    server.delete(f"/api/v3/download/{first}?deleteFiles=true")
    server.wait_for(third, lambda now: now["status"] == "downloading")
    assert server.download(second)["status"] == "queued"


def test_what_is_owed_is_seeded_and_an_item_goes_with_all_that_is_its(
    page: "Page", server: Running, qbittorrent: PrivateQbittorrent, client: "Client", shop: Shop
) -> None:
    from playwright.sync_api import expect

    server.put("/api/v1/settings/preferences", {"removeTorrent": "after_import"})
    indexer(server, shop, shareRatio="5")
    film, other = shop.film(), shop.film()
    done = server.imported(server.grab(film))
    kept = server.imported(server.grab(other))
    limits = {t.hash: t.ratio_limit for t in client.torrents_info()}
    assert limits == {film.info_hash: 5, other.info_hash: 5}, "owed, so they were not removed"

    indexer(server, shop, shareRatio="7")
    until_now(lambda: all(t.ratio_limit == 7 for t in client.torrents_info()))

    page.goto(f"{server.url}/library")
    entry = page.locator(".entry").filter(has_text=done["label"])
    entry.get_by_role("button", name="Remove").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Also its files").check()
    dialog.get_by_label("Also its torrents").check()
    expect(dialog.get_by_text("removing it now is a hit and run")).to_be_visible()
    dialog.get_by_role("button", name="Yes, remove it").click()
    expect(entry).to_have_count(0)
    assert is_gone(server, done["movieId"])
    assert [t.hash for t in client.torrents_info()] == [other.info_hash]
    [name] = film.files.values()
    assert not list(qbittorrent.downloads.rglob(name))
    movies = Path(kept["importedPaths"][0]).parents[1]
    assert [path.name for path in (movies / ".recycle").rglob("*.mkv")] != []

    indexer(server, shop, shareRatio="0")  # all that is owed is given
    until_now(lambda: not client.torrents_info())
    assert all(Path(path).is_file() for path in kept["importedPaths"])


def test_the_built_in_engine_owes_as_well(home: Home, shop: Shop) -> None:
    server = home.start()
    server.put("/api/v1/settings/preferences", {"removeTorrent": "after_import"})
    indexer(server, shop, shareRatio="5")
    film, other = shop.film(), shop.film()
    done = server.imported(server.grab(film))
    server.imported(server.grab(other))
    told = server.get(f"/api/v1/items/{done['movieId']}/removal")
    assert "of 5.00" in told["torrents"][0]["owed"]

    server.delete(f"/api/v3/movie/{done['movieId']}?{BOTH}")
    until_now(lambda: is_gone(server, done["movieId"]))
    assert home.engine_torrents() == {other.info_hash}
    assert len([p for p in files(home.movies) if ".recycle" not in str(p)]) == 1

    indexer(server, shop, shareRatio="0")
    until_now(lambda: home.engine_torrents() == set())


def test_transmission_is_told_the_goal_and_owes_as_well(
    home: Home, shop: Shop, tmp_path: Path
) -> None:
    with PrivateTransmission(tmp_path / "transmission", OPEN) as client:
        server = home.start()
        indexer(server, shop, shareRatio="5")
        address = {"url": client.url}
        body = {"role": "download_client", "kind": "transmission", "name": "T", "priority": 1}
        server.post("/api/v1/settings/adapters", body | {"settings": address})
        server.put("/api/v1/settings/preferences", {"removeTorrent": "after_import"})
        film, caller = shop.film(), Caller(client.peer_port)
        download_id = server.grab(film)

        def is_imported(now: dict[str, Any]) -> bool:
            caller.give(*shop.shared[film.info_hash])
            return bool(now["status"] in ENDED)

        done = server.wait_for(download_id, is_imported, within_s=90)
        assert done["status"] == "imported", done
        assert goals(client) == {film.info_hash: 5}, "it is owed, so it was not removed"
        indexer(server, shop, shareRatio="7")
        until_now(lambda: goals(client) == {film.info_hash: 7})

        told = server.get(f"/api/v1/items/{done['movieId']}/removal")
        assert "of 7.00" in told["torrents"][0]["owed"]
        server.delete(f"/api/v3/movie/{done['movieId']}?{BOTH}")
        until_now(lambda: is_gone(server, done["movieId"]))
        assert goals(client) == {}


def goals(client: PrivateTransmission) -> dict[str, float]:
    """The ratio at which each of its torrents stops, as Transmission itself says."""
    told = client.ask("torrent-get", fields=["hashString", "seedRatioLimit"])["torrents"]
    return {one["hashString"]: one["seedRatioLimit"] for one in told}


def test_a_removal_goes_on_after_a_kill(
    home: Home, qbittorrent: PrivateQbittorrent, client: "Client", shop: Shop
) -> None:
    """The client is away, the server is killed, and it is done all the same in the end."""
    home.use(qbittorrent)
    server, film = home.start(), shop.film()
    indexer(server, shop)
    done = server.imported(server.grab(film))
    qbittorrent.stop()
    answer = server.delete(f"/api/v1/items/{done['movieId']}?{BOTH}")
    assert answer["message"]
    server.kill()
    qbittorrent.start()

    reborn = home.start()
    until_now(lambda: is_gone(reborn, done["movieId"]))
    assert film.info_hash not in {t.hash for t in client.torrents_info()}
    assert [path for path in files(home.movies) if ".recycle" not in str(path)] == []
