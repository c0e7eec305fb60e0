"""Which files of a download are archives, and which volumes belong together."""

from pathlib import PurePath

import pytest

from neonarr.base.units import Bytes
from neonarr.importing.archives.sets import archives_in
from neonarr.importing.model import FoundFile
from tests.kit.rar import new_names, old_names


def found(*names: str) -> list[FoundFile]:
    return [FoundFile(PurePath("/d") / name, PurePath(name), Bytes(10)) for name in names]


@pytest.mark.parametrize(
    ("names", "first", "lacks"),
    [
        (old_names("film", 3), "film.rar", ""),
        (old_names("film", 102), "film.rar", ""),
        (new_names("film", 3), "film.part01.rar", ""),
        (["film.7z.001", "film.7z.002"], "film.7z.001", ""),
        (["film.zip", "film.z01"], "film.zip", ""),
        (["Film.RAR", "film.r00"], "Film.RAR", ""),
        (["film.7z"], "film.7z", ""),
        (["film.r00", "film.r01"], "film.r00", "film.rar"),
        (["film.rar", "film.r01"], "film.rar", "film.r00"),
        (["film.part02.rar", "film.part03.rar"], "film.part02.rar", "film.part01.rar"),
        (["film.7z.001", "film.7z.003"], "film.7z.001", "film.7z.002"),
        (["film.z01"], "film.z01", "film.zip"),
    ],
)
def test_volumes_belong_together(names: list[str], first: str, lacks: str) -> None:
    (archive,) = archives_in(found(*names))

    assert (archive.first.name, archive.lacks) == (first, lacks)
    assert archive.size == 10 * len(names)


def test_names_past_r99_go_on_with_s00() -> None:
    volumes = [f"film.r{n:02}" for n in range(100)] + ["film.s00", "film.s01"]

    (archive,) = archives_in(found("film.rar", *volumes))

    assert archive.lacks == ""


def test_what_lies_in_two_folders_are_two_archives() -> None:
    assert len(archives_in(found("CD1/film.rar", "CD2/film.rar"))) == 2


def test_media_and_its_company_are_no_archives() -> None:
    assert archives_in(found("film.mkv", "film.nfo", "film.sfv", "film.part1", "song.mp3")) == []
