from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library.model import Item
from neonarr.naming.paths import movie_path, track_path

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def movie(title: str, year: int | None = 1979) -> Item:
    return Item(ItemId(1), MediaKind.MOVIE, title, None, year, True, LONG_AGO)


def album(title: str, artist: str | None = "Neon", year: int | None = 1984) -> Item:
    return Item(ItemId(2), MediaKind.ALBUM, title, artist, year, True, LONG_AGO)


def test_a_movie_lies_in_its_own_folder() -> None:
    path = movie_path(movie("Alien"), "Bluray-1080p", ".MKV")

    assert str(path) == "Alien (1979)/Alien (1979) [Bluray-1080p].mkv"


def test_unknown_year_and_quality_leave_no_brackets() -> None:
    assert str(movie_path(movie("Alien", None), "", ".mkv")) == "Alien/Alien.mkv"
    assert str(track_path(album("Blue", year=None), 1, "A", None, ".mp3")) == "Neon/Blue/01 - A.mp3"


def test_tracks_have_their_number_and_disc() -> None:
    assert track_path(album("Blue"), 7, "A", None, ".flac").parts == (
        "Neon",
        "Blue (1984)",
        "07 - A.flac",
    )
    assert (
        str(track_path(album("Blue"), 7, "A", 2, ".flac")) == "Neon/Blue (1984)/Disc 2/07 - A.flac"
    )
    assert track_path(album("Blue"), 123, "A", None, ".flac").name == "123 - A.flac"
    assert track_path(album("Blue"), None, "A", None, ".flac").name == "A.flac"


def test_nothing_in_a_name_is_left_out_of_its_place() -> None:
    assert str(track_path(album("", artist=None, year=None), 1, "", None, ".ogg")) == (
        "Unknown Artist/Untitled/01 - Untitled.ogg"
    )


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_title_leaves_the_folder_or_adds_one(title: str, artist: str, track: str) -> None:
    assert len(movie_path(movie(title), "WEBDL-720p", ".mkv").parts) == 2
    parts = track_path(album(title, artist), 1, track, 1, ".flac").parts
    assert len(parts) == 4
    assert ".." not in parts and parts[0] != "/"
    assert parts[3].startswith("01 - ") and parts[3].endswith(".flac")
