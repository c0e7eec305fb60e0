"""Importing: 1,000 hard links against `cp -al`, and a copy of 2 GB against `cp`.

Everything happens in one folder of the system's temporary folder ($TMPDIR moves it), and the median
counts. Ours and the peer take turns, and who begins changes every round: many disks are fast for a
burst and then slow. Links: ours flushes its folders, cp does not. Copy: the source is in the cache,
nothing else is dirty, and both end with the file flushed (`cp && sync FILE`); ours has also been
read back and compared by then.
"""

import asyncio
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import Row
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.importing import copying
from neonarr.importing.disk import Placing
from neonarr.importing.model import MediaInfo, Move
from neonarr.importing.run import import_download
from neonarr.lab.album import Album, write_album
from neonarr.library.model import Item

LINK_RUNS, COPY_RUNS, IMPORT_RUNS = 10, 6, 3
REST_S = 1
DISCS, TRACKS = 10, 100
COPY_BYTES = 2_000_000_000
ALBUM = Item(ItemId(1), MediaKind.ALBUM, "B", "A", 2026, True, datetime(2026, 1, 1, tzinfo=UTC))


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="neonarr-bench-") as name:
        folder = Path(name)
        download = _download(folder)
        return [_links(folder, download), _whole_import(folder, download), _copy(folder)]


def _download(folder: Path) -> Path:
    """1,000 playable tracks on ten discs."""
    (track,) = write_album(folder / "made", Album("A", "B", 2026, (("T",),), beats=1))
    content = track.read_bytes()
    for disc in range(DISCS):
        place = folder / "download" / f"CD{disc + 1}"
        place.mkdir(parents=True)
        for number in range(TRACKS):
            (place / f"{number + 1:02d} - Track {disc}.{number}.flac").write_bytes(content)
    return folder / "download"


def _links(folder: Path, download: Path) -> Row:
    library = folder / "library"
    sources = [p for p in sorted(download.rglob("*")) if p.is_file()]
    moves = [
        Move(p, library / p.relative_to(download), Bytes(p.stat().st_size), MediaInfo())
        for p in sources
    ]

    def ours() -> None:
        placing = Placing()
        for move in moves:
            placing.place(move)
        placing.finish()

    def peer() -> None:
        subprocess.run(["cp", "-al", download, library], check=True)

    def start_over() -> None:
        shutil.rmtree(library, ignore_errors=True)
        os.sync()

    mine, theirs = _turn_by_turn(ours, peer, LINK_RUNS, start_over)
    return Row(
        f"import: place {len(moves)} files by hard link",
        f"{mine * 1000:.1f} ms",
        f"{theirs * 1000:.1f} ms (cp -al)",
        f"{mine / theirs:.2f}×",
        "≤ 3×",
        "ours flushes the folders",
    )


def _whole_import(folder: Path, download: Path) -> Row:
    root = folder / "music"

    def whole() -> None:
        asyncio.run(import_download(ALBUM, "FLAC", str(download), root))

    seconds = []
    for _ in range(IMPORT_RUNS):
        shutil.rmtree(root, ignore_errors=True)
        seconds.append(_timed(whole))
    return Row(
        f"import: {DISCS * TRACKS} tracks found, tags read, named and linked",
        f"{statistics.median(seconds):.2f} s",
    )


def _copy(folder: Path) -> Row:
    source, target = folder / "source.bin", folder / "target.bin"
    with source.open("wb") as file:
        for _ in range(COPY_BYTES // 10_000_000):
            file.write(os.urandom(10_000_000))

    def ours() -> None:
        copying.copy(str(source), str(target), lambda: False)

    def peer() -> None:
        subprocess.run(["cp", "--reflink=never", source, target], check=True)
        subprocess.run(["sync", target], check=True)

    def start_over() -> None:
        target.unlink(missing_ok=True)
        os.sync()

    mine, theirs = _turn_by_turn(ours, peer, COPY_RUNS, start_over)
    return Row(
        "import: copy 2 GB, flushed",
        f"{COPY_BYTES / mine / 1e6:.0f} MB/s",
        f"{COPY_BYTES / theirs / 1e6:.0f} MB/s (cp && sync)",
        f"{theirs / mine:.2f}×",
        "≥ 0.9×",
        "ours is read back and compared",
    )


def _turn_by_turn(
    ours: Callable[[], None], peer: Callable[[], None], runs: int, start_over: Callable[[], None]
) -> tuple[float, float]:
    """Medians in seconds, ours first."""
    seconds: dict[Callable[[], None], list[float]] = {ours: [], peer: []}
    for n in range(runs):
        for work in (ours, peer) if n % 2 else (peer, ours):
            start_over()
            time.sleep(REST_S)
            seconds[work].append(_timed(work))
    return statistics.median(seconds[ours]), statistics.median(seconds[peer])


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    for row in run():
        print(row)
