"""What is Transmission's own: its session, its refusals, following without gaps, its goals."""

import base64
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import libtorrent as lt
import pytest

from neonarr.adapters._http import Answer, Http
from neonarr.adapters._transmission.follow import WHOLE_S
from neonarr.adapters._transmission.rows import FIELDS, Row, to_download
from neonarr.adapters._transmission.settings import TransmissionSettings, refuse_misfits
from neonarr.adapters.download_clients.transmission import Transmission
from neonarr.adapters.outside import Outside
from neonarr.base.errors import (
    Invalid,
    OutsideError,
    Refused,
    Rejected,
    Unintelligible,
    Unreachable,
)
from neonarr.base.secret import Secret
from neonarr.downloads.model import AddOptions, DownloadState, ShareGoal
from neonarr.downloads.port import HasSession
from neonarr.downloads.refusals import KEY, TRIES_BY_HAND, Refusals
from neonarr.downloads.session import Phase
from neonarr.downloads.torrent import TorrentFile, read_torrent
from neonarr.lab.seeder import make_torrent
from tests.kit.counting_proxy import CountingProxy
from tests.kit.moved_clock import MovedClock
from tests.kit.transmission import PrivateTransmission
from tests.kit.waiting import until

pytestmark = pytest.mark.anyio
PAUSED = AddOptions(category="neonarr-test", is_paused=True)
NOBODY = "http://127.0.0.1:9/announce"
RPC = "/transmission/rpc"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateTransmission]:
    """One that needs no login, so that its own view can be asked for."""
    settings = {"rpc-authentication-required": False, "rpc-host-whitelist-enabled": True}
    with PrivateTransmission(tmp_path_factory.mktemp("t"), settings) as started:
        yield started


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def outside(clock: MovedClock) -> AsyncIterator[Outside]:
    http = Http(clock)
    yield Outside(clock, http)
    await http.close()


def client_of(
    outside: Outside,
    url: str,
    *,
    username: str = "",
    password: str = "",
    folder: str = "",
    few: int = 50,
) -> Transmission:
    settings = TransmissionSettings(url, username, Secret(password), folder)
    return Transmission("Tr", settings, outside, few=few)


def made(folder: Path, name: str) -> TorrentFile:
    (folder / name).write_bytes(name.encode() * 9000)
    return read_torrent(make_torrent(str(folder / name), NOBODY))


def row_of(running: PrivateTransmission, torrent: TorrentFile, *fields: str) -> dict[str, Any]:
    found = running.ask("torrent-get", ids=[torrent.info_hash], fields=list(fields))
    row: dict[str, Any] = found["torrents"][0]
    return row


@pytest.mark.real
async def test_options_arrive(
    running: PrivateTransmission, outside: Outside, tmp_path: Path
) -> None:
    client = client_of(outside, running.url, folder=str(tmp_path / "ours"))
    one, two = made(tmp_path, "one.mkv"), made(tmp_path, "two.mkv")
    options = replace(PAUSED, tags=("neonarr", "a, b"), share_goal=ShareGoal(1.5, 3600))
    assert await client.add(one, options)
    assert await client.add(two, replace(options, save_path=str(tmp_path / "x"), to_top=True))
    seen = row_of(running, one, "labels", "downloadDir", "seedRatioLimit", "seedRatioMode")
    assert seen["labels"] == ["neonarr-test", "neonarr", "a  b"]
    assert seen["downloadDir"] == str(tmp_path / "ours")
    assert (seen["seedRatioMode"], seen["seedRatioLimit"]) == (1, 1.5)
    other = row_of(running, two, "downloadDir", "queuePosition", "seedIdleMode")
    assert (other["downloadDir"], other["queuePosition"]) == (str(tmp_path / "x"), 0)
    assert other["seedIdleMode"] == 2
    await client.set_share_goal(one.info_hash, ShareGoal(None, 60))
    assert row_of(running, one, "seedRatioMode") == {"seedRatioMode": 2}
    for torrent in (one, two):
        await client.delete(torrent.info_hash, with_data=True)


@pytest.mark.real
async def test_starting_and_pausing_are_over_when_they_return(
    running: PrivateTransmission, outside: Outside, tmp_path: Path
) -> None:
    client = client_of(outside, running.url)
    for number in range(10):
        torrent = made(tmp_path, f"{number}.mkv")
        await client.add(torrent, replace(PAUSED, is_paused=False))
        seen = (await client.downloads([torrent.info_hash]))[torrent.info_hash]
        assert seen.state is not DownloadState.PAUSED
        await client.pause(torrent.info_hash)  # though it may just be checked
        seen = (await client.downloads([torrent.info_hash]))[torrent.info_hash]
        assert seen.state is DownloadState.PAUSED
        await client.delete(torrent.info_hash, with_data=True)


