"""Everything a download client must do, on a qBittorrent of your own:

    QBITTORRENT_URL=http://127.0.0.1:8080 QBITTORRENT_USERNAME=… QBITTORRENT_PASSWORD=… \
        ./test tests/real/test_own_qbittorrent.py

(or QBITTORRENT_API_KEY). It must run on this machine, for the tests seed on loopback only. They
touch nothing but what they add: torrents named "Neonarr test …" in a category of their own, all of
it removed at the end. Without QBITTORRENT_URL a private one is started.
"""

import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.wire import open_wire
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.clock import SystemClock
from neonarr.base.secret import Secret
from neonarr.downloads.model import DownloadState
from tests.adapters.conformance.download_clients.suite import CHECKS, Rig, is_here
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.swarm import Swarm
from tests.kit.waiting import until

pytestmark = [pytest.mark.anyio, pytest.mark.real]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QbittorrentSettings]:
    url = os.environ.get("QBITTORRENT_URL")
    if url:
        yield QbittorrentSettings(
            url,
            os.environ.get("QBITTORRENT_USERNAME", ""),
            Secret(os.environ.get("QBITTORRENT_PASSWORD", "")),
            Secret(os.environ.get("QBITTORRENT_API_KEY", "")),
        )
        return
    with PrivateQbittorrent(tmp_path_factory.mktemp("q")) as running:
        yield QbittorrentSettings(running.url, running.username, Secret(running.password))


@pytest.fixture(scope="module")
def swarm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    with Swarm(tmp_path_factory.mktemp("swarm")) as swarm:
        yield swarm


@pytest.fixture(scope="module")
def category(settings: QbittorrentSettings) -> Iterator[str]:
    category = f"neonarr-test-{secrets.token_hex(4)}"
    yield category
    wire = open_wire(settings)
    if not settings.api_key and settings.username:
        wire.answer(
            "auth", "login", username=settings.username, password=settings.password.reveal()
        )
    wire.torrents_remove_categories([category])
    wire.forget()


@pytest.fixture
async def rig(settings: QbittorrentSettings, swarm: Swarm, category: str) -> AsyncIterator[Rig]:
    client = Qbittorrent("Your qBittorrent", settings, SystemClock())
    rig = Rig(client, swarm, category)
    yield rig
    for info_hash in rig.added:
        await client.delete(info_hash, with_data=True)
    await client.close()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_your_qbittorrent(check: Callable[[Rig], Awaitable[None]], rig: Rig) -> None:
    await check(rig)


async def test_a_whole_download(rig: Rig) -> None:
    """Told about, added, watched to the end, compared byte by byte, removed."""
    check = await rig.client.check()
    assert check.is_ok, check.message
    share = rig.share({"film.mkv": 8_000_000, "film.nfo": 400}, limit_bytes_s=6_000_000)
    assert await rig.client.add(share.torrent, rig.options())
    progress = [0.0]
    while progress[-1] < 100:
        download = await rig.one(share.info_hash)
        assert download is not None
        assert download.state is not DownloadState.ERROR, download.message
        progress.append(download.progress)
    # Blocks that arrived twice or broken are counted back: a step of less than a percent.
    assert all(later > earlier - 1 for earlier, later in pairwise(progress))
    assert any(0 < percent < 100 for percent in progress)
    download = await rig.finished(share)
    assert is_here(download, share)
    await rig.client.delete(share.info_hash, with_data=True)
    await rig.gone(share.info_hash)

    async def is_deleted() -> bool:  # it does that a moment later
        return not Path(download.content_path).exists()

    await until(is_deleted)
