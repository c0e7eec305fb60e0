import unicodedata
from datetime import UTC, datetime
from pathlib import PurePosixPath

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library.model import Item
from neonarr.naming.formats import DEFAULTS, Formats, compiled
from neonarr.naming.known import Known, TrackPlace
from neonarr.naming.part import MAX_BYTES, safe_part, same_name_key
from neonarr.naming.paths import movie_path, track_path, version_part
from tests.naming.guide import VARIANTS

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
RELEASE = "The.Movie.Title.2010.Extended.PROPER.1080p.BluRay.DTS-HD.MA.5.1.x264-GRP"


def movie(title: str, year: int | None = 1979) -> Item:
    return Item(ItemId(1), MediaKind.MOVIE, title, None, year, True, LONG_AGO)


def album(title: str, artist: str | None = "Neon", year: int | None = 1984) -> Item:
    return Item(ItemId(2), MediaKind.ALBUM, title, artist, year, True, LONG_AGO)


def film(title: str, quality: str, suffix: str, year: int | None = 1979, version: str = "") -> str:
    return str(movie_path(Known(movie(title, year), quality, version), suffix))


def track(
    of: Item, number: int | None, title: str, disc: int | None, suffix: str, version: str = ""
) -> PurePosixPath:
    return track_path(Known(of, version=version, place=TrackPlace(number, title, disc)), suffix)


def named(
    movie_folder: str = "", movie_file: str = "", album_folder: str = "", track_file: str = ""
) -> Formats:
    return Formats(
        compiled("movie_folder_format", movie_folder) if movie_folder else DEFAULTS.movie_folder,
        compiled("movie_file_format", movie_file) if movie_file else DEFAULTS.movie_file,
        compiled("album_folder_format", album_folder) if album_folder else DEFAULTS.album_folder,
        compiled("track_file_format", track_file) if track_file else DEFAULTS.track_file,
    )


def test_a_movie_lies_in_its_own_folder() -> None:
    assert film("Alien", "Bluray-1080p", ".MKV") == "Alien (1979)/Alien (1979) [Bluray-1080p].mkv"


def test_unknown_year_and_quality_leave_no_brackets() -> None:
    assert film("Alien", "", ".mkv", None) == "Alien/Alien.mkv"
    assert str(track(album("Blue", year=None), 1, "A", None, ".mp3")) == "Neon/Blue/01 - A.mp3"


def test_tracks_have_their_number_and_disc() -> None:
    blue = album("Blue")
    assert track(blue, 7, "A", None, ".flac").parts == ("Neon", "Blue (1984)", "07 - A.flac")
    assert str(track(blue, 7, "A", 2, ".flac")) == "Neon/Blue (1984)/Disc 2/07 - A.flac"
    assert track(blue, 123, "A", None, ".flac").name == "123 - A.flac"
    assert track(blue, None, "A", None, ".flac").name == "A.flac"


def test_nothing_in_a_name_is_left_out_of_its_place() -> None:
    assert str(track(album("", artist=None, year=None), 1, "", None, ".ogg")) == (
        "Unknown Artist/Untitled/01 - Untitled.ogg"
    )


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_title_leaves_the_folder_or_adds_one(title: str, artist: str, track_title: str) -> None:
    assert film(title, "WEBDL-720p", ".mkv").count("/") == 1
    parts = track(album(title, artist), 1, track_title, 1, ".flac").parts
    assert len(parts) == 4
    assert ".." not in parts and parts[0] != "/"
    assert parts[3].startswith("01 - ") and parts[3].endswith(".flac")


ODD = st.text(max_size=200) | st.text(
    alphabet='. :/\\?*"<>|\n\x7fcon1é\u0301\u202e[]{}()-', max_size=30
)
YEARS = st.none() | st.integers(1, 3000)
VERSIONS = st.sampled_from(["", "4K", "a / b", "portable"])


@settings(deadline=None)
@given(ODD, YEARS, st.sampled_from(["", "Bluray-1080p", "Unknown"]), VERSIONS)
@example("CON", None, "", "")
@example("x" * 300, 1999, "WEBDL-2160p", "4K")
@example("...", 1999, "DVD", "")
def test_without_formats_of_ones_own_movies_are_named_as_ever(
    title: str, year: int | None, quality: str, version: str
) -> None:
    """So that no library that is there is named anew by an update."""
    years, bracket = f" ({year})" if year else "", f" [{quality}]" if quality else ""
    called = f" - {version_part(version)}" if version else ""
    head = title if safe_part(title) != "Untitled" else "Untitled"
    assert film(title, quality, ".mkv", year, version) == str(
        PurePosixPath(safe_part(head, years), safe_part(head, f"{years}{called}{bracket}.mkv"))
    )