@pytest.mark.real
async def test_many_are_followed_without_gaps(
    running: PrivateTransmission, outside: Outside, clock: MovedClock, tmp_path: Path
) -> None:
    """What `recently-active` leaves out is seen within the time a copy lives."""
    client = client_of(outside, running.url, few=0)
    one, two = made(tmp_path, "one.mkv"), made(tmp_path, "two.mkv")
    both = [one.info_hash, two.info_hash]
    for torrent in (one, two):
        await client.add(torrent, replace(PAUSED, is_paused=False))
    assert set(await client.downloads(both)) == set(both)

    # Somebody else stops one: the list of the active ones tells it only if it also moved.
    async def is_running() -> bool:
        return bool(row_of(running, one, "status")["status"] == 4)

    await until(is_running)
    running.ask("torrent-stop", ids=[one.info_hash])

    async def is_stopped() -> bool:
        return bool(row_of(running, one, "status")["status"] == 0)

    await until(is_stopped)
    clock.move(WHOLE_S + 1)
    assert (await client.downloads(both))[one.info_hash].is_stopped

    # Somebody else removes one, which the next look tells; and its number is not reused.
    running.ask("torrent-remove", ids=[one.info_hash])

    async def is_gone() -> bool:
        return set(await client.downloads(both)) == {two.info_hash}

    await until(is_gone)

    # Our own actions are seen at once, and so is what came with a new start.
    await client.pause(two.info_hash)
    assert (await client.downloads(both))[two.info_hash].is_stopped
    running.restart()
    await client.add(one, PAUSED)

    async def are_both_here() -> bool:
        return set(await client.downloads(both)) == set(both)

    await until(are_both_here)  # a client that just started lists late
    for torrent in (one, two):
        await client.delete(torrent.info_hash, with_data=True)
    assert await client.downloads(both) == {}


@pytest.mark.real
async def test_a_restart_is_no_failure(running: PrivateTransmission, outside: Outside) -> None:
    client = client_of(outside, running.url)
    assert (await client.check()).is_ok
    running.stop()
    with pytest.raises(Unreachable, match="nothing accepts connections"):
        await client.free_space()
    assert client.session().is_stuck
    running.start()
    assert await client.free_space()
    assert client.session().state is Phase.READY


@pytest.mark.real
async def test_what_it_can_not_read_is_rejected(
    running: PrivateTransmission, outside: Outside, tmp_path: Path
) -> None:
    client = client_of(outside, running.url)
    broken = TorrentFile("ab" * 20, "Fake", (), b"d4:infod6:lengthi1eee")  # type: ignore[arg-type]
    with pytest.raises(Rejected, match="does not accept this torrent"):
        await client.add(broken, PAUSED)
    (tmp_path / "Film").mkdir()
    (tmp_path / "Film/film.mkv").write_bytes(b"f" * 70_000)
    maker = lt.create_torrent(lt.list_files(str(tmp_path / "Film")), 0, 0)
    lt.set_piece_hashes(maker, str(tmp_path))
    with pytest.raises(Rejected, match=r"hybrid of v1 and v2, which Transmission reads from 4\.0"):
        await client.add(read_torrent(lt.bencode(maker.generate())), PAUSED)


@pytest.mark.real
async def test_a_folder_that_is_not_there_is_named(
    running: PrivateTransmission, outside: Outside
) -> None:
    check = await client_of(outside, running.url, folder="/not/there").check()
    assert not check.is_ok
    assert "/not/there" in check.message


@pytest.mark.real
async def test_wrong_logins_are_sent_once(tmp_path: Path, outside: Outside) -> None:
    with PrivateTransmission(tmp_path) as locked, CountingProxy(locked.url) as proxy:
        wrong = client_of(outside, proxy.url, username="admin", password="hunter22")
        for _ in range(3):
            with pytest.raises(Refused, match="does not accept this user name and password"):
                await wrong.downloads(["ab" * 20])  # type: ignore[list-item]
        assert proxy.count(RPC) == 1
        assert wrong.session().state is Phase.WRONG_CREDENTIALS
        assert wrong.session().retry_at is None
        assert "hunter22" not in repr(wrong.session()) + (await wrong.check()).message
        await wrong.try_again()
        assert proxy.count(RPC) == 2

        without = client_of(outside, locked.url)
        with pytest.raises(Refused, match="wants a user name and a password"):
            await without.free_space()
        right = client_of(outside, locked.url, username="admin", password=locked.password)
        assert (await right.check()).is_ok


