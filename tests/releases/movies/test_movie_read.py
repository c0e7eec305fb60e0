import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.movies.read import read_copy, read_movie
from tests.releases.table import rows


@pytest.mark.parametrize(("name", "title", "year", "quality", "group"), rows("movies.txt"))
def test_own_names_read_as_told(
    name: str, title: str, year: str | None, quality: str, group: str | None
) -> None:
    found = read_movie(name)
    assert found is not None
    assert (found.title, found.year, found.quality.name, found.group) == (
        title,
        int(year) if year else None,
        quality,
        group,
    )
    assert (found.kind, found.artist) == (MediaKind.MOVIE, None)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "185d86a343e39f3341e35c4dad3f9959",
        "ba27283b17c00d01193eacc02a8ba98eeb523a76.mkv",
        "ba27283b17c00d01193eacc02a8ba98eeb523a76.1080p.mkv",
        "just some words",
        "Some.Show.S01E02.1080p.WEB-DL.x264-GRP",
        "Some Show 1x04 720p HDTV",
        "Some.Show.S03.1080p.BluRay",
        "1080p.BluRay.x264",
    ],
)
def test_what_is_no_movie_name_is_not_read(name: str) -> None:
    assert read_movie(name) is None


@pytest.mark.parametrize(
    ("name", "quality"),
    [
        ("Some.Show.S01E02.1080p.WEB-DL", "WEBDL-1080p"),
        ("Some Show S01E02 [HDTV]", "HDTV-720p"),
        ("Some.Show.S01E02.HDTV.x264", "SDTV"),
        ("Some.Show.S01E02.avi", "SDTV"),
        ("Some.Show.S01E02.The.Web.GRP", "Unknown"),
    ],
)
def test_quality_is_read_without_a_movie_name(name: str, quality: str) -> None:
    assert read_copy(name).quality.name == quality
