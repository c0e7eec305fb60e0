"""Every program that unpacks, through whole imports: the same archives, the same refusals."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from neonarr.importing.archives.workplace import FOLDER
from neonarr.importing.model import BrokenArchive, LockedArchive, NoUnpacker, UnsafeArchive
from tests.importing.archives.packing import (
    FILED,
    SEVEN_ZIP,
    UNAR,
    bring,
    library_of,
    names_in,
    only,
    pack,
    reads_rar,
    refused,
)
from tests.kit.needs import needs
from tests.kit.rar import new_names, old_names, write_rar, write_rar_with_locked_names
from tests.kit.rar5 import write_rar5, write_rar5_with_link, write_rar5_with_locked_names

pytestmark = pytest.mark.anyio
WRITES_RAR = pytest.mark.parametrize("write", [write_rar, write_rar5], ids=["old", "new"])
Write = Callable[..., None]


def seven(seven_zip: str, *words: str | Path) -> None:
    subprocess.run([seven_zip, "a", *map(str, words)], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("names", "write"),
    [(old_names, write_rar), (new_names, write_rar), (new_names, write_rar5)],
)
@pytest.mark.usefixtures("rar_program")
async def test_rar_in_volumes(
    download: Path, film: bytes, names: Callable[[str, int], list[str]], write: Write
) -> None:
    write(download, names("heat", 4), "Hëat/heat.1995.mkv", film)

    assert [one.method for one in await bring(download)] == ["unpacked"]

    assert (library_of(download) / FILED).read_bytes() == film
    assert not (library_of(download) / FOLDER).exists()


@pytest.mark.usefixtures("program")
async def test_zip_of_which_the_film_alone_is_wanted(download: Path, film: bytes) -> None:
    name = "Heat [1995] *?/@heat -x !heat's.mkv"
    pack(download / "heat.zip", {"setup.exe": b"x" * 9, name: film, "sub/setup.mkv.txt": b"y"})

    await bring(download)

    assert names_in(library_of(download)) == [FILED]
    assert (library_of(download) / FILED).read_bytes() == film


@pytest.mark.parametrize("kind", ["7z", "zip"])
@pytest.mark.usefixtures("program")
async def test_numbered_volumes(
    download: Path, film: bytes, tmp_path: Path, seven_zip: str, kind: str
) -> None:
    (tmp_path / "heat.1995.mkv").write_bytes(film)
    seven(seven_zip, f"-t{kind}", "-v100k", download / f"heat.{kind}", tmp_path / "heat.1995.mkv")
    assert len(list(download.glob(f"heat.{kind}.0*"))) > 2

    assert [one.method for one in await bring(download)] == ["unpacked"]


@pytest.mark.usefixtures("program")
async def test_names_that_lead_out_of_their_folder_are_refused(download: Path, film: bytes) -> None:
    for name in ("../../../evil.mkv", "/evil.mkv", "..\\evil.mkv"):
        pack(download / "heat.zip", {"heat.1995.mkv": film, name: b"evil"})

        assert "holds a name that" in await refused(download, UnsafeArchive)


@WRITES_RAR
@pytest.mark.usefixtures("rar_program")
async def test_names_in_rar_that_lead_out_are_refused(
    download: Path, film: bytes, write: Write
) -> None:
    write(download, ["heat.rar"], "../../../heat.1995.mkv", film)

    assert "leads out of its folder" in await refused(download, UnsafeArchive)


@pytest.mark.usefixtures("program")
async def test_a_link_in_an_archive_is_refused(
    download: Path, film: bytes, tmp_path: Path, seven_zip: str
) -> None:
    link = zipfile.ZipInfo("etc")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(download / "heat.zip", "w") as archive:
        archive.writestr("heat.1995.mkv", film)
        archive.writestr(link, "/etc")
    assert "link or device" in await refused(download, UnsafeArchive)

    (download / "heat.zip").unlink()
    (tmp_path / "heat.1995.mkv").write_bytes(film)
    (tmp_path / "etc").symlink_to("/etc")
    seven(seven_zip, "-snl", download / "heat.7z", tmp_path / "heat.1995.mkv", tmp_path / "etc")
    assert "link or device" in await refused(download, UnsafeArchive)


@pytest.mark.usefixtures("rar_program")
async def test_a_link_in_a_rar_is_refused(download: Path, film: bytes) -> None:
    write_rar5_with_link(download / "heat.rar", film, "etc", "/etc")

    assert "link or device" in await refused(download, UnsafeArchive)


@pytest.mark.usefixtures("program")
async def test_a_bomb_is_refused_by_its_listing(download: Path) -> None:
    pack(download / "heat.zip", {"heat.1995.mkv": bytes(60_000_000)})

    assert "trap" in await refused(download, UnsafeArchive)


@pytest.mark.usefixtures("program")
async def test_a_bomb_that_lies_about_its_size_gains_nothing(download: Path) -> None:
    path = download / "heat.zip"
    pack(path, {"heat.1995.mkv": bytes(40_000_000)})
    path.write_bytes(
        path.read_bytes().replace(
            (40_000_000).to_bytes(4, "little"), (99_000).to_bytes(4, "little")
        )
    )

    await refused(download, BrokenArchive)


@WRITES_RAR
@pytest.mark.usefixtures("rar_program")
async def test_a_password_of_a_rar_is_told(download: Path, film: bytes, write: Write) -> None:
    write(download, ["heat.rar"], "heat.1995.mkv", film, locked=True)
    assert "password" in await refused(download, LockedArchive)

    for write_locked in (write_rar_with_locked_names, write_rar5_with_locked_names):
        write_locked(download / "heat.rar")
        assert "password" in await refused(download, LockedArchive)


@pytest.mark.parametrize("locked", [["-psecret"], ["-psecret", "-mhe=on"], ["-tzip", "-psecret"]])
@pytest.mark.usefixtures("program")
async def test_a_password_is_told(
    download: Path, film: bytes, tmp_path: Path, seven_zip: str, locked: list[str]
) -> None:
    (tmp_path / "heat.1995.mkv").write_bytes(film)
    seven(seven_zip, *locked, download / "heat.7z", tmp_path / "heat.1995.mkv")

    assert "password" in await refused(download, LockedArchive)


@WRITES_RAR
@pytest.mark.usefixtures("rar_program")
async def test_a_missing_a_damaged_and_a_cut_volume_are_told(
    download: Path, film: bytes, write: Write
) -> None:
    _, second, _, last = new_names("heat", 4)
    write(download, new_names("heat", 4), "heat.1995.mkv", film)
    (download / second).rename(download / "kept")
    assert f"{second} is missing" in await refused(download, BrokenArchive)

    (download / "kept").rename(download / second)
    damaged = bytearray((download / second).read_bytes())
    damaged[len(damaged) // 2] ^= 255
    (download / second).write_bytes(damaged)
    assert "damaged" in await refused(download, BrokenArchive)

    (download / last).unlink()
    assert "damaged" in await refused(download, BrokenArchive)


@pytest.mark.usefixtures("program")
async def test_a_cut_zip_and_a_damaged_7z_are_told(
    download: Path, film: bytes, tmp_path: Path, seven_zip: str
) -> None:
    pack(download / "heat.zip", {"heat.1995.mkv": film})
    (download / "heat.zip").write_bytes((download / "heat.zip").read_bytes()[:-200])
    assert "damaged" in await refused(download, BrokenArchive)

    (download / "heat.zip").unlink()
    (tmp_path / "heat.1995.mkv").write_bytes(film)
    seven(seven_zip, download / "heat.7z", tmp_path / "heat.1995.mkv")
    damaged = bytearray((download / "heat.7z").read_bytes())
    damaged[len(damaged) // 2] ^= 255
    (download / "heat.7z").write_bytes(damaged)
    assert "damaged" in await refused(download, BrokenArchive)


@pytest.mark.parametrize("name", ["heat.zip", "heat.7z"])
@pytest.mark.usefixtures("program")
async def test_what_is_no_archive_is_told(download: Path, name: str) -> None:
    (download / name).write_bytes(b"<html>not found</html>" * 100)

    assert "no archive" in await refused(download, BrokenArchive)


@pytest.mark.usefixtures("rar_program")
async def test_what_is_no_rar_is_told(download: Path) -> None:
    (download / "heat.rar").write_bytes(b"<html>not found</html>" * 100)

    assert "no archive" in await refused(download, BrokenArchive)


async def test_where_one_gives_up_the_other_tries(
    download: Path, film: bytes, tmp_path: Path, seven_zip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Unarchiver lists what went through 7-Zip's filter for ARM, and can't unpack it."""
    (tmp_path / "heat.1995.mkv").write_bytes(film)
    seven(seven_zip, "-m0=ARM64", "-m1=LZMA2", download / "heat.7z", tmp_path / "heat.1995.mkv")
    both = [*map(needs, UNAR), seven_zip]
    with monkeypatch.context() as alone:
        only(both[:2], tmp_path, alone)
        assert "damaged" in await refused(download, BrokenArchive)

    monkeypatch.setenv("PATH", str(Path(seven_zip).parent))
    assert [one.method for one in await bring(download)] == ["unpacked"]
    assert (library_of(download) / FILED).read_bytes() == film


async def test_without_a_program_it_is_told_what_to_install(
    download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rar(download, ["heat.rar"], "heat.1995.mkv", b"film")
    monkeypatch.setenv("PATH", "/nonexistent")

    said = await refused(download, NoUnpacker)

    assert "apt install unar" in said and "7-Zip" in said


@WRITES_RAR
async def test_7_zip_unpacks_rar_or_says_that_it_was_built_without(
    download: Path, film: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    write(download, ["heat.rar"], "heat.1995.mkv", film)
    only([needs(*SEVEN_ZIP)], tmp_path, monkeypatch)

    if reads_rar():
        assert [one.method for one in await bring(download)] == ["unpacked"]
    else:
        assert "built without RAR" in await refused(download, NoUnpacker)
