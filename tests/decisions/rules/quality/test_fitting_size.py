import pytest

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.model import Limits, SizeBounds, Want
from neonarr.decisions.rules.quality.fitting_size import fitting_size
from neonarr.decisions.situation import Situation
from tests.decisions.make import (
    ALBUM,
    ALBUM_NAME,
    MOVIE,
    MOVIE_NAME,
    candidate,
)


@pytest.mark.parametrize("size", [None, 0, 5_000_000, 20_000_000, 8_000_000_000, 200_000_000_000])
def test_unknown_sizes_and_those_within_bounds_pass(size: int | None) -> None:
    assert fitting_size(candidate(size=size), Situation(MOVIE)) is None


@pytest.mark.parametrize(
    ("name", "want", "size", "message"),
    [
        (MOVIE_NAME, MOVIE, 4_999_999, "At 5 MB it is too small; the least is 5 MB."),
        (MOVIE_NAME, None, 12_000, "At 12 kB it is too small; the least is 5 MB."),
        (MOVIE_NAME, MOVIE, 300_000_000_000, "At 300 GB it is too large; the most is 200 GB."),
        (ALBUM_NAME, ALBUM, 999_000, "At 999 kB it is too small; the least is 1 MB."),
        ("0a" * 20, MOVIE, 1, "At 1 B it is too small; the least is 5 MB."),
    ],
)
def test_sizes_out_of_bounds_are_rejected(
    name: str, want: Want | None, size: int, message: str
) -> None:
    found = fitting_size(candidate(name, size=size), Situation(want))
    assert found is not None
    assert found.message == message


def test_bounds_of_the_quality_stand_instead_of_those_of_the_kind() -> None:
    small = SizeBounds(Bytes(1), Bytes(10))
    limits = Limits(quality_sizes={"WEBDL-1080p": small})
    assert fitting_size(candidate(size=10), Situation(MOVIE, limits)) is None
    assert fitting_size(candidate(size=11), Situation(MOVIE, limits)) is not None
    other = candidate("The.Long.Harbor.1987.DVDRip", size=10)
    assert fitting_size(other, Situation(MOVIE, limits)) is not None


def test_bounds_of_the_kind_can_be_set() -> None:
    limits = Limits(sizes={kind: SizeBounds(Bytes(1), Bytes(10)) for kind in MediaKind})
    assert fitting_size(candidate(size=10), Situation(MOVIE, limits)) is None
    assert fitting_size(candidate(size=11), Situation(MOVIE, limits)) is not None