@pytest.mark.real
async def test_wrong_logins_are_remembered_over_a_restart_of_ours(
    tmp_path: Path, outside: Outside, clock: MovedClock
) -> None:
    with PrivateTransmission(tmp_path) as locked, CountingProxy(locked.url) as proxy:
        for _ in range(3):  # each as after a restart: only what is stored goes from one to the next
            wrong = client_of(outside, proxy.url, username="admin", password="hunter22")
            with pytest.raises(Refused, match="does not accept this user name and password"):
                await wrong.downloads(["ab" * 20])  # type: ignore[list-item]
            assert wrong.session().state is Phase.WRONG_CREDENTIALS
            clock.move(3600)
        assert proxy.count(RPC) == 1
        for _ in range(5):
            await wrong.try_again()
        assert proxy.count(RPC) == TRIES_BY_HAND, "no more than that within an hour"
        right = client_of(outside, proxy.url, username="admin", password=locked.password)
        assert (await right.check()).is_ok
        assert "hunter22" not in repr(outside.memory.read(KEY))


@pytest.mark.real
async def test_what_one_is_told_heals_another(tmp_path: Path, outside: Outside) -> None:
    """Two servers on one database: a person tries again on one of them."""
    with PrivateTransmission(tmp_path) as locked, CountingProxy(locked.url) as proxy:
        one, two = (
            client_of(outside, proxy.url, username="admin", password=locked.password)
            for _ in range(2)
        )
        refusals = Refusals(outside.memory, proxy.url + RPC, "admin", locked.password)
        refusals.refuse(Phase.WRONG_CREDENTIALS, outside.clock.now())
        for each in (one, two):
            with pytest.raises(Refused):
                await each.free_space()
        assert proxy.count(RPC) == 0
        assert (await one.try_again()).state is Phase.READY
        assert (await two.check()).is_ok


@pytest.mark.real
async def test_an_address_not_on_the_whitelist_is_named(tmp_path: Path, outside: Outside) -> None:
    with PrivateTransmission(tmp_path, {"rpc-whitelist": "10.1.2.3"}) as closed:
        client = client_of(outside, closed.url, username="admin", password=closed.password)
        check = await client.check()
    assert not check.is_ok
    assert "rpc-whitelist" in check.message
    assert client.session().state is Phase.HOST_REFUSED


PAGE = "<!DOCTYPE html><html><body>Log in</body></html>"


@pytest.mark.parametrize(
    ("answer", "error", "said", "phase"),
    [
        ((421, "<h1>421: Misdirected Request</h1>"), Refused, "host-whitelist", Phase.HOST_REFUSED),
        ((403, "Too many unsuccessful login attempts."), Refused, "wrong logins", Phase.BANNED),
        ((403, PAGE), Refused, r"something else answers .*\(403\)", Phase.NOT_THE_CLIENT),
        ((401, PAGE), Refused, "a proxy before it", Phase.PROXY_LOGIN),
        ((404, "nothing"), Refused, "something else", Phase.NOT_THE_CLIENT),
        ((200, PAGE), Refused, "something else", Phase.NOT_THE_CLIENT),
        ((302, "https://login.example/x"), Refused, "login.example", Phase.NOT_THE_CLIENT),
        ((409, "no id"), Refused, "something else", Phase.NOT_THE_CLIENT),
        ((502, ""), Unreachable, "answered 502", Phase.FAILING),
        ((200, '{"result": "suc'), Unintelligible, "can't be read", Phase.FAILING),
        ((200, '{"no": "result"}'), Unintelligible, "can't be read", Phase.FAILING),
        (
            (200, '{"result": "success", "arguments": {"version": "2.94", "rpc-version": 15}}'),
            Refused,
            r"is Transmission 2\.94.* 3\.00 or later",
            Phase.TOO_OLD,
        ),
    ],
)
async def test_other_answers_are_put_into_words(
    outside: Outside,
    answer: tuple[int, str],
    error: type[OutsideError],
    said: str,
    phase: Phase,
) -> None:
    with CountingProxy("http://127.0.0.1:9", {RPC: answer}) as proxy:
        client = client_of(outside, proxy.url, username="admin", password="hunter22")
        with pytest.raises(error, match=said) as caught:
            await client.free_space()
        await client.close()
    assert (client.session().state, client.session().is_stuck) == (phase, True)
    secret = base64.b64encode(b"admin:hunter22").decode()
    shown = str(caught.value) + repr(client.session())
    assert "hunter22" not in shown
    assert secret not in shown


