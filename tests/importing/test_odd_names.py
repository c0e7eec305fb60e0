"""Torrents whose names no system, or not every system, can hold: what lies in the library can be
opened everywhere, nothing is doubled, and what can't be done is said in a sentence."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path, PurePath

import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.importing.disk import Placing
from neonarr.importing.model import FoundFile, MediaInfo, Move, NotVisible, TargetTaken, Wanted
from neonarr.importing.plan import plan
from neonarr.importing.run import import_download
from neonarr.lab.film import write_film
from neonarr.library.model import Item
from neonarr.naming.part import MAX_BYTES

pytestmark = pytest.mark.anyio
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = PurePath("/library")
DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
RESERVED = ("CON", "aux", "NUL", "com1", "LPT9", "prn.live")
ODD_TITLES = ("Heat...", "Heat. ", "ä" * 150, "Ame\u0301lie", "a:b*c?")
ODD_NAMES = ("heat. .mkv", "he\u0301at.mkv", "x" * 251 + ".mkv")


def movie(title: str) -> Item:
    return Item(ItemId(1), MediaKind.MOVIE, title, None, 1995, True, LONG_AGO)


def album(title: str = "Blue", artist: str = "Joni Mitchell") -> Item:
    return Item(ItemId(2), MediaKind.ALBUM, title, artist, 1971, True, LONG_AGO)


def track(within: str, number: int | None, title: str | None) -> FoundFile:
    media = MediaInfo(
        duration_s=60, audio_codec="flac", track=number, title=title, album="Blue", artist="Joni"
    )
    return FoundFile(PurePath("/in") / within, PurePath(within), Bytes(9), media)


def targets(item: Item, *files: FoundFile) -> list[PurePath]:
    return [move.target.relative_to(ROOT) for move in plan(Wanted(item, ""), files, ROOT)]


def is_safe(part: str) -> bool:
    stem = part.partition(".")[0].strip().casefold()
    return (
        len(part.encode()) <= MAX_BYTES
        and stem not in DEVICES
        and part == part.rstrip(" .")
        and not set(part) & set('<>:"/\\|?*')
        and unicodedata.is_normalized("NFC", part)
    )


@pytest.mark.parametrize("title", [*RESERVED, *ODD_TITLES])
def test_titles_become_names_every_system_takes(title: str) -> None:
    [target] = targets(
        movie(title),
        FoundFile(PurePath("/in/x.mkv"), PurePath("x.mkv"), Bytes(9), MediaInfo(video_codec="avc")),
    )
    assert all(is_safe(part) for part in target.parts), target
    [target] = targets(album(title, title), track("01.flac", 1, title))
    assert all(is_safe(part) for part in target.parts), target


@pytest.mark.parametrize("name", [*(f"{d}.mkv" for d in RESERVED), *ODD_NAMES])
async def test_names_in_the_download_do_not_matter(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "AUX ."
    folder.mkdir(parents=True)
    write_film(tmp_path / "film.mkv", "Heat", size=1, width=64, height=36)
    (tmp_path / "film.mkv").rename(folder / name)
    [placed] = await import_download(
        Wanted(movie("Heat"), "Bluray-1080p"), str(folder), tmp_path / "movies"
    )
    assert placed.move.target.name == "Heat (1995) [Bluray-1080p].mkv"
    assert Path(placed.move.target).samefile(folder / name)


async def test_a_name_no_file_system_holds_is_said(tmp_path: Path) -> None:
    """As a client on another system may report it."""
    with pytest.raises(NotVisible, match=r"300 bytes.*Rename it"):
        await import_download(
            Wanted(movie("Heat"), ""), str(tmp_path / ("x" * 300)), tmp_path / "movies"
        )
    assert not (tmp_path / "movies").exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blue", "BLUE"),
        ("Ame\u0301lie", "Am\u00e9lie"),
        ("Straße", "STRASSE"),
        ("What?", "What"),
        ("A/B", "A-B"),
    ],
)
def test_twins_never_share_a_file(one: str, other: str) -> None:
    """Two tracks whose names are one for some system: by number they stay apart."""
    found = targets(album(), track("1.flac", 1, one), track("2.flac", 2, other))
    assert len({str(t).casefold() for t in found}) == 2


def place(source: Path, target: Path) -> None:
    placing = Placing()
    placing.place(Move(source, target, Bytes(source.stat().st_size), MediaInfo()))
    placing.finish()


@pytest.mark.parametrize(
    ("one", "other"), [("Film.mkv", "FILM.mkv"), ("Ame\u0301lie.mkv", "Am\u00e9lie.mkv")]
)
def test_a_twin_in_the_library_is_recognised_and_stays(
    tmp_path: Path, one: str, other: str
) -> None:
    """On a disk that tells them apart both could be made; over SMB or on a Mac one would hide."""
    source, library = tmp_path / "film", tmp_path / "library"
    source.write_bytes(b"film")
    place(source, library / one)
    place(source, library / other)
    assert [p.name for p in library.iterdir()] == [one], "the same content counts as placed"
    source.unlink()
    source.write_bytes(b"another")
    with pytest.raises(TargetTaken, match="different file"):
        place(source, library / other)
    assert (library / one).read_bytes() == b"film" and len(list(library.iterdir())) == 1


def test_folders_that_differ_in_case_or_form_are_one(tmp_path: Path) -> None:
    source, library = tmp_path / "film", tmp_path / "library"
    source.write_bytes(b"film")
    place(source, library / "Joni Mitchell" / "1.flac")
    place(source, library / "JONI MITCHELL" / "2.flac")
    place(source, library / "Ame\u0301lie" / "1.flac")
    place(source, library / "Am\u00e9lie" / "2.flac")
    assert sorted(p.name for p in library.iterdir()) == ["Ame\u0301lie", "Joni Mitchell"]
    assert len(list(library.rglob("*.flac"))) == 4
