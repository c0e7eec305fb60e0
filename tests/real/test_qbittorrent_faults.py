"""A real qBittorrent that is down, restarted, or does not like our password."""

from pathlib import Path

import pytest

from neonarr.lab.checks import problems
from tests.kit.counting_proxy import CountingProxy
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import EventStream, Home, Refusal, Running, torrents_of
from tests.kit.shop import Shop
from tests.kit.waiting import until_now

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]


def said_of(server: Running, name: str) -> tuple[str, str]:
    """Status and message of that download client in /health."""
    [found] = [c for c in server.health("download_client") if name in c["name"]]
    return found["status"], found["message"]


def test_down_at_the_start_it_recovers_by_itself(home: Home, shop: Shop, tmp_path: Path) -> None:
    client = PrivateQbittorrent(tmp_path / "late")
    home.use(client)
    good = shop.film()

    server = home.start()
    status, message = said_of(server, "qBittorrent")
    download_id = server.grab(good)
    waiting = server.wait_for(download_id, lambda d: d.get("errorMessage"))
    with client:
        done = server.imported(download_id)
        until_now(lambda: said_of(server, "qBittorrent")[0] == "ok")

        assert status == "error"
        assert f"127.0.0.1:{client.port}" in message
        assert waiting["status"] == "queued"
        assert "qBittorrent" in waiting["errorMessage"]
        assert problems(done, good.files) == []
        assert "errorMessage" not in done
        assert torrents_of(client) == {good.info_hash}


def test_restarted_in_the_middle_of_a_download(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent
) -> None:
    home.use(qbittorrent)
    good = shop.film(megabytes=10, limit_bytes_s=1_000_000)
    server = home.start()
    download_id = server.grab(good)
    server.wait_for(download_id, lambda d: d["progress"] >= 20)

    qbittorrent.stop()
    shop.seeder.set_limit(0)
    until_now(lambda: said_of(server, "qBittorrent")[0] == "error")
    down = server.download(download_id)
    qbittorrent.start()
    done = server.imported(download_id)

    assert down["status"] == "downloading", "no answer is not the loss of the torrent"
    assert problems(done, good.files) == []
    assert torrents_of(qbittorrent) == {good.info_hash}
    stream = EventStream(server.url, "0")
    until_now(lambda: "imported" in states(stream, download_id))
    stream.close()
    assert "warning" not in states(stream, download_id)


def states(stream: EventStream, download_id: str) -> list[str]:
    return [state for _, state in stream.states(download_id)]


def retries(server: Running, download_id: str) -> bool:
    """False while the try before is under way."""
    try:
        server.post(f"/api/v1/download/retry/{download_id}")
    except Refusal as refusal:
        assert refusal.status == 409
        return False
    return True


def test_a_wrong_password_is_sent_once_and_named(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent
) -> None:
    good = shop.film()
    with CountingProxy(qbittorrent.url) as proxy:
        home.use(qbittorrent, password="not the password")
        server = home.start(QBITTORRENT_URL=proxy.url)
        download_id = server.grab(good)
        waiting = server.wait_for(download_id, lambda d: d.get("errorMessage"))
        until_now(lambda: said_of(server, "qBittorrent")[0] == "error")
        for _ in range(3):
            until_now(lambda: retries(server, download_id))
        status, message = said_of(server, "qBittorrent")
        server.terminate()
        again = home.start(QBITTORRENT_URL=proxy.url)
        until_now(lambda: said_of(again, "qBittorrent")[0] == "error")
        again.terminate()

        assert proxy.count("/auth/login") == 1, "not even after a restart of ours"
        assert status == "error"
        assert "password" in message
        assert "password" in waiting["errorMessage"]
        assert "not the password" not in message + server.said()

        right = home.start(QBITTORRENT_PASSWORD=qbittorrent.password)
        done = right.imported(download_id)
        assert problems(done, good.files) == []


def as_set(client: PrivateQbittorrent, name: str) -> dict[str, object]:
    """As a person adds it on the Settings page."""
    asked = {"url": client.url, "username": client.username, "password": client.password}
    return {"role": "download_client", "kind": "qbittorrent", "name": name, "settings": asked}


def test_deleted_in_the_middle_of_a_download_and_added_anew(
    home: Home, shop: Shop, qbittorrent: PrivateQbittorrent, tmp_path: Path
) -> None:
    good = shop.film(megabytes=10, limit_bytes_s=1_000_000)
    adapters, server = "/api/v1/settings/adapters", home.start()
    first = server.post(adapters, as_set(qbittorrent, "First"))["id"]
    download_id = server.grab(good)
    server.wait_for(download_id, lambda d: d["status"] == "downloading")
    server.delete(f"{adapters}/{first}")
    with PrivateQbittorrent(tmp_path / "other") as other:
        second = server.post(adapters, as_set(other, "Other"))["id"]
        lonely = server.wait_for(download_id, lambda d: d["status"] == "warning")
        server.post(adapters, as_set(qbittorrent, "First"))
        done = server.imported(download_id)
        assert torrents_of(other) == set()

    assert second != first
    assert "not configured any more" in lonely["errorMessage"]
    assert problems(done, good.files) == []
