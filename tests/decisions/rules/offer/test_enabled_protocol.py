from neonarr.decisions.rules.offer.enabled_protocol import enabled_protocol
from tests.decisions.make import movie, situation


def test_torrents_pass() -> None:
    assert enabled_protocol(movie("1080p"), situation()) is None


def test_what_is_switched_off_is_rejected() -> None:
    found = enabled_protocol(movie("1080p"), situation(indexer={"protocol": "usenet"}))
    assert found is not None
    assert found.message == "It comes by usenet; switched on is torrent."
    assert enabled_protocol(movie("1080p"), situation(protocols=frozenset())) is not None