@settings(deadline=None)
@given(ODD, ODD, ODD, st.none() | st.integers(1, 200), st.none() | st.integers(1, 12), VERSIONS)
def test_without_formats_of_ones_own_tracks_are_named_as_ever(
    title: str, artist: str, name: str, number: int | None, disc: int | None, version: str
) -> None:
    tail = f" (1984){f' [{version_part(version)}]' if version else ''}"
    folder = PurePosixPath(
        "Unknown Artist" if safe_part(artist) == "Untitled" else safe_part(artist),
        safe_part(title, tail),
    )
    folder = folder if disc is None else folder / f"Disc {disc}"
    numbered = "" if number is None else f"{number:02d} - "
    assert track(album(title, artist), number, name, disc, ".flac", version) == (
        folder / safe_part(f"{numbered}{safe_part(name)}", ".flac")
    )


@settings(deadline=None)
@given(ODD, YEARS, st.sampled_from(sorted(VARIANTS["file"].values())), ODD, ODD)
def test_names_by_any_guide_are_safe_everywhere(
    title: str, year: int | None, template: str, release: str, original: str
) -> None:
    formats = named(VARIANTS["folder"]["jellyfin-imdb"], template)
    known = Known(movie(title, year), "Bluray-1080p", "4K", release, original, ("IMAX", "x/y:z"))
    path = movie_path(known, ".en.srt", formats)

    assert path.name.endswith(".en.srt") and len(path.parts) == 2
    for part in path.parts:
        assert part.strip(" .") and part[0] not in " ." and part[-1] not in " ."
        assert not set(part) & set('<>:"/\\|?*')
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in part)
        assert len(part.encode()) <= MAX_BYTES


@settings(deadline=None)
@given(ODD, st.sampled_from(sorted(VARIANTS["file"].values())), st.sampled_from([RELEASE, "a"]))
def test_versions_never_share_a_name(title: str, template: str, release: str) -> None:
    assume("4K" not in title and "portable" not in title)
    formats = named(movie_file=template)
    paths = [
        str(movie_path(Known(movie(title), "DVD", version, release, "x"), ".mkv", formats))
        for version in ("", "4K", "portable")
    ]
    assert len({same_name_key(path) for path in paths}) == 3


def test_a_version_stands_where_a_format_has_it_or_at_the_end() -> None:
    uhd = Known(movie("Alien"), "DVD", "4K", RELEASE)
    own = named(movie_file="{Version - }{Movie Title}")
    assert movie_path(uhd, ".mkv", own).name == "4K - Alien.mkv"
    tailed = named(movie_file="{Movie Title} {[Quality Full]}{-Release Group}")
    assert movie_path(uhd, ".mkv", tailed).name == "Alien [DVD Proper]-GRP - 4K.mkv"
    folder = named(movie_folder="{Movie Title} {[Version]}", movie_file="{Movie Title}")
    assert str(movie_path(uhd, ".mkv", folder)) == "Alien [4K]/Alien.mkv"
    tape = Known(album("Blue"), version="portable", place=TrackPlace(1, "A"))
    lidarr = named(
        album_folder="{Artist Name}/{Album Title}", track_file="{track:00} {Track Title}"
    )
    assert str(track_path(tape, ".mp3", lidarr)) == "Neon/Blue [portable]/01 A.mp3"


def test_the_longest_value_gives_way_first() -> None:
    formats = named(movie_file="{Movie Title} {(Release Year)} {[Quality Full]} {Original Title}")
    known = Known(movie("日本" * 60), "DVD", release=RELEASE)
    name = movie_path(known, ".mkv", formats).name

    assert name.endswith(f" (1979) [DVD Proper] {RELEASE}.mkv")
    assert 250 <= len(name.encode()) <= MAX_BYTES


def test_what_nobody_knows_still_has_a_name() -> None:
    formats = named(movie_folder="{TmdbId}", movie_file="{ImdbId}")
    assert str(movie_path(Known(movie("Alien")), ".mkv", formats)) == (
        "Alien (1979)/Alien (1979).mkv"
    )
