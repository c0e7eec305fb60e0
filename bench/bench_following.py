"""A minute of following 20 torrents among 10,000, looked at every second: CPU of both sides.

On a real 4.5.2, where asking for our hashes is the cheap call, and on an imitated 5.1, which tells
changes; 10 of the torrents change between two looks. The peer is the plain way, the whole list
every time. Measured over a few looks and multiplied.
"""

import asyncio
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import qbittorrentapi

from bench import Row
from bench.bench_refresh import fill
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.clock import SystemClock
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from tests.kit.imitated_qbittorrent.alone import torrents
from tests.kit.qbittorrent import PASSWORD, USERNAME, PrivateQbittorrent, cpu_s_of

SIZE, OURS, CHANGED = 10_000, 20, 10
LOOKS, LISTINGS, A_MINUTE = 20, 4, 60
TIMEOUT_S = 120


@dataclass(frozen=True)
class Server:
    name: str
    url: str
    pid: int
    hashes: list[InfoHash]


def run() -> list[Row]:
    rows: list[Row] = []
    for serving in (_real, _imitated):
        with serving() as server:
            rows += asyncio.run(_measure(server))
    return rows


async def _measure(server: Server) -> list[Row]:
    raw = qbittorrentapi.Client(
        server.url,
        username=USERNAME,
        password=PASSWORD,
        SIMPLE_RESPONSES=True,
        REQUESTS_ARGS={"timeout": TIMEOUT_S},
    )
    settings = QbittorrentSettings(server.url, USERNAME, Secret(PASSWORD), timeout_s=TIMEOUT_S)
    client = Qbittorrent("qBittorrent", settings, SystemClock())
    ours = server.hashes[:: SIZE // OURS][:OURS]

    async def look() -> None:
        assert len(await client.downloads(ours)) == OURS

    async def listing() -> None:
        assert len(raw.torrents_info()) == SIZE

    def change(number: int) -> None:
        raw.torrents_add_tags(tags=f"t{number}", torrent_hashes=server.hashes[:CHANGED])

    our, theirs = await _cpu_of_a_minute(look, LOOKS, server.pid, change)
    peer, peers = await _cpu_of_a_minute(listing, LISTINGS, server.pid, change)
    await client.close()
    raw._trigger_session_initialization()
    what = f"a minute of following, {SIZE:,} torrents in {server.name}"
    return [
        Row(
            f"{what}: our CPU", f"{our:.2f} s", f"{peer:.1f} s (full listing)", f"{our / peer:.3f}"
        ),
        Row(f"{what}: its CPU", f"{theirs:.2f} s", f"{peers:.1f} s", f"{theirs / peers:.3f}"),
    ]


async def _cpu_of_a_minute(
    work: Callable[[], Awaitable[None]], times: int, pid: int, change: Callable[[int], None]
) -> tuple[float, float]:
    """Seconds of CPU in this process and in that one; the first run only warms up."""
    await work()
    ours = theirs = 0.0
    for number in range(times):
        change(number)
        await asyncio.sleep(0.1)
        cpu, other = time.process_time(), cpu_s_of(pid)
        await work()
        ours += time.process_time() - cpu
        theirs += cpu_s_of(pid) - other
    return ours / times * A_MINUTE, theirs / times * A_MINUTE


@contextlib.contextmanager
def _real() -> Iterator[Server]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        PrivateQbittorrent(Path(folder)) as running,
    ):
        raw = qbittorrentapi.Client(
            running.url,
            username=USERNAME,
            password=PASSWORD,
            SIMPLE_RESPONSES=True,
            REQUESTS_ARGS={"timeout": TIMEOUT_S},
        )
        yield Server("qBittorrent 4.5.2", running.url, running.pid, fill(raw, 0, SIZE))
        raw._trigger_session_initialization()


@contextlib.contextmanager
def _imitated() -> Iterator[Server]:
    """In a process of its own, so that its CPU is not ours. How much that is says nothing of a real
    one."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.kit.imitated_qbittorrent.alone",
                "5.1",
                folder,
                str(SIZE),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin and process.stdout
        try:
            url = f"http://127.0.0.1:{int(process.stdout.readline())}"
            hashes = [InfoHash(one.id) for one in torrents(folder, SIZE)]
            yield Server("an imitated 5.1", url, process.pid, hashes)
        finally:
            process.stdin.close()
            process.wait(20)
            process.stdout.close()


if __name__ == "__main__":
    for row in run():
        print(row.what, row.ours, row.peer, row.ratio, sep=" | ")
