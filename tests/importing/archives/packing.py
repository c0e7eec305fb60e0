"""What the tests of packed downloads share: what is wanted, packing it, importing it."""

import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.importing.model import ImportFailed, Placed, Wanted
from neonarr.importing.run import Care, import_download
from neonarr.library.model import Item

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HEAT = Wanted(Item(ItemId(1), MediaKind.MOVIE, "Heat", None, 1995, True, LONG_AGO), "Bluray-1080p")
BLUE = Wanted(
    Item(ItemId(2), MediaKind.ALBUM, "Blue", "Joni Mitchell", 1971, True, LONG_AGO), "FLAC"
)
EASY = Care()
UNAR, SEVEN_ZIP = ("unar", "lsar"), ("7zz", "7z")
FILED = "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"


def reads_rar() -> bool:
    """Whether the 7-Zip here was built with RAR, which Debian's is not."""
    program = next(filter(None, map(shutil.which, SEVEN_ZIP)), None)
    if program is None:
        return False
    told = subprocess.run([program, "i"], check=True, capture_output=True, text=True)
    return " Rar5 " in told.stdout


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


async def refused(download: Path, kind: type[ImportFailed], care: Care = EASY) -> str:
    """The sentence; nothing is left anywhere."""
    before = names_in(download.parent.parent)
    with pytest.raises(kind) as failure:
        await bring(download, care=care)
    assert names_in(download.parent.parent) == before
    return str(failure.value)


def only(programs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for program in programs:
        (folder / Path(program).name).symlink_to(program)
    monkeypatch.setenv("PATH", str(folder))
