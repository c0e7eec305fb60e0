"""Whole imports of packed downloads, through the real program."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from neonarr.base.units import Bytes
from neonarr.importing.archives.workplace import FOLDER
from neonarr.importing.model import LibraryFull
from neonarr.importing.run import Care, import_download
from neonarr.lab.album import Album, write_album
from neonarr.settings.model import ImportMode
from tests.importing.archives.packing import (
    BLUE,
    FILED,
    HEAT,
    bring,
    library_of,
    names_in,
    pack,
    refused,
)
from tests.kit.needs import needs
from tests.kit.rar import new_names, old_names, write_rar
from tests.kit.waiting import until_now

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("names", [old_names, new_names])
async def test_a_set_of_volumes_is_unpacked_filed_and_left_as_it_was(
    download: Path, film: bytes, names: object
) -> None:
    volumes = names("heat", 4)  # type: ignore[operator]
    write_rar(download, volumes, "heat.1995.mkv", film)
    before = names_in(download)

    first = await bring(download)
    again = await bring(download)

    library = library_of(download)
    assert names_in(library) == [FILED]
    assert (library / FILED).read_bytes() == film
    assert [(p.method, p.cost) for p in first] == [("unpacked", len(film))]
    assert again == first
    assert not (library / FOLDER).exists()
    assert names_in(download) == before


async def test_a_sample_beside_the_volumes_does_not_pass_for_the_film(
    download: Path, film: bytes
) -> None:
    write_rar(download, old_names("heat", 3), "heat.1995.mkv", film * 2)
    (download / "heat-sample.mkv").write_bytes(film)

    await bring(download)

    assert (library_of(download) / FILED).stat().st_size == len(film) * 2


async def test_what_lies_loose_is_not_unpacked_again(download: Path, film: bytes) -> None:
    (download / "heat.1995.mkv").write_bytes(film)
    write_rar(download, ["subs.rar"], "heat.1995.mkv", b"no film")

    assert [p.method for p in await bring(download)] == ["hardlink"]


async def test_an_album_in_a_zip_is_filed_and_can_be_read_by_others(tmp_path: Path) -> None:
    needs("unar")
    source, download = tmp_path / "made", tmp_path / "downloads" / "Joni"
    write_album(source, Album("Joni Mitchell", "Blue", 1971, (("A", "B"),), beats=1))
    download.mkdir(parents=True)
    pack(
        download / "Joni Mitchell - Blue.zip",
        {f"Blue/{p.name}": p.read_bytes() for p in source.rglob("*.flac")},
    )

    placed = await bring(download, BLUE)

    assert [p.move.track for p in placed] == [1, 2]
    for one in placed:
        assert stat.S_IMODE(os.stat(one.move.target).st_mode) == 0o644
        assert os.stat(one.move.target).st_nlink == 1


async def test_no_symbolic_link_is_made_to_what_goes_again(download: Path, film: bytes) -> None:
    write_rar(download, ["heat.rar"], "heat.1995.mkv", film)
    library = library_of(download)

    await import_download(HEAT, str(download), library, ImportMode.SYMLINK)

    assert not (library / FILED).is_symlink()
    assert (library / FILED).read_bytes() == film


async def test_room_is_looked_for_before_anything_is_unpacked(download: Path, film: bytes) -> None:
    write_rar(download, ["heat.rar"], "heat.1995.mkv", film)
    library_of(download).mkdir()

    said = await refused(download, LibraryFull, Care(reserve=Bytes(1 << 60)))

    assert "must stay so" in said


async def test_killed_half_way_it_begins_anew_and_nothing_is_left(
    download: Path, film: bytes
) -> None:
    write_rar(download, old_names("heat", 3), "heat.1995.mkv", film * 400)
    library = library_of(download)
    server = subprocess.Popen([sys.executable, "-c", _IMPORTS, str(download), str(library)])
    try:
        await asyncio.to_thread(until_now, lambda: any(library.rglob("heat*")))
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()

    await bring(download)

    assert names_in(library) == [FILED]
    assert (library / FILED).stat().st_size == len(film) * 400
    assert not (library / FOLDER).exists()


_IMPORTS = """
import sys
from pathlib import PurePath
from neonarr.base.kinds import MediaKind
from neonarr.importing import find
from neonarr.importing.archives.unpack import Room, unpacked
download, library = sys.argv[1:]
files = find.find(download)
with unpacked(download, files, MediaKind.MOVIE, Room(PurePath(library), 0), lambda: False):
    import time
    time.sleep(600)
"""
