"""The suite over every download client, the fake among them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters._libtorrent.settings import BuiltinSettings
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._transmission.settings import TransmissionSettings
from neonarr.adapters.download_clients.builtin import Builtin
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.adapters.download_clients.transmission import Transmission
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.secret import Secret
from neonarr.downloads.port import DownloadClient
from neonarr.downloads.trackers import Standing, TrackerAnswer
from tests.adapters.conformance.download_clients.suite import CHECKS, Rig
from tests.kit.fake_download_client import FakeDownloadClient
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.swarm import Share, Swarm
from tests.kit.transmission import Caller, PrivateTransmission

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def qbittorrent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateQbittorrent]:
    with PrivateQbittorrent(tmp_path_factory.mktemp("qbittorrent")) as running:
        yield running


@pytest.fixture(scope="module")
def transmission(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateTransmission]:
    with PrivateTransmission(tmp_path_factory.mktemp("transmission")) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http(SystemClock())
    yield http
    await http.close()


@pytest.fixture(scope="module")
def swarm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    with Swarm(tmp_path_factory.mktemp("swarm")) as swarm:
        yield swarm


@pytest.fixture(
    params=[
        "fake",
        pytest.param("builtin", marks=pytest.mark.real),
        pytest.param("qbittorrent-listing", marks=pytest.mark.real),
        pytest.param("qbittorrent-changes", marks=pytest.mark.real),
        pytest.param("transmission", marks=pytest.mark.real),
    ]
)
async def rig(
    request: pytest.FixtureRequest, swarm: Swarm, tmp_path: Path, http: Http
) -> AsyncIterator[Rig]:
    client: DownloadClient
    arrive = refuse = None
    if request.param == "fake":
        client = fake = FakeDownloadClient(str(tmp_path))

        def arrive(share: Share) -> None:
            fake.finish(share.info_hash, share.content)

        def refuse(share: Share, said: str) -> None:
            answer = TrackerAnswer("127.0.0.1", Standing.FAILS, said)
            fake.held[share.info_hash].trackers = (answer,)

    elif request.param == "builtin":
        client = Builtin(
            "Engine",
            BuiltinSettings(
                str(tmp_path / "downloads"), str(tmp_path / "state"), "127.0.0.1:0", discovery=False
            ),
        )
    elif request.param == "transmission":
        daemon: PrivateTransmission = request.getfixturevalue("transmission")
        client = Transmission(
            "Transmission",
            TransmissionSettings(daemon.url, daemon.username, Secret(daemon.password)),
            Outside(SystemClock(), http),
        )

        caller = Caller(daemon.peer_port)

        def arrive(share: Share) -> None:
            caller.give(share.torrent.content, swarm.folder)

    else:
        running: PrivateQbittorrent = request.getfixturevalue("qbittorrent")
        client = Qbittorrent(
            "qBittorrent",
            QbittorrentSettings(running.url, running.username, Secret(running.password)),
            SystemClock(),
            follow=request.param.partition("-")[2],
        )
    rig = Rig(client, swarm, arrive=arrive, refuse=refuse)
    yield rig
    for info_hash in rig.added:
        await client.delete(info_hash, with_data=True)
    await client.close()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_every_client(check: Callable[[Rig], Awaitable[None]], rig: Rig) -> None:
    await check(rig)
