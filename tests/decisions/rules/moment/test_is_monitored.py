from neonarr.decisions.rules.moment.is_monitored import is_monitored
from tests.decisions.make import movie, situation


def test_what_nobody_looks_after_is_not_taken_by_itself() -> None:
    found = is_monitored(movie("1080p"), situation(is_monitored=False))
    assert found is not None
    assert found.message == "This is not monitored; taken by itself is only what is monitored."


def test_the_rest_is() -> None:
    assert is_monitored(movie("1080p"), situation()) is None
    assert is_monitored(movie("1080p"), situation(want=None, is_monitored=False)) is None
