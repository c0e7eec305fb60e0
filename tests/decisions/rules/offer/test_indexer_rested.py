from datetime import timedelta

from neonarr.decisions.rules.offer.indexer_rested import indexer_rested
from tests.decisions.make import NOW, movie, situation


def test_a_resting_indexer_s_releases_wait() -> None:
    resting = {"resting_until": NOW + timedelta(hours=1)}
    found = indexer_rested(movie("1080p"), situation(indexer=resting))
    assert found is not None
    assert found.message == "Its indexer, lab, failed and rests until 2024-05-10 13:00."
    assert found.is_permanent is False


def test_a_rested_one_s_pass() -> None:
    assert indexer_rested(movie("1080p"), situation(indexer={"resting_until": NOW})) is None
    assert indexer_rested(movie("1080p"), situation()) is None
