import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.music.read import read_album, read_album_copy
from tests.releases.cases import Case, cases, told, wanted


@pytest.mark.parametrize("case", cases("albums.yaml"), ids=lambda case: case["name"])
def test_own_names_read_as_told(case: Case) -> None:
    found = read_album(case["name"])
    assert found is not None
    assert found.kind is MediaKind.ALBUM
    want = wanted(case)
    assert {key: told(found)[key] for key in want} == want


@pytest.mark.parametrize("name", [case["name"] for case in cases("junk.yaml") if case["album"]])
def test_what_is_no_album_name_is_not_read(name: str) -> None:
    assert read_album(name) is None


@pytest.mark.parametrize(
    ("name", "quality"),
    [("Song [192][2014][MP3]", "MP3-192"), ("Song.flac", "FLAC"), ("Song", "Unknown")],
)
def test_quality_is_read_without_an_album_name(name: str, quality: str) -> None:
    assert read_album_copy(name).quality.name == quality
