import pytest

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Want
from neonarr.decisions.rules.name.right_year import right_year
from neonarr.decisions.situation import Situation
from tests.decisions.make import ALBUM, MOVIE, candidate


@pytest.mark.parametrize(
    ("want", "name"),
    [
        (MOVIE, "The Long Harbor (1987) 1080p"),
        (MOVIE, "The Long Harbor (1986) 1080p"),
        (MOVIE, "The Long Harbor (1988) 1080p"),
        (MOVIE, "The Long Harbor 1080p"),
        (Want(MediaKind.MOVIE, "The Long Harbor"), "The Long Harbor (1960) 1080p"),
        (ALBUM, "Jane Doe - Blue Hours (2015) [FLAC]"),
        (None, "The Long Harbor (1960) 1080p"),
    ],
)
def test_the_year_and_its_neighbors_pass(want: Want | None, name: str) -> None:
    assert right_year(candidate(name), Situation(want)) is None


@pytest.mark.parametrize(
    ("want", "name", "message"),
    [
        (MOVIE, "The Long Harbor (1985) 1080p", "It is from 1985, not from 1987."),
        (MOVIE, "The Long Harbor (2020) 1080p", "It is from 2020, not from 1987."),
        (ALBUM, "Jane Doe - Blue Hours (1990) [FLAC]", "It is from 1990, not from 2001."),
    ],
)
def test_another_year_is_rejected(want: Want, name: str, message: str) -> None:
    found = right_year(candidate(name), Situation(want))
    assert found is not None
    assert found.message == message
