"""What one refresh costs us when nothing changed, with a real qBittorrent full of torrents.

Ours are 20 among many; the peer is the plain way, `torrents/info` with everything in it. Figures
are the CPU time of this process, the median of several refreshes.
"""

import asyncio
import hashlib
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import qbittorrentapi

from bench import Row
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.clock import SystemClock
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.waiting import until_now

SIZES = (1_000, 10_000)
OURS = 20
REFRESHES = 15
LISTINGS = 3
GOAL_MS = 5.0


def run() -> list[Row]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        PrivateQbittorrent(Path(folder)) as running,
    ):
        raw = qbittorrentapi.Client(
            running.url,
            username=running.username,
            password=running.password,
            SIMPLE_RESPONSES=True,
            REQUESTS_ARGS={"timeout": 120},
        )
        rows, have = [], 0
        for size in SIZES:
            hashes = fill(raw, have, size)
            have = size
            rows.append(asyncio.run(_measure(running, raw, size, hashes)))
        raw._trigger_session_initialization()
        return rows


async def _measure(
    running: PrivateQbittorrent, raw: qbittorrentapi.Client, size: int, hashes: list[InfoHash]
) -> Row:
    settings = QbittorrentSettings(
        running.url, running.username, Secret(running.password), timeout_s=120
    )
    client = Qbittorrent("qBittorrent", settings, SystemClock())
    ours = hashes[:: max(1, len(hashes) // OURS)][:OURS]

    async def refresh() -> None:
        assert len(await client.downloads(ours)) == len(ours)

    async def listing() -> None:
        assert len(raw.torrents_info()) == size

    our_ms, our_wait_ms = await _median_ms(refresh, REFRESHES)
    peer_ms, peer_wait_ms = await _median_ms(listing, LISTINGS)
    await client.close()
    return Row(
        f"refresh, {size:,} torrents in qBittorrent, nothing changed (CPU)",
        f"{our_ms:.1f} ms",
        f"{peer_ms:.1f} ms (full listing)",
        f"{our_ms / peer_ms:.3f}",
        f"≤ {GOAL_MS:.0f} ms",
        f"answer after {our_wait_ms:.0f} ms, full listing after {peer_wait_ms:.0f} ms",
    )


async def _median_ms(work: Callable[[], Awaitable[None]], times: int) -> tuple[float, float]:
    """CPU of this process, and time until the answer; the first run only warms up."""
    await work()
    used, waited = [], []
    for _ in range(times):
        cpu, began = time.process_time(), time.perf_counter()
        await work()
        used.append(time.process_time() - cpu)
        waited.append(time.perf_counter() - began)
    return statistics.median(used) * 1000, statistics.median(waited) * 1000


def fill(raw: qbittorrentapi.Client, have: int, wanted: int) -> list[InfoHash]:
    """Stopped one-piece torrents until there are `wanted`; the hashes of the new ones."""
    made = [_torrent(number) for number in range(have, wanted)]
    for start in range(0, len(made), 100):
        files = {
            f"{start + i}.torrent": content for i, (content, _) in enumerate(made[start:][:100])
        }
        raw.torrents_add(torrent_files=files, is_paused=True, is_skip_checking=True)
    last = made[-1][1]
    until_now(lambda: bool(raw.torrents_info(torrent_hashes=last)), within_s=300)
    until_now(lambda: len(raw.torrents_info()) >= wanted, within_s=300)
    return [info_hash for _, info_hash in made]


def _torrent(number: int) -> tuple[bytes, InfoHash]:
    name = b"Some.Movie.%05d.2024.1080p.BluRay.x264-GRP.mkv" % number
    piece = hashlib.sha256(name).digest()[:20]
    info = b"d6:lengthi16384e4:name%d:%s12:piece lengthi16384e6:pieces20:%se" % (
        len(name),
        name,
        piece,
    )
    content = b"d8:announce27:http://127.0.0.1:9/announce4:info%se" % info
    return content, InfoHash(hashlib.sha1(info).hexdigest())


if __name__ == "__main__":
    for row in run():
        print(row.what, row.ours, row.peer, row.ratio, row.note, sep=" | ")
