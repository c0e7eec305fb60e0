"""Whole imports of packed downloads, through the real program."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.importing.archives.workplace import FOLDER
from neonarr.importing.model import (
    BrokenArchive,
    ImportFailed,
    LibraryFull,
    LockedArchive,
    NoUnpacker,
    Placed,
    UnsafeArchive,
    Wanted,
)
from neonarr.importing.run import Care, import_download
from neonarr.lab.album import Album, write_album
from neonarr.lab.film import write_film
from neonarr.library.model import Item
from neonarr.settings.model import ImportMode
from tests.kit.needs import needs
from tests.kit.rar import new_names, old_names, write_rar, write_rar_with_locked_names
from tests.kit.waiting import until_now

pytestmark = pytest.mark.anyio
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HEAT = Wanted(Item(ItemId(1), MediaKind.MOVIE, "Heat", None, 1995, True, LONG_AGO), "Bluray-1080p")
BLUE = Wanted(
    Item(ItemId(2), MediaKind.ALBUM, "Blue", "Joni Mitchell", 1971, True, LONG_AGO), "FLAC"
)
EASY = Care()
FILED = "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    needs("unar")
    path = tmp_path_factory.mktemp("film") / "heat.mkv"
    write_film(path, "Heat", size=1, width=160, height=90)
    return path.read_bytes()


@pytest.fixture
def download(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads" / "Heat.1995.1080p.BluRay-CREW"
    folder.mkdir(parents=True)
    (folder / "heat.nfo").write_text("hello")
    return folder


async def bring(download: Path, wanted: Wanted = HEAT, care: Care = EASY) -> list[Placed]:
    return await import_download(wanted, str(download), library_of(download), care=care)


def library_of(download: Path) -> Path:
    return download.parent.parent / "library"


def names_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir())


def pack(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


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


async def refused(download: Path, kind: type[ImportFailed], care: Care = EASY) -> str:
    """The sentence; nothing is left anywhere."""
    before = names_in(download.parent.parent)
    with pytest.raises(kind) as failure:
        await bring(download, care=care)
    assert names_in(download.parent.parent) == before
    return str(failure.value)


async def test_names_that_lead_out_of_their_folder_are_refused(download: Path, film: bytes) -> None:
    pack(download / "heat.zip", {"heat.1995.mkv": film, "../../../evil.mkv": b"evil"})

    assert "leads out of its folder" in await refused(download, UnsafeArchive)


async def test_a_link_in_an_archive_is_refused(download: Path, film: bytes) -> None:
    link = zipfile.ZipInfo("etc")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(download / "heat.zip", "w") as archive:
        archive.writestr("heat.1995.mkv", film)
        archive.writestr(link, "/etc")

    assert "link or device" in await refused(download, UnsafeArchive)


async def test_a_bomb_is_refused_by_its_listing(download: Path, film: bytes) -> None:
    pack(download / "heat.zip", {"heat.1995.mkv": bytes(60_000_000)})

    assert "trap" in await refused(download, UnsafeArchive)


async def test_a_bomb_that_lies_about_its_size_gains_nothing(download: Path, film: bytes) -> None:
    path = download / "heat.zip"
    pack(path, {"heat.1995.mkv": bytes(40_000_000)})
    path.write_bytes(
        path.read_bytes().replace(
            (40_000_000).to_bytes(4, "little"), (99_000).to_bytes(4, "little")
        )
    )

    await refused(download, BrokenArchive)


async def test_a_password_is_told(download: Path, film: bytes) -> None:
    write_rar(download, ["heat.rar"], "heat.1995.mkv", film, locked=True)
    assert "password" in await refused(download, LockedArchive)

    write_rar_with_locked_names(download / "heat.rar")
    assert "password" in await refused(download, LockedArchive)


async def test_a_missing_a_damaged_and_a_cut_volume_are_told(download: Path, film: bytes) -> None:
    volumes = old_names("heat", 4)
    write_rar(download, volumes, "heat.1995.mkv", film)
    (download / "heat.r01").rename(download / "kept")
    assert "heat.r01 is missing" in await refused(download, BrokenArchive)

    (download / "kept").rename(download / "heat.r01")
    damaged = bytearray((download / "heat.r01").read_bytes())
    damaged[len(damaged) // 2] ^= 255
    (download / "heat.r01").write_bytes(damaged)
    assert "damaged" in await refused(download, BrokenArchive)

    (download / "heat.r02").unlink()
    assert "damaged" in await refused(download, BrokenArchive)


async def test_what_is_no_archive_is_told(download: Path, film: bytes) -> None:
    (download / "heat.rar").write_bytes(b"<html>not found</html>" * 100)

    assert "no archive" in await refused(download, BrokenArchive)


async def test_room_is_looked_for_before_anything_is_unpacked(download: Path, film: bytes) -> None:
    write_rar(download, ["heat.rar"], "heat.1995.mkv", film)
    library_of(download).mkdir()

    said = await refused(download, LibraryFull, Care(reserve=Bytes(1 << 60)))

    assert "must stay so" in said


async def test_without_a_program_it_is_told_what_to_install(
    download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rar(download, ["heat.rar"], "heat.1995.mkv", b"film")
    monkeypatch.setenv("PATH", "/nonexistent")

    assert "apt install unar" in await refused(download, NoUnpacker)


async def test_killed_half_way_it_begins_anew_and_nothing_is_left(
    download: Path, film: bytes
) -> None:
    write_rar(download, old_names("heat", 3), "heat.1995.mkv", film * 400)
    library = library_of(download)
    server = subprocess.Popen([sys.executable, "-c", _IMPORTS, str(download), str(library)])
    try:
        await asyncio.to_thread(until_now, lambda: any(library.rglob("heat*")), within_s=60)
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


async def test_seven_zip_in_volumes_is_unpacked_and_a_locked_one_told(
    download: Path, film: bytes, tmp_path: Path
) -> None:
    program = needs("7zz", "7z")
    (tmp_path / "heat.1995.mkv").write_bytes(film)
    packed = [str(download / "heat.7z"), str(tmp_path / "heat.1995.mkv")]
    subprocess.run([program, "a", "-v100k", *packed], check=True, capture_output=True)
    assert len(list(download.glob("heat.7z.*"))) > 2

    assert [p.method for p in await bring(download)] == ["unpacked"]

    for volume in download.glob("heat.7z.*"):
        volume.unlink()
    for locked in (["-psecret"], ["-psecret", "-mhe=on"]):
        subprocess.run([program, "a", *locked, *packed], check=True, capture_output=True)
        with pytest.raises(LockedArchive, match="password"):
            await bring(download)
        (download / "heat.7z").unlink()
