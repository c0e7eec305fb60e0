from neonarr.decisions.rules.moment.enough_space import enough_space
from tests.decisions.make import movie, situation


def test_the_reserve_stays_free() -> None:
    asked = situation(free_space=10_000_000_000, reserve=2_000_000_000)
    assert enough_space(movie("1080p", size=8_000_000_000), asked) is None
    found = enough_space(movie("1080p", size=8_100_000_000), asked)
    assert found is not None
    assert found.message == "It needs 8.1 GB; free is 8 GB."
    assert found.is_permanent is False


def test_what_is_not_known_passes() -> None:
    assert enough_space(movie("1080p"), situation(free_space=1)) is None
    assert enough_space(movie("1080p", size=8_000_000_000), situation()) is None
