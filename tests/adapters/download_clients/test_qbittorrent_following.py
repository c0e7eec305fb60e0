"""Ours among 10,000 torrents of others: followed cheaply, and without a gap whatever happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.downloads.model import DownloadState
from tests.kit.imitated_qbittorrent.alone import torrents
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio

MANY = 10_000


@pytest.fixture(params=["4.3", "4.5.2", "4.6", "5.2"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ImitatedQbittorrent]:
    with ImitatedQbittorrent(request.param, tmp_path) as running:
        for torrent in torrents(str(tmp_path), MANY):
            running.held.put(torrent)
        yield running


async def test_no_gap_at_a_new_login_or_a_restart(server: ImitatedQbittorrent) -> None:
    one, two, three = (InfoHash(known) for known in list(server.held.by_id)[:3])
    settings = QbittorrentSettings(server.url, "admin", Secret("correct horse"))
    client = Qbittorrent("qB", settings, MovedClock())

    async def states() -> dict[InfoHash, DownloadState]:
        return {h: d.state for h, d in (await client.downloads([one, two, three])).items()}

    assert await states() == dict.fromkeys((one, two, three), DownloadState.PAUSED)
    server.restart()  # and while we are away:
    server.finish(one, {server.held.by_id[one].name: b"x" * 16_384})
    server.held.delete(server.held.by_id[two], with_files=False)
    assert await states() == {one: DownloadState.COMPLETE, three: DownloadState.PAUSED}
    for session in server.door.sessions.values():  # it forgets what it told us, not that we are in
        session.memory.clear()
    server.held.delete(server.held.by_id[one], with_files=True)
    assert await states() == {three: DownloadState.PAUSED}
    await client.close()


async def test_strangers_are_not_asked_for_again_and_again(server: ImitatedQbittorrent) -> None:
    """Nothing but what changed, or what is ours, crosses the wire once it is known."""
    [ours] = [InfoHash(known) for known in list(server.held.by_id)[:1]]
    settings = QbittorrentSettings(server.url, "admin", Secret("correct horse"))
    client = Qbittorrent("qB", settings, MovedClock())
    await client.downloads([ours])
    sent = server.sent_bytes
    for _ in range(20):
        assert set(await client.downloads([ours])) == {ours}
    assert server.sent_bytes - sent < 20 * 2_000
    await client.close()
