from datetime import timedelta

from neonarr.decisions.rules.offer.old_enough import old_enough
from tests.decisions.make import NOW, movie, situation

YOUNG = movie("1080p", published_at=NOW - timedelta(minutes=9))


def test_young_ones_wait() -> None:
    found = old_enough(YOUNG, situation(min_age=timedelta(minutes=10)))
    assert found is not None
    assert found.message == "It is 9 minutes old; the least is 10 minutes."
    assert found.is_permanent is False


def test_old_ones_and_those_without_a_date_pass() -> None:
    assert old_enough(YOUNG, situation(min_age=timedelta(minutes=9))) is None
    assert old_enough(YOUNG, situation()) is None
    assert old_enough(movie("1080p"), situation(min_age=timedelta(days=9))) is None
