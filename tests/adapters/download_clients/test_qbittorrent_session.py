"""Logging in to a real qBittorrent: once, again when needed, and never into a ban."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from neonarr.adapters._qbittorrent.session import IDLE_S, LOOK_S
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.errors import Limited, Refused, Unintelligible, Unreachable
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.downloads.model import AddOptions
from neonarr.downloads.refusals import BAN_S
from neonarr.downloads.session import Phase
from tests.kit.counting_proxy import CountingProxy
from tests.kit.moved_clock import MovedClock
from tests.kit.qbittorrent import PrivateQbittorrent, free_port
from tests.kit.swarm import Swarm

pytestmark = [pytest.mark.anyio, pytest.mark.real]

SOME = InfoHash("ab" * 20)
LOGIN, VERSION = "/api/v2/auth/login", "/api/v2/app/webapiVersion"
OTHER_PORT = {"WebUI\\HostHeaderValidation": "false", "WebUI\\CSRFProtection": "false"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateQbittorrent]:
    with PrivateQbittorrent(tmp_path_factory.mktemp("q"), preferences=OTHER_PORT) as running:
        yield running


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@asynccontextmanager
async def client(
    url: str, clock: MovedClock, *, password: str = "correct horse", username: str = "admin"
) -> AsyncIterator[Qbittorrent]:
    settings = QbittorrentSettings(url, username, Secret(password), timeout_s=2)
    made = Qbittorrent("My qBittorrent", settings, clock)
    try:
        yield made
    finally:
        await made.close()


async def test_one_login_serves_many_calls(running: PrivateQbittorrent, clock: MovedClock) -> None:
    with CountingProxy(running.url) as proxy:
        async with client(proxy.url, clock) as qbittorrent:
            for _ in range(5):
                assert await qbittorrent.downloads([SOME]) == {}
                clock.move(IDLE_S - 1)
            assert proxy.count(LOGIN) == 1
            clock.move(IDLE_S)
            await qbittorrent.downloads([SOME])
            assert proxy.count(LOGIN) == 2


async def test_a_wrong_password_is_sent_once(
    running: PrivateQbittorrent, clock: MovedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with CountingProxy(running.url) as proxy:
        async with client(proxy.url, clock, password="wr0ng-secret") as qbittorrent:
            for _ in range(3):
                with pytest.raises(Refused, match="does not accept this user name") as refused:
                    await qbittorrent.downloads([SOME])
                clock.move(86_400)
            check = await qbittorrent.check()
        assert not check.is_ok
        assert check.message == str(refused.value)
        assert proxy.seen == [f"POST {VERSION}", f"POST {LOGIN}"]
    assert "wr0ng-secret" not in caplog.text + str(refused.value)


async def test_a_wrong_password_is_sent_once_as_qbittorrent_counts(
    tmp_path: Path, clock: MovedClock
) -> None:
    with PrivateQbittorrent(tmp_path) as private:
        async with client(private.url, clock, password="wrong") as qbittorrent:
            for _ in range(8):
                with pytest.raises(Refused):
                    await qbittorrent.free_space()
        assert private.log().count("WebAPI login failure") == 1


async def test_a_restart_goes_unnoticed(tmp_path: Path, clock: MovedClock) -> None:
    with PrivateQbittorrent(tmp_path / "q") as private, Swarm(tmp_path) as swarm:
        share = swarm.share("Film", 20_000)
        async with client(private.url, clock) as qbittorrent:
            await qbittorrent.add(share.torrent, AddOptions(is_paused=True))
            private.restart()
            assert set(await qbittorrent.downloads([share.info_hash])) == {share.info_hash}
            private.restart()
            await qbittorrent.pause(share.info_hash)
            assert private.log().count("WebAPI login success") == 3


async def test_down_at_first_then_up(tmp_path: Path, clock: MovedClock) -> None:
    private = PrivateQbittorrent(tmp_path)
    heard: list[Phase] = []
    async with client(private.url, clock) as qbittorrent:
        qbittorrent.listen(lambda: heard.append(qbittorrent.session().state))
        with pytest.raises(Unreachable, match="nothing accepts connections"):
            await qbittorrent.downloads([SOME])
        since = qbittorrent.session().since
        clock.move(60)
        check = await qbittorrent.check()
        assert not check.is_ok
        assert qbittorrent.session().since == since
        assert set(heard[1:]) == {Phase.NOT_LISTENING}, "stuck also while it is tried again"
        with private:
            assert await qbittorrent.downloads([SOME]) == {}
            assert (await qbittorrent.check()).is_ok


async def test_a_ban_is_waited_out(tmp_path: Path, clock: MovedClock) -> None:
    short = {
        **OTHER_PORT,
        "WebUI\\MaxAuthenticationFailCount": "1",
        "WebUI\\BanDuration": "3600",
    }
    with PrivateQbittorrent(tmp_path, preferences=short) as private:
        for _ in range(2):
            async with client(private.url, clock, password="wrong") as qbittorrent:
                assert not (await qbittorrent.check()).is_ok
        with CountingProxy(private.url) as proxy:
            async with client(proxy.url, clock) as qbittorrent:
                for passed_s in (0, 60, BAN_S - 61):
                    clock.move(passed_s)
                    with pytest.raises(Limited, match="has banned this server's address") as banned:
                        await qbittorrent.downloads([SOME])
                assert banned.value.retry_after_s == 1
                assert proxy.count(LOGIN) == 1
                private.restart()  # lifts the ban
                clock.move(1)
                assert await qbittorrent.downloads([SOME]) == {}


async def test_a_restart_that_lifts_a_ban_is_noticed(tmp_path: Path, clock: MovedClock) -> None:
    short = {**OTHER_PORT, "WebUI\\MaxAuthenticationFailCount": "1"}
    with PrivateQbittorrent(tmp_path, preferences=short) as private:
        for _ in range(2):
            async with client(private.url, clock, password="wrong") as qbittorrent:
                assert not (await qbittorrent.check()).is_ok
        with CountingProxy(private.url) as proxy:
            async with client(proxy.url, clock) as qbittorrent:
                for _ in range(3):
                    with pytest.raises(Limited, match="has banned this server's address"):
                        await qbittorrent.downloads([SOME])
                    clock.move(LOOK_S)
                private.restart()
                assert await qbittorrent.downloads([SOME]) == {}
            assert proxy.count(LOGIN) == 2, "the one that met the ban, and one after the restart"


async def test_let_in_without_a_login(tmp_path: Path, clock: MovedClock) -> None:
    bypass = {**OTHER_PORT, "WebUI\\LocalHostAuth": "false"}
    with (
        PrivateQbittorrent(tmp_path, preferences=bypass) as private,
        CountingProxy(private.url) as proxy,
    ):
        async with client(proxy.url, clock, username="", password="") as qbittorrent:
            assert (await qbittorrent.check()).is_ok
            assert proxy.count(LOGIN) == 0


async def test_a_login_is_asked_for(running: PrivateQbittorrent, clock: MovedClock) -> None:
    with CountingProxy(running.url) as proxy:
        async with client(proxy.url, clock, username="", password="") as qbittorrent:
            with pytest.raises(Refused, match="wants a user name and a password"):
                await qbittorrent.downloads([SOME])
        assert proxy.count(LOGIN) == 0


async def test_a_refused_host_is_not_a_wrong_password(tmp_path: Path, clock: MovedClock) -> None:
    strict = {"WebUI\\ServerDomains": "qb.example"}
    with PrivateQbittorrent(tmp_path, preferences=strict) as private:
        url = private.url.replace("127.0.0.1", "localhost")
        async with client(url, clock) as qbittorrent:
            with pytest.raises(Refused, match="does not accept the host name"):
                await qbittorrent.downloads([SOME])


async def test_an_api_key_is_sent_instead_of_a_login(
    running: PrivateQbittorrent, clock: MovedClock
) -> None:
    """4.5 knows no keys: it answers 403 like a newer one to a wrong key."""
    with CountingProxy(running.url) as proxy:
        settings = QbittorrentSettings(proxy.url, "admin", api_key=Secret("qbt_" + "x" * 28))
        qbittorrent = Qbittorrent("My qBittorrent", settings, clock)
        for _ in range(2):
            with pytest.raises(Refused, match="does not accept this API key"):
                await qbittorrent.downloads([SOME])
        await qbittorrent.close()
        assert len(proxy.seen) == 1
        assert proxy.count(LOGIN) == 0


@pytest.mark.parametrize(
    ("answers", "error", "said"),
    [
        ({LOGIN: (200, "<!DOCTYPE html><p>Please sign in")}, Refused, "something else answers"),
        ({LOGIN: (403, "<html>Forbidden by proxy")}, Refused, "something else answers"),
        ({LOGIN: (404, "Not Found")}, Refused, "something else answers"),
        (
            {LOGIN: (302, "https://sso.example/?x=y")},
            Refused,
            "wants a login of its own",
        ),
        ({VERSION: (302, "https://nas.example/x?token=1")}, Refused, "us on to https://nas.exa"),
        ({LOGIN: (502, "")}, Unreachable, "answered 502"),
        ({LOGIN: (401, "Unauthorized")}, Refused, "does not accept this user name"),
        ({"/api/v2/app/webapiVersion": (200, "Hello")}, Refused, "something else answers"),
        ({"/api/v2/torrents/info": (200, "[{")}, Unintelligible, "can't be read"),
        ({"/api/v2/torrents/info": (200, "<html>")}, Unintelligible, "can't be read"),
        ({"/api/v2/torrents/info": (500, "")}, Unreachable, "answered 500"),
        ({"/api/v2/torrents/info": (403, "Forbidden")}, Refused, "knows nothing of the login"),
    ],
)
async def test_each_wrong_answer_has_its_sentence(
    running: PrivateQbittorrent,
    clock: MovedClock,
    answers: dict[str, tuple[int, str]],
    error: type[Exception],
    said: str,
) -> None:
    with CountingProxy(running.url, answers) as proxy:
        async with client(proxy.url, clock) as qbittorrent:
            with pytest.raises(error, match=said):
                await qbittorrent.downloads([SOME])
        assert proxy.count(LOGIN) <= 2


async def test_newer_versions_refuse_with_401(
    running: PrivateQbittorrent, clock: MovedClock
) -> None:
    """5.2 says 401 to a wrong password; 403 without a session tells that Host is accepted."""
    with CountingProxy(running.url, {LOGIN: (401, "Unauthorized")}) as proxy:
        async with client(proxy.url, clock) as qbittorrent:
            for _ in range(3):
                with pytest.raises(Refused, match="does not accept this user name"):
                    await qbittorrent.downloads([SOME])
        assert proxy.count(LOGIN) == 1


@pytest.mark.parametrize(
    ("url", "error", "said"),
    [
        ("http://no-such-host.invalid:8080", Unreachable, "can't be resolved"),
        ("http://:8080", Refused, "address that can't be used"),
        ("ftp://127.0.0.1:1", Refused, "address that can't be used"),
    ],
)
async def test_addresses(clock: MovedClock, url: str, error: type[Exception], said: str) -> None:
    async with client(url, clock) as qbittorrent:
        with pytest.raises(error, match=said):
            await qbittorrent.downloads([SOME])


async def test_tls_where_there_is_none(running: PrivateQbittorrent, clock: MovedClock) -> None:
    async with client(running.url.replace("http", "https"), clock) as qbittorrent:
        with pytest.raises(Unreachable, match="http:// and https:// be mixed up"):
            await qbittorrent.downloads([SOME])


async def test_silence_ends_with_the_time_out(clock: MovedClock) -> None:
    import socket

    with socket.socket() as mute:
        mute.bind(("127.0.0.1", free_port()))
        mute.listen()
        async with client(f"http://127.0.0.1:{mute.getsockname()[1]}", clock) as qbittorrent:
            with pytest.raises(Unreachable, match="did not answer within 2 s"):
                await qbittorrent.downloads([SOME])
