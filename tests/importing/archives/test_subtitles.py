"""Subtitles packed beside a film or within its archive, through whole imports."""

import io
import zipfile
from pathlib import Path

import pytest

from neonarr.importing.archives.workplace import FOLDER
from neonarr.importing.run import Care, import_download
from neonarr.settings.model import ImportMode
from tests.importing.archives.packing import EASY, HEAT, bring, library_of, names_in, pack
from tests.kit.rar import old_names, write_rar

pytestmark = pytest.mark.anyio
BARE = "Heat (1995)/Heat (1995) [Bluray-1080p]"
LINE = b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n"


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def brought(download: Path) -> list[str]:
    found = names_in(library_of(download))
    assert all(name.startswith(BARE) for name in found), found
    return [name.removeprefix(BARE) for name in found]


async def test_those_beside_a_loose_film(download: Path, film: bytes) -> None:
    (download / "heat.mkv").write_bytes(film)
    write_rar(download / "Subs", ["x.rar"], "heat.en.srt", LINE)
    pack(download / "subs.zip", {"German.srt": LINE, "readme.exe": b"x"})
    before = names_in(download)

    placed = await bring(download)
    again = await bring(download)

    assert brought(download) == [".de.srt", ".en.srt", ".mkv"]
    assert placed == again
    assert [one.method for one in placed] == ["hardlink", "unpacked", "unpacked"]
    assert names_in(download) == before and not (library_of(download) / FOLDER).exists()


async def test_those_beside_a_packed_film_and_packed_twice(download: Path, film: bytes) -> None:
    write_rar(download, old_names("heat", 3), "crew-heat.mkv", film)
    inner = packed({"crew-heat-subs.sub": b"pictures" * 100})
    (download / "Subs").mkdir()
    pack(download / "Subs" / "s.zip", {"crew-heat-subs.idx": b"index", "inner.zip": inner})

    await bring(download)

    assert brought(download) == [".idx", ".mkv", ".sub"]
    assert (library_of(download) / f"{BARE}.sub").read_bytes() == b"pictures" * 100


async def test_those_within_the_archive_of_the_film(download: Path, film: bytes) -> None:
    subtitles = {"Subs/x.zip": packed({"2_French.srt": LINE}), "Subs/heat.de.srt": LINE}
    pack(download / "heat.zip", {"heat.mkv": film, **subtitles})

    await bring(download)

    assert brought(download) == [".de.srt", ".fr.srt", ".mkv"]


@pytest.mark.parametrize("mode", [ImportMode.COPY, ImportMode.SYMLINK, ImportMode.MOVE])
async def test_the_film_gets_there_as_the_mode_says(
    download: Path, film: bytes, mode: ImportMode
) -> None:
    (download / "heat.mkv").write_bytes(film)
    pack(download / "subs.zip", {"English.srt": LINE})
    library = library_of(download)

    [first, second] = await import_download(HEAT, str(download), library, mode, care=EASY)

    methods = {ImportMode.COPY: {"copy", "reflink"}, ImportMode.SYMLINK: {"symlink"}}
    assert first.method in methods.get(mode, {"hardlink"})
    assert second.method == "unpacked"
    assert not (library / f"{BARE}.en.srt").is_symlink()
    assert (library / f"{BARE}.en.srt").read_bytes() == LINE


@pytest.mark.parametrize(
    "subs",
    [
        b"no archive at all",
        packed({"../../English.srt": LINE}),
        packed({"English.srt": bytes(60_000_000)}),
        packed({"English.srt": LINE, "setup.mkv": b"x"}),
    ],
    ids=["damaged", "leads out", "bomb", "more than subtitles"],
)
async def test_what_is_wrong_with_them_never_keeps_the_film_out(
    download: Path, film: bytes, subs: bytes
) -> None:
    (download / "heat.mkv").write_bytes(film)
    (download / "subs.zip").write_bytes(subs)

    await bring(download)

    assert brought(download) == [".mkv"]
    assert names_in(download.parent.parent / "downloads")


async def test_nor_does_a_lack_of_programs_or_of_room(
    download: Path, film: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (download / "heat.mkv").write_bytes(film)
    pack(download / "subs.zip", {"English.srt": LINE})

    await bring(download, care=Care(reserve=1 << 60))  # type: ignore[arg-type]
    assert brought(download) == [".mkv"]

    monkeypatch.setenv("PATH", "/nonexistent")
    await bring(download)
    assert brought(download) == [".mkv"]
