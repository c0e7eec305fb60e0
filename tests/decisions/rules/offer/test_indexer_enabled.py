from neonarr.decisions.rules.offer.indexer_enabled import indexer_enabled
from tests.decisions.make import movie, situation


def test_only_what_is_off_is_rejected() -> None:
    assert indexer_enabled(movie("1080p"), situation()) is None
    assert indexer_enabled(movie("1080p"), situation(indexer={})) is None
    found = indexer_enabled(movie("1080p"), situation(indexer={"is_enabled": False}))
    assert found is not None
    assert found.message == "Its indexer, lab, is switched off; wanted is one that is on."
