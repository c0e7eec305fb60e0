"""Real clients: what they tell of their setup, and a mapping derived from what they really hold."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._transmission.settings import TransmissionSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.adapters.download_clients.transmission import Transmission
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.ids import AdapterId
from neonarr.base.secret import Secret
from neonarr.doctor.clients import deriving, paths, setup
from neonarr.doctor.disks import hard_links
from neonarr.doctor.model import Finding, Severity
from neonarr.downloads import mappings
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import AddOptions, DownloadState
from neonarr.downloads.paths import PathMapping
from neonarr.downloads.port import DownloadClient
from neonarr.downloads.torrent import read_torrent
from neonarr.lab.seeder import make_torrent
from tests.kit.app import App
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.transmission import PrivateTransmission
from tests.kit.waiting import until

pytestmark = [pytest.mark.anyio, pytest.mark.real]
NOBODY = "http://127.0.0.1:9/announce"
ID = AdapterId(1)
Look = Callable[..., Awaitable[list[Finding]]]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """(where the data lies, the name under which the client sees it): as in a container."""
    here, there = tmp_path / "tank" / "torrents", tmp_path / "in the container"
    here.mkdir(parents=True)
    there.symlink_to(here)
    near = [str(tmp_path / "tank")]
    monkeypatch.setattr(deriving, "_starting_points", lambda _starts: near)
    return here, there


@asynccontextmanager
async def qbittorrent(folder: Path, there: Path) -> AsyncIterator[DownloadClient]:
    folder.mkdir()
    session = {
        "DefaultSavePath": str(there),
        "QueueingSystemEnabled": "true",
        "MaxActiveDownloads": "2",
        "GlobalMaxRatio": "1.5",
        "MaxRatioAction": "3",
        "UseAlternativeGlobalSpeedLimit": "true",
        "AlternativeGlobalDLSpeedLimit": "40",
    }
    with PrivateQbittorrent(folder, session=session) as running:
        settings = QbittorrentSettings(running.url, running.username, Secret(running.password))
        client = Qbittorrent("qB", settings, SystemClock())
        yield client
        await client.close()


@asynccontextmanager
async def transmission(folder: Path, there: Path) -> AsyncIterator[DownloadClient]:
    folder.mkdir()
    settings = {
        "download-dir": str(there),
        "download-queue-enabled": True,
        "download-queue-size": 2,
        "ratio-limit-enabled": True,
        "ratio-limit": 1.5,
        "alt-speed-enabled": True,
        "alt-speed-down": 40,
        "rpc-authentication-required": False,
    }
    with PrivateTransmission(folder, settings) as running:
        http = Http(SystemClock())
        given = TransmissionSettings(running.url, "", Secret(""), "")
        yield Transmission("Tr", given, Outside(SystemClock(), http))
        await http.close()


async def with_a_film(client: DownloadClient, here: Path, source: Path) -> None:
    """The client has it complete; its file lies in `here`."""
    film = here / "Night Train.mkv"
    film.write_bytes(b"film" * 20_000)
    torrent = read_torrent(make_torrent(str(film), NOBODY))
    options = AddOptions(category="neonarr-movies", skip_checking=True)
    assert await client.add(torrent, options)

    async def is_complete() -> bool:
        seen = (await client.downloads([torrent.info_hash])).get(torrent.info_hash)
        return seen is not None and seen.state is DownloadState.COMPLETE

    await until(is_complete)


@pytest.mark.parametrize("started", [qbittorrent, transmission])
async def test_a_mapping_is_derived_from_what_it_holds(
    app: App, look: Look, tmp_path: Path, elsewhere: tuple[Path, Path], started: Any
) -> None:
    here, there = elsewhere
    async with started(tmp_path / "client", there) as client:
        app.world.clients.replace([ConnectedClient(ID, "Client", 1, client)])
        await with_a_film(client, here, tmp_path)
        [well] = [f for f in await look(paths.look) if f.key == "paths"]
        assert "was found, in the right size" in well.seen
        there.unlink()
        found = next(f for f in await look(paths.look) if f.key == "paths.mapping_found")
        assert found.action
        assert dict(found.action.parameters) == {
            "clientId": ID,
            "remotePath": str(there),
            "localPath": str(here),
        }
        mapping = PathMapping(0, ID, str(there), str(here))
        await app.world.db.write(mappings.save, mapping, [])
        assert {f.severity for f in await look(paths.look)} == {Severity.OK}
        linked = await look(hard_links.look)
        assert {f.severity for f in linked} == {Severity.OK} and str(here) in linked[0].seen


@pytest.mark.parametrize("started", [qbittorrent, transmission])
async def test_what_is_set_is_found(
    app: App, look: Look, tmp_path: Path, elsewhere: tuple[Path, Path], started: Any
) -> None:
    _, there = elsewhere
    async with started(tmp_path / "client", there) as client:

        async def has_looked_at_its_disk() -> bool:
            return (await client.setup()).free_space is not None

        await until(has_looked_at_its_disk)
        told = await client.setup()
        assert Path(told.save_path) == there
        assert (told.most_active, told.share_ratio, told.is_slowed) == (2, 1.5, True)
        assert told.free_space and told.free_space > 0
        app.world.clients.replace([ConnectedClient(ID, "Client", 1, client)])
        found = {f.key: f.severity.value for f in await look(setup.look)}
    expected = {"setup.queue": "warning", "setup.alternative_limits": "warning"}
    if started is qbittorrent:
        expected["setup.removes_itself"] = "error"
    assert {k: v for k, v in found.items() if k in expected} == expected
