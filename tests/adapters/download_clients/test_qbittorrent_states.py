"""The states of a session on imitated servers: what leads into each, what is sent, what is not."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from neonarr.adapters._qbittorrent.session import LOOK_S
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.states import is_due
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.errors import Limited, OutsideError, Refused
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.downloads.port import HasSession
from neonarr.downloads.refusals import BAN_S, KEY, TRIES_BY_HAND
from neonarr.downloads.session import Phase, SessionState
from neonarr.settings.memory import BriefMemory, StoredMemory
from neonarr.storage.db import open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.counting_proxy import CountingProxy
from tests.kit.imitated_qbittorrent.door import Rules
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio

SOME = [InfoHash("ab" * 20)]
RELEASES = ("4.3", "4.5.2", "5.1", "5.2")
VERSION = "/api/v2/app/webapiVersion"


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def memory() -> BriefMemory:
    return BriefMemory()


def settings_of(
    server: ImitatedQbittorrent, password: str = "correct horse"
) -> QbittorrentSettings:
    return QbittorrentSettings(server.url, "admin", Secret(password), timeout_s=5)


@asynccontextmanager
async def client(
    settings: QbittorrentSettings, clock: MovedClock, memory: BriefMemory | StoredMemory
) -> AsyncIterator[Qbittorrent]:
    made = Qbittorrent("qB", settings, clock, memory=memory)
    try:
        yield made
    finally:
        await made.close()


async def state_of(settings: QbittorrentSettings, clock: MovedClock) -> SessionState:
    """Where one call leads."""
    async with client(settings, clock, BriefMemory()) as qbittorrent:
        try:
            await qbittorrent.downloads(SOME)
        except OutsideError:
            pass
        return qbittorrent.session()


async def test_each_change_of_state_is_told(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    with ImitatedQbittorrent(release, tmp_path) as server:
        async with client(settings_of(server), clock, memory) as qbittorrent:
            assert isinstance(qbittorrent, HasSession)
            told: list[Phase] = []
            qbittorrent.listen(lambda: told.append(qbittorrent.session().state))
            assert qbittorrent.session().state is Phase.UNKNOWN
            await qbittorrent.downloads(SOME)
            await asyncio.sleep(0)
            ready = qbittorrent.session()
            assert (told[-1], ready.state, ready.retry_at) == (Phase.READY, Phase.READY, None)
            clock.move(60)
            await qbittorrent.downloads(SOME)
            assert qbittorrent.session() == ready, "it lasts, and keeps its time"
            count = len(told)
            server.restart()
            assert await qbittorrent.downloads(SOME) == {}
            await asyncio.sleep(0)
            assert len(told) > count
            assert server.door.logins == 2


async def test_many_calls_at_once_share_one_login(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    with ImitatedQbittorrent(release, tmp_path) as server:
        async with client(settings_of(server), clock, memory) as one:
            await asyncio.gather(*(one.downloads(SOME) for _ in range(10)))
            assert server.door.logins == 1
            server.restart()
            await asyncio.gather(*(one.downloads(SOME) for _ in range(10)))
            assert server.door.logins == 2


async def test_many_share_a_refused_one_too(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    """Also the Test button beside the client at work: both are told what the first was told."""
    with ImitatedQbittorrent(release, tmp_path) as server:
        wrong = settings_of(server, "wrong")
        async with client(wrong, clock, memory) as one, client(wrong, clock, memory) as two:
            calls = [c.downloads(SOME) for c in (one, two, one, two, one)]
            said = await asyncio.gather(*calls, return_exceptions=True)
            assert all(isinstance(error, Refused) for error in said)
            assert not (await two.check()).is_ok
        assert server.door.logins == 1


async def test_refused_credentials_outlive_our_restart(
    release: str, tmp_path: Path, clock: MovedClock
) -> None:
    with ImitatedQbittorrent(release, tmp_path / "q") as server:
        for _ in range(7):  # each with a database opened anew, as after a crash
            db = open_sqlite(str(tmp_path / "neonarr.db"))
            upgrade(db)
            async with client(settings_of(server, "wr0ng"), clock, StoredMemory(db)) as again:
                with pytest.raises(Refused, match="does not accept this user name and password"):
                    await again.downloads(SOME)
                assert again.session().retry_at is None
            db.close()
            clock.move(3600)
        assert server.door.logins == 1
        assert b"wr0ng" not in (tmp_path / "neonarr.db").read_bytes()
        db = open_sqlite(str(tmp_path / "neonarr.db"))
        async with client(settings_of(server), clock, StoredMemory(db)) as right:
            assert await right.downloads(SOME) == {}
        db.close()
        assert server.door.logins == 2


async def test_a_person_may_try_again_but_not_into_a_ban(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    with ImitatedQbittorrent(release, tmp_path) as server:
        async with client(settings_of(server, "later"), clock, memory) as qbittorrent:
            for _ in range(10):
                state = await qbittorrent.try_again()
                assert state.state is Phase.WRONG_CREDENTIALS
            assert server.door.logins == TRIES_BY_HAND < server.rules.most_failures
            server.rules.password = "later"  # set in qBittorrent to what we have
            clock.move(3600)
            assert (await qbittorrent.try_again()).state is Phase.READY
            assert memory.read(KEY)["refused"] == {}


async def test_what_one_client_is_told_heals_the_others(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    """Two servers on one database: a person tries again on one of them."""
    with ImitatedQbittorrent(release, tmp_path) as server:
        settings = settings_of(server, "later")
        async with client(settings, clock, memory) as one, client(settings, clock, memory) as two:
            for each in (one, two):
                with pytest.raises(Refused):
                    await each.downloads(SOME)
            server.rules.password = "later"
            assert (await one.try_again()).state is Phase.READY
            assert await two.downloads(SOME) == {}
        assert server.door.logins == 3


async def test_a_ban_is_not_extended_by_us_nor_by_our_restarts(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    rules = Rules(most_failures=1)
    with ImitatedQbittorrent(release, tmp_path, rules) as server:
        assert (await state_of(settings_of(server, "wrong"), clock)).is_stuck
        for _ in range(3):
            async with client(settings_of(server), clock, memory) as qbittorrent:
                with pytest.raises(Limited, match="has banned"):
                    await qbittorrent.downloads(SOME)
                state = qbittorrent.session()
                assert state.state is Phase.BANNED and state.retry_at is not None
                clock.move(60)
        assert server.count("auth/login") == 2, "one that was refused, one that met the ban"
        assert (state.retry_at - clock.now()).total_seconds() == BAN_S - 3 * 60
        server.door.skip(BAN_S)
        clock.move(BAN_S)
        async with client(settings_of(server), clock, memory) as qbittorrent:
            assert await qbittorrent.downloads(SOME) == {}


async def test_a_restart_that_lifts_a_ban_is_noticed_by_us_and_after_our_own(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    with ImitatedQbittorrent(release, tmp_path, Rules(most_failures=1), prefix="/qb") as server:
        assert (await state_of(settings_of(server, "wrong"), clock)).is_stuck
        async with client(settings_of(server), clock, memory) as qbittorrent:
            with pytest.raises(Limited, match="has banned"):
                await qbittorrent.downloads(SOME)
        clock.move(60)
        async with client(settings_of(server), clock, memory) as again:  # we were started anew
            for _ in range(2):
                with pytest.raises(Limited, match="has banned"):
                    await again.downloads(SOME)
                clock.move(LOOK_S)
            server.restart()
            assert await again.downloads(SOME) == {}
        assert server.door.logins == 2, "the wrong one and the right one: none while it was banned"


async def test_a_session_goes_on_while_its_address_is_banned(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    with ImitatedQbittorrent(release, tmp_path, Rules(most_failures=1)) as server:
        async with client(settings_of(server), clock, memory) as qbittorrent:
            await qbittorrent.downloads(SOME)
            await state_of(settings_of(server, "wrong"), clock)
            assert await qbittorrent.downloads(SOME) == {}
            assert qbittorrent.session().state is Phase.READY


@pytest.mark.parametrize("password", ["adminadmin", ""])
async def test_the_old_default_is_named(
    release: str, tmp_path: Path, clock: MovedClock, password: str
) -> None:
    with ImitatedQbittorrent(release, tmp_path) as server:
        state = await state_of(settings_of(server, password), clock)
        assert (state.state, state.retry_at) == (Phase.NO_PASSWORD, None)
        assert "temporary password" in state.todo


async def test_a_wrong_password_works_where_all_are_let_in_and_the_check_says_so(
    release: str, tmp_path: Path, clock: MovedClock, memory: BriefMemory
) -> None:
    with ImitatedQbittorrent(release, tmp_path, Rules(is_bypassed=True)) as server:
        async with client(settings_of(server, "any"), clock, memory) as qbittorrent:
            check = await qbittorrent.check()
        assert check.is_ok
        assert "a wrong one works too" in check.message
        assert server.door.logins == 0


async def test_an_api_key(tmp_path: Path, clock: MovedClock, memory: BriefMemory) -> None:
    key = Secret("qbt_" + "k" * 28)
    with ImitatedQbittorrent("5.2", tmp_path, Rules(api_key=key.reveal())) as server:
        settings = QbittorrentSettings(server.url, api_key=key)
        async with client(settings, clock, memory) as qbittorrent:
            assert (await qbittorrent.check()).is_ok
            server.rules.api_key = "qbt_another"
            with pytest.raises(Refused, match="does not accept this API key"):
                await qbittorrent.downloads(SOME)
            asked = len(server.seen)
            with pytest.raises(Refused):
                await qbittorrent.downloads(SOME)
            assert len(server.seen) == asked
            server.rules.api_key = key.reveal()
            clock.move(600)
            assert await qbittorrent.downloads(SOME) == {}
        assert server.count("auth/login") == 0


async def test_a_refused_host_costs_no_credentials(
    release: str, tmp_path: Path, clock: MovedClock
) -> None:
    with ImitatedQbittorrent(release, tmp_path, Rules(domains="qb.example")) as server:
        by_name = replace(settings_of(server), url=server.url.replace("127.0.0.1", "localhost"))
        state = await state_of(by_name, clock)
        assert state.state is Phase.HOST_REFUSED
        assert "localhost" in state.means
        assert server.door.logins == 0


@pytest.mark.parametrize(
    ("answers", "phase"),
    [
        ({VERSION: (407, "")}, Phase.PROXY_LOGIN),
        ({VERSION: (302, "https://nas.example/oauth2/start?rd=x")}, Phase.PROXY_LOGIN),
        ({VERSION: (302, "/webui/")}, Phase.NOT_THE_CLIENT),
        ({VERSION: (200, "<html>Nextcloud")}, Phase.NOT_THE_CLIENT),
        ({VERSION: (404, "page not found")}, Phase.NOT_THE_CLIENT),
        ({VERSION: (404, ""), "/version/api": (200, "15")}, Phase.TOO_OLD),
        ({VERSION: (200, "2.5.1")}, Phase.TOO_OLD),
        ({VERSION: (503, "")}, Phase.FAILING),
        ({"/api/v2/torrents/info": (403, "Forbidden")}, Phase.COOKIE_LOST),
    ],
)
async def test_what_else_may_answer(
    tmp_path: Path, clock: MovedClock, answers: dict[str, tuple[int, str]], phase: Phase
) -> None:
    rules = Rules(is_bypassed=phase is Phase.TOO_OLD)
    with (
        ImitatedQbittorrent("4.5.2", tmp_path, rules) as server,
        CountingProxy(server.url, answers) as proxy,
    ):
        state = await state_of(replace(settings_of(server), url=proxy.url), clock)
        assert state.state is phase
        assert state.means and state.todo and "{" not in state.means + state.todo


@contextmanager
def dropping() -> Iterator[str]:
    """Takes connections and drops them, as a port forwarding does whose target is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drop() -> None:
            while True:
                try:
                    taken, _ = listening.accept()
                except OSError:
                    return
                taken.recv(1)
                taken.close()

        thread = threading.Thread(target=drop)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