async def test_one_that_was_too_old_is_used_once_it_is_updated(
    outside: Outside, running: PrivateTransmission
) -> None:
    old = (200, '{"result": "success", "arguments": {"version": "2.94", "rpc-version": 15}}')
    with CountingProxy(running.url, {RPC: old}) as proxy:
        client = client_of(outside, proxy.url)
        assert not (await client.check()).is_ok
        assert client.session().retry_at is not None
        proxy.answers.clear()
        assert (await client.check()).is_ok
        await client.close()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"username": "ad:min"}, "username"),
        ({"folder": "downloads"}, "folder"),
        ({"folder": "/downloads/../etc"}, "folder"),
    ],
)
def test_settings_that_can_not_work(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        refuse_misfits(TransmissionSettings("http://nas:9091", **changed))
    assert refused.value.field == field


@pytest.mark.parametrize("folder", ["", "/downloads", "C:\\Downloads", "\\\\nas\\films"])
def test_folders_that_may_be(folder: str) -> None:
    refuse_misfits(TransmissionSettings("http://nas:9091", folder=folder))


class Asking409:
    """A service that asks for another session id each time."""

    def __init__(self) -> None:
        self.count = 0

    async def send(self, *_: object, **__: object) -> Answer:
        self.count += 1
        return Answer(409, {"x-transmission-session-id": str(self.count)}, b"")


async def test_endless_session_ids_end(clock: MovedClock) -> None:
    asking = Asking409()
    client = client_of(Outside(clock, asking), "http://t:9091")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="drops the X-Transmission-Session-Id header"):
        await client.free_space()
    assert asking.count == 2


async def test_changes_of_the_session_are_heard(outside: Outside) -> None:
    heard = []
    answer = (200, '{"result": "success", "arguments": {"version": "4.0.5", "rpc-version": 17}}')
    with CountingProxy("http://127.0.0.1:9", {RPC: answer}) as proxy:
        client = client_of(outside, proxy.url)
        assert isinstance(client, HasSession)
        client.listen(lambda: heard.append(client.session().state))
        await client.resume("ab" * 20)  # type: ignore[arg-type]
        await client.resume("ab" * 20)  # type: ignore[arg-type]
        proxy.answers[RPC] = (503, "")
        with pytest.raises(Unreachable):
            await client.resume("ab" * 20)  # type: ignore[arg-type]
    assert heard == [Phase.CONNECTING, Phase.READY, Phase.FAILING]


async def test_what_is_stuck_stays_so_while_it_is_tried_again(outside: Outside) -> None:
    """Whoever looks in that moment sees what is wrong, and nobody is told news that are none."""
    heard = []
    client = client_of(outside, "http://127.0.0.1:9")
    assert isinstance(client, HasSession)
    client.listen(lambda: heard.append(client.session().state))
    for _ in range(2):
        with pytest.raises(Unreachable):
            await client.resume("ab" * 20)  # type: ignore[arg-type]
    assert heard == [Phase.CONNECTING, Phase.UNREACHABLE]


def seen(**told: Any) -> tuple[DownloadState, bool, str]:
    download = to_download(Row("ab" * 20, **told))
    return download.state, download.is_stopped, download.message


def test_states_are_mapped() -> None:
    known = {"size_when_done": 10, "download_dir": "/d", "name": "n"}
    assert [seen(status=s, left_until_done=5, **known)[0] for s in range(7)] == [
        DownloadState.PAUSED,
        DownloadState.CHECKING,
        DownloadState.CHECKING,
        DownloadState.WAITING,
        DownloadState.STALLED,
        DownloadState.COMPLETE,
        DownloadState.COMPLETE,
    ]
    assert seen(status=4, rate_download=1, **known)[0] is DownloadState.DOWNLOADING
    assert seen(status=0, **known)[:2] == (DownloadState.COMPLETE, True)
    # All blocks have come, not all were verified.
    assert seen(status=0, have_unchecked=5, **known)[0] is DownloadState.PAUSED
    assert seen(status=4, metadata_percent_complete=0.5)[0] is DownloadState.METADATA
    assert seen(status=0, metadata_percent_complete=0)[0] is DownloadState.PAUSED


def test_only_local_errors_stop_a_download() -> None:
    tracker = seen(status=4, error=2, error_string="Unregistered torrent", size_when_done=1)
    assert tracker == (DownloadState.STALLED, False, "its tracker says: Unregistered torrent")
    local = seen(status=0, error=3, error_string="No data found! Ensure your drives.")
    assert local == (DownloadState.ERROR, True, "No data found! Ensure your drives")
    keyed = seen(status=4, error=2, error_string="http://t/announce?passkey=abcdef0123 failed")
    assert "abcdef0123" not in keyed[2]


def test_what_is_not_known_is_none() -> None:
    download = to_download(
        Row("AB" * 20, status=4, size_when_done=9, left_until_done=9, eta=-2, upload_ratio=-2.0)
    )
    assert (download.info_hash, download.eta_s, download.ratio) == ("ab" * 20, None, 0)
    assert "hashString" in FIELDS
