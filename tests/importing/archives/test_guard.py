"""Whether an archive from a stranger may be unpacked, by what it says is in it."""

from dataclasses import replace
from pathlib import PurePath

import pytest

from neonarr.base.units import Bytes
from neonarr.importing.archives.guard import MAX_ENTRIES, MAX_TOTAL, wanted_of
from neonarr.importing.archives.model import Archive, Entry, EntryKind
from neonarr.importing.model import BrokenArchive, LockedArchive, UnsafeArchive

ARCHIVE = Archive(PurePath("/d/film.rar"), PurePath("film.rar"), Bytes(1_000_000_000))
FILM = Entry(0, "Film/film.mkv", Bytes(1_000_000_000))


def test_media_and_its_subtitles_are_wanted_and_nothing_else() -> None:
    subtitle = Entry(1, "Film/film.en.srt", Bytes(100))
    rest = [Entry(2, "Film/setup.exe", Bytes(9)), Entry(3, "Film", Bytes(0), EntryKind.FOLDER)]

    assert wanted_of(ARCHIVE, [FILM, subtitle, *rest]) == [FILM, subtitle]


def test_without_media_nothing_is_wanted() -> None:
    assert (
        wanted_of(ARCHIVE, [Entry(0, "film.idx", Bytes(9)), Entry(1, "film.sub", Bytes(9))]) == []
    )


@pytest.mark.parametrize(
    "name",
    [
        "../film.mkv",
        "Film/../../film.mkv",
        "..\\film.mkv",
        "/etc/film.mkv",
        "\\\\nas\\film.mkv",
        "C:\\film.mkv",
        "",
        "film\0.mkv",
        "film\n.mkv",
        "a/" * 17 + "film.mkv",
        "a" * 300 + ".mkv",
    ],
)
def test_a_name_that_leads_elsewhere_or_can_not_be_is_refused(name: str) -> None:
    with pytest.raises(UnsafeArchive):
        wanted_of(ARCHIVE, [FILM, Entry(1, name, Bytes(1))])


def test_a_link_or_device_is_refused_even_beside_a_film() -> None:
    with pytest.raises(UnsafeArchive, match="link or device"):
        wanted_of(ARCHIVE, [FILM, Entry(1, "x", Bytes(1), EntryKind.OTHER)])


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(UnsafeArchive, match="twice"):
        wanted_of(ARCHIVE, [FILM, replace(FILM, index=1, name="film/FILM.mkv")])


def test_what_shrinks_as_no_media_does_is_a_trap() -> None:
    small = replace(ARCHIVE, size=Bytes(1_000_000))

    with pytest.raises(UnsafeArchive, match="trap"):
        wanted_of(small, [FILM])


def test_a_few_texts_may_shrink_a_lot() -> None:
    small = replace(ARCHIVE, size=Bytes(1_000))

    assert wanted_of(small, [replace(FILM, size=Bytes(900_000))])


def test_too_many_and_too_much_are_refused() -> None:
    with pytest.raises(UnsafeArchive, match="entries"):
        wanted_of(ARCHIVE, [Entry(n, f"{n}.mp3", Bytes(1)) for n in range(MAX_ENTRIES + 1)])
    with pytest.raises(UnsafeArchive, match="the most"):
        wanted_of(
            replace(ARCHIVE, size=Bytes(MAX_TOTAL)), [replace(FILM, size=Bytes(MAX_TOTAL + 1))]
        )
    with pytest.raises(UnsafeArchive, match="how large"):
        wanted_of(ARCHIVE, [replace(FILM, size=Bytes(-1))])


def test_a_password_and_a_missing_volume_are_told() -> None:
    with pytest.raises(LockedArchive, match="password"):
        wanted_of(ARCHIVE, [replace(FILM, is_locked=True)])
    with pytest.raises(BrokenArchive, match=r"film\.r03 is missing"):
        wanted_of(replace(ARCHIVE, lacks="film.r03"), [FILM])
