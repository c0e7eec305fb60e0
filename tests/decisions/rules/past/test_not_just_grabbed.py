from datetime import timedelta

from neonarr.decisions.rules.past.not_just_grabbed import not_just_grabbed
from tests.decisions.make import NOW, grabbed, movie, profile, situation

PAUSE = timedelta(hours=12)


def test_no_better_ones_wait() -> None:
    grab = grabbed("A", at=NOW - timedelta(hours=11))
    asked = situation(profile=profile(), grabs=(grab,), grab_pause=PAUSE)
    found = not_just_grabbed(movie("1080p.WEBRip"), asked)
    assert found is not None
    assert found.message == "Grabbed 11 hours ago was “A”; wanted is something better."
    assert found.is_permanent is False


def test_better_ones_and_later_ones_pass() -> None:
    dvd = grabbed("A", "DVD", at=NOW - timedelta(hours=1))
    old = grabbed("A", at=NOW - PAUSE)
    failed = grabbed("A", at=NOW, has_failed=True)
    asked = situation(profile=profile(), grabs=(dvd, old, failed), grab_pause=PAUSE)
    assert not_just_grabbed(movie("1080p.WEBRip"), asked) is None
    asked = situation(profile=profile(), grabs=(grabbed("A"),))
    assert not_just_grabbed(movie("1080p.WEBRip"), asked) is None
