from datetime import timedelta

from neonarr.decisions.rules.moment.is_available import is_available
from tests.decisions.make import NOW, movie, situation


def test_nothing_is_taken_before_its_day() -> None:
    asked = situation(available_at=NOW + timedelta(days=3))
    found = is_available(movie("1080p"), asked)
    assert found is not None
    assert found.message == "Today is 2024-05-10; it is not out before 2024-05-13."
    assert found.is_permanent is False


def test_from_its_day_on_it_is() -> None:
    assert is_available(movie("1080p"), situation(available_at=NOW)) is None
    assert is_available(movie("1080p"), situation()) is None
