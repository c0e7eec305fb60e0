from datetime import timedelta

from neonarr.decisions.rules.offer.young_enough import young_enough
from tests.decisions.make import NOW, movie, situation

OLD = movie("1080p", published_at=NOW - timedelta(days=31))


def test_what_is_past_the_retention_is_rejected() -> None:
    found = young_enough(OLD, situation(retention=timedelta(days=30)))
    assert found is not None
    assert found.message == "It is 31 days old; the most is 30 days."


def test_what_is_within_it_or_has_no_date_passes() -> None:
    assert young_enough(OLD, situation(retention=timedelta(days=31))) is None
    assert young_enough(OLD, situation()) is None
    assert young_enough(movie("1080p"), situation(retention=timedelta(days=1))) is None
