"""Whole imports on a real disk."""

import asyncio
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.importing import copying
from neonarr.importing.model import LibraryFull, LibraryMissing, NotVisible, Unimportable, Wanted
from neonarr.importing.run import import_download
from neonarr.lab.album import Album, write_album
from neonarr.lab.film import write_film
from neonarr.library.model import Item
from tests.kit.needs import missing

pytestmark = pytest.mark.anyio
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HALF = 32 << 20

HEAT = Item(ItemId(1), MediaKind.MOVIE, "Heat", None, 1995, True, LONG_AGO)
BLUE = Item(ItemId(2), MediaKind.ALBUM, "Blue", "Joni Mitchell", 1971, True, LONG_AGO)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads" / "Heat.1995"
    (folder / "Sample").mkdir(parents=True)
    write_film(folder / "heat.1995.mkv", "Heat", size=1, width=160, height=90)
    write_film(folder / "Sample" / "heat-sample.mkv", "Heat", size=1, width=160, height=90)
    (folder / "heat.1995.en.srt").write_text("1\n")
    (folder / "readme.txt").write_text("hello")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    point = tmp_path / "mnt"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "neonarr-test", str(point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("permission to mount")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def names_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


async def test_a_movie_is_imported_and_its_download_left_as_it_was(
    tmp_path: Path, film: Path
) -> None:
    before = names_in(film)

    placed = await import_download(Wanted(HEAT, "Bluray-1080p"), str(film), tmp_path / "movies")

    assert names_in(tmp_path / "movies") == [
        "Heat (1995)/Heat (1995) [Bluray-1080p].en.srt",
        "Heat (1995)/Heat (1995) [Bluray-1080p].mkv",
    ]
    assert placed[0].move.target.suffix == ".mkv"
    assert [(p.method, p.cost) for p in placed] == [("hardlink", 0)] * 2
    assert os.path.samefile(placed[0].move.target, film / "heat.1995.mkv")
    assert names_in(film) == before


async def test_an_album_with_discs_is_imported_twice_to_one_result(tmp_path: Path) -> None:
    source = tmp_path / "Joni"
    write_album(source, Album("Joni Mitchell", "Blue", 1971, (("A", "B"), ("C",)), beats=1))

    first = await import_download(Wanted(BLUE, "FLAC"), str(source), tmp_path / "music")
    again = await import_download(Wanted(BLUE, "FLAC"), str(source), tmp_path / "music")

    assert again == first
    assert [(p.move.disc, p.move.track) for p in first] == [(1, 1), (1, 2), (2, 1)]
    assert names_in(tmp_path / "music") == [
        "Joni Mitchell/Blue (1971)/Disc 1/01 - A.flac",
        "Joni Mitchell/Blue (1971)/Disc 1/02 - B.flac",
        "Joni Mitchell/Blue (1971)/Disc 2/01 - C.flac",
    ]


async def test_an_import_that_stopped_half_way_goes_on(tmp_path: Path) -> None:
    source = tmp_path / "Joni"
    write_album(source, Album("Joni Mitchell", "Blue", 1971, (("A", "B", "C"),), beats=1))
    placed = await import_download(Wanted(BLUE, "FLAC"), str(source), tmp_path / "music")
    os.unlink(placed[1].move.target)

    assert await import_download(Wanted(BLUE, "FLAC"), str(source), tmp_path / "music") == placed


async def test_what_is_missing_is_named(tmp_path: Path, film: Path) -> None:
    with pytest.raises(NotVisible):
        await import_download(Wanted(HEAT, ""), str(tmp_path / "nothing"), tmp_path / "movies")
    with pytest.raises(LibraryMissing):
        await import_download(Wanted(HEAT, ""), str(film), tmp_path / "unmounted" / "movies")
    with pytest.raises(Unimportable):
        await import_download(Wanted(BLUE, ""), str(film), tmp_path / "music")
    assert not (tmp_path / "music").exists()


async def test_a_disk_too_small_is_told_before_anything_is_written(
    film: Path, small_disk: Path
) -> None:
    with pytest.raises(LibraryFull, match="must be copied there"):
        await import_download(Wanted(HEAT, ""), str(film), small_disk / "movies")
    assert names_in(small_disk) == []


async def test_a_cancelled_copy_is_given_up_and_can_be_tried_again(
    tmp_path: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(tmp_path).st_dev:
        missing("a second file system")
    with (film / "heat.1995.mkv").open("ab") as file:  # players ignore what follows the film
        file.write(bytes(HALF * 2))
    is_half_done, goes_on = threading.Event(), threading.Event()
    send = copying._send

    def held_up(source: str, source_fd: int, temp_fd: int, at: int, count: int) -> int:
        if at >= HALF:
            is_half_done.set()
            goes_on.wait(60)
        return send(source, source_fd, temp_fd, at, count)

    monkeypatch.setattr(copying, "_send", held_up)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as shm:
        root = Path(shm) / "movies"
        running = asyncio.create_task(import_download(Wanted(HEAT, ""), str(film), root))
        async with asyncio.timeout(60):
            await asyncio.to_thread(is_half_done.wait)
            assert any(root.rglob(".neonarr-*.part"))
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            goes_on.set()
            while any(root.rglob("*")):
                await asyncio.sleep(0.01)

        await import_download(Wanted(HEAT, ""), str(film), root)

        assert names_in(root) == ["Heat (1995)/Heat (1995).en.srt", "Heat (1995)/Heat (1995).mkv"]
