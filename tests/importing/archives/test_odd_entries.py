"""Names in an archive that no system, or not every system, can hold."""

import unicodedata
from pathlib import Path

import pytest

from neonarr.importing.model import UnsafeArchive
from tests.importing.archives.packing import FILED, bring, library_of, names_in, pack, refused

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("program")]
COMPOSED = "he\u00e1t.1995"
ODD = ["CON", "aux.1995", "heat. ", "heat...", COMPOSED, unicodedata.normalize("NFD", COMPOSED)]


@pytest.mark.parametrize("stem", [*ODD, "x" * 251])
@pytest.mark.parametrize("folder", ["", "AUX ./"])
async def test_names_in_the_archive_do_not_matter(
    download: Path, film: bytes, stem: str, folder: str
) -> None:
    pack(download / "heat.zip", {f"{folder}{stem}.mkv": film})

    await bring(download)

    assert names_in(library_of(download)) == [FILED]
    assert (library_of(download) / FILED).read_bytes() == film


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("heat.mkv", "HEAT.mkv"),
        (f"{COMPOSED}.mkv", unicodedata.normalize("NFD", f"{COMPOSED}.mkv")),
    ],
)
async def test_twins_are_refused_by_name(download: Path, film: bytes, one: str, other: str) -> None:
    pack(download / "heat.zip", {one: film, other: b"another"})

    said = await refused(download, UnsafeArchive)

    assert "heat.zip holds the same name twice" in said and other in said


async def test_a_name_of_300_bytes_is_refused_by_name(download: Path, film: bytes) -> None:
    pack(download / "heat.zip", {"heat.mkv": film, "ä" * 148 + ".nfo": b"n"})

    assert "is too long" in await refused(download, UnsafeArchive)
