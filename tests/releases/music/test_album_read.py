import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.music.read import read_album, read_album_copy
from tests.releases.table import rows


@pytest.mark.parametrize(
    ("name", "artist", "album", "year", "quality", "group"), rows("albums.txt")
)
def test_own_names_read_as_told(
    name: str, artist: str | None, album: str, year: str | None, quality: str, group: str | None
) -> None:
    found = read_album(name)
    assert found is not None
    assert found.kind is MediaKind.ALBUM
    assert (found.artist, found.title, found.year, found.quality.name, found.group) == (
        artist,
        album,
        int(year) if year else None,
        quality,
        group,
    )


@pytest.mark.parametrize(
    "name", ["", " ", "185d86a343e39f3341e35c4dad3f9959", "just some words", "0aF" * 20 + ".mp3"]
)
def test_what_is_no_album_name_is_not_read(name: str) -> None:
    assert read_album(name) is None


@pytest.mark.parametrize(
    ("name", "quality"),
    [("Song [192][2014][MP3]", "MP3-192"), ("Song.flac", "FLAC"), ("Song", "Unknown")],
)
def test_quality_is_read_without_an_album_name(name: str, quality: str) -> None:
    assert read_album_copy(name).quality.name == quality
