"""The recycle bin, and imports that replace an older copy, cut off anywhere."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.importing import copying
from neonarr.importing.disk import Old
from neonarr.importing.model import TargetTaken, Wanted
from neonarr.importing.replacing.recycle import RecycleBin
from neonarr.importing.run import import_download
from neonarr.library.model import Item
from neonarr.settings.model import ImportMode
from tests.kit.world import film_bytes

pytestmark = pytest.mark.anyio

TODAY = date(2026, 3, 1)
HEAT = Item(ItemId(1), MediaKind.MOVIE, "Heat", None, 1995, True, datetime(2026, 1, 1, tzinfo=UTC))
WANTED = Wanted(HEAT, "Bluray-1080p")
NAME = "Heat (1995)/Heat (1995) [Bluray-1080p].mkv"
KEPT = f".recycle/{TODAY}/{NAME}"


class Library:
    """A library with one old film, and a download of a new one."""

    def __init__(self, folder: Path) -> None:
        self.root, self.download = folder / "movies", folder / "new.mkv"
        self.film = self.root / NAME
        self.film.parent.mkdir(parents=True)
        self.film.write_bytes(b"old")
        self.new = film_bytes() + b"new"
        self.download.write_bytes(self.new)

    def bin(self, days: int = 14, today: date = TODAY) -> RecycleBin:
        return RecycleBin(str(self.root), today, days)

    def old(self, days: int = 14, today: date = TODAY) -> Old:
        return Old(frozenset({str(self.film)}), self.bin(days, today))

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


async def bring(library: Library, old: Old | None, **options: ImportMode) -> None:
    await import_download(WANTED, str(library.download), library.root, old=old, **options)


@pytest.mark.parametrize("mode", list(ImportMode))
async def test_the_new_takes_the_name_of_the_old(library: Library, mode: ImportMode) -> None:
    await bring(library, library.old(), mode=mode)
    assert library.files() == {NAME: library.new, KEPT: b"old"}
    await bring(library, library.old(), mode=mode)
    assert library.files() == {NAME: library.new, KEPT: b"old"}


async def test_what_is_not_known_to_be_old_stays(library: Library) -> None:
    with pytest.raises(TargetTaken):
        await bring(library, None)
    assert library.files() == {NAME: b"old"}


async def test_nothing_is_kept_for_no_days(library: Library) -> None:
    await bring(library, library.old(days=0))
    assert library.files() == {NAME: library.new}


async def test_cut_off_with_the_new_one_staged(library: Library) -> None:
    os.link(library.download, copying.temp_path(f"{library.film}.new"))
    await bring(library, library.old())
    assert library.files() == {NAME: library.new, KEPT: b"old"}


@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 2)])
async def test_cut_off_before_the_name_was_taken_over(library: Library, day: date) -> None:
    library.bin().keep(str(library.film))
    assert library.files() == {NAME: b"old", KEPT: b"old"}
    await bring(library, library.old(today=day))
    assert library.files()[NAME] == library.new
    assert library.files()[KEPT] == b"old"


async def test_an_old_one_of_another_name_goes_last_and_its_folder_too(library: Library) -> None:
    other = library.root / "Heat" / "heat.avi"
    other.parent.mkdir()
    library.film.rename(other)
    old = Old(frozenset({str(other)}), library.bin())
    for _ in range(2):
        await bring(library, old)
        assert library.files() == {NAME: library.new, f".recycle/{TODAY}/Heat/heat.avi": b"old"}
    assert not other.parent.exists()


async def test_cut_off_between_the_two_names_of_a_thrown_file(library: Library) -> None:
    library.bin().keep(str(library.film))
    library.bin().throw(str(library.film))
    assert library.files() == {KEPT: b"old"}
    library.bin().throw(str(library.film))
    assert library.files() == {KEPT: b"old"}


def test_two_of_one_name_are_both_kept(library: Library) -> None:
    library.bin().throw(str(library.film))
    library.film.parent.mkdir()
    library.film.write_bytes(b"older")
    library.bin().throw(str(library.film))
    second = KEPT.replace("].mkv", "] (2).mkv")
    assert library.files() == {KEPT: b"old", second: b"older"}


def test_it_is_emptied_after_its_days(library: Library) -> None:
    library.bin().throw(str(library.film))
    mine = library.root / ".recycle" / "mine" / "a.txt"
    mine.parent.mkdir()
    mine.write_bytes(b"put there by hand")
    library.bin(today=date(2026, 3, 15)).empty()
    assert KEPT in library.files()
    library.bin(today=date(2026, 3, 16)).empty()
    assert library.files() == {".recycle/mine/a.txt": b"put there by hand"}


def test_only_its_own_library_is_its_business(library: Library) -> None:
    assert library.bin().is_for(str(library.film))
    assert not library.bin().is_for(f"{library.root}-other/film.mkv")
    assert not library.bin().is_for(str(library.root))