async def test_the_network_that_lends_it_is_up_but_it_is_not(clock: MovedClock) -> None:
    with dropping() as url:
        state = await state_of(QbittorrentSettings(url, "admin", Secret("x")), clock)
        assert state.state is Phase.VPN_WITHOUT_CLIENT


@pytest.mark.parametrize(
    ("url", "phase"),
    [
        ("http://no-such-host.invalid:8080", Phase.DNS),
        ("http://127.0.0.1:1", Phase.NOT_LISTENING),
        ("ftp://127.0.0.1", Phase.BAD_ADDRESS),
        ("http://[::1", Phase.BAD_ADDRESS),
        ("http://:8080", Phase.BAD_ADDRESS),
    ],
)
async def test_where_nobody_answers(clock: MovedClock, url: str, phase: Phase) -> None:
    state = await state_of(QbittorrentSettings(url, "admin", Secret("x")), clock)
    assert state.state is phase


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(clock: MovedClock) -> None:
    now = clock.now()
    later = now + timedelta(minutes=5)
    waits = SessionState(Phase.NOT_LISTENING, "", "", "", now, later)
    for_good = replace(waits, state=Phase.WRONG_CREDENTIALS, retry_at=None)
    assert [is_due(waits, at) for at in (now, later)] == [False, True]
    assert is_due(waits, now - timedelta(days=1))
    assert not is_due(for_good, now - timedelta(days=1))
