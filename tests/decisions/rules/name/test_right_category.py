import pytest

from neonarr.decisions.model import Want
from neonarr.decisions.rules.name.right_category import right_category
from neonarr.decisions.situation import Situation
from tests.decisions.make import ALBUM, MOVIE, candidate


@pytest.mark.parametrize(
    ("want", "categories"),
    [
        (MOVIE, ()),
        (MOVIE, (2000, 2040)),
        (MOVIE, (5000, 2045)),
        (MOVIE, (8000,)),
        (MOVIE, (100_023,)),
        (ALBUM, (3040,)),
        (None, (2000,)),
        (None, (3000,)),
        (None, (3030,)),
    ],
)
def test_its_own_or_no_category_passes(want: Want | None, categories: tuple[int, ...]) -> None:
    of = candidate(categories=categories)
    assert right_category(of, Situation(want)) is None


@pytest.mark.parametrize(
    ("want", "categories", "message"),
    [
        (MOVIE, (3010,), "The indexer files it under music, not under movies."),
        (MOVIE, (5000, 6010), "The indexer files it under series, adult, not under movies."),
        (ALBUM, (2000, 100_001), "The indexer files it under movies, not under music."),
        (ALBUM, (3000, 3030), "The indexer files it under audiobooks, not under music."),
        (ALBUM, (3020,), "The indexer files it under music videos, not under music."),
        (None, (4000,), "The indexer files it under software, not under movies or music."),
    ],
)
def test_another_category_is_rejected(
    want: Want | None, categories: tuple[int, ...], message: str
) -> None:
    found = right_category(candidate(categories=categories), Situation(want))
    assert found is not None
    assert found.message == message
