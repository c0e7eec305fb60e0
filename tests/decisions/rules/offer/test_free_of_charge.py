from neonarr.decisions.rules.offer.free_of_charge import free_of_charge
from tests.decisions.make import movie, situation

ONLY = {"is_freeleech_only": True}


def test_free_ones_pass_anywhere() -> None:
    assert free_of_charge(movie("1080p", is_freeleech=True), situation(indexer=ONLY)) is None
    assert free_of_charge(movie("1080p"), situation()) is None


def test_others_wait_until_they_are_free() -> None:
    found = free_of_charge(movie("1080p"), situation(indexer=ONLY))
    assert found is not None
    assert found.message == "It is counted against the ratio; wanted is freeleech only."
    assert found.is_permanent is False
