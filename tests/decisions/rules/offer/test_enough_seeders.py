import pytest

from neonarr.decisions.model import Limits
from neonarr.decisions.rules.offer.enough_seeders import enough_seeders
from neonarr.decisions.situation import Situation
from tests.decisions.make import candidate


@pytest.mark.parametrize("seeders", [None, 1, 5_000])
def test_some_or_uncounted_seeders_pass(seeders: int | None) -> None:
    assert enough_seeders(candidate(seeders=seeders), Situation()) is None


@pytest.mark.parametrize(
    ("seeders", "least", "message"),
    [
        (0, 1, "It has no seeders; the least is 1 seeder."),
        (1, 2, "It has 1 seeder; the least is 2 seeders."),
    ],
)
def test_too_few_are_rejected_for_now(seeders: int, least: int, message: str) -> None:
    limits = Limits(min_seeders=least)
    found = enough_seeders(candidate(seeders=seeders), Situation(None, limits))
    assert found is not None
    assert (found.message, found.is_permanent) == (message, False)


def test_none_are_needed_where_none_are_asked_for() -> None:
    found = enough_seeders(candidate(seeders=0), Situation(None, Limits(min_seeders=0)))
    assert found is None
