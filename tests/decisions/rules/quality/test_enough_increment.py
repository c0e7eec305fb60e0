from neonarr.decisions.rules.quality.enough_increment import enough_increment
from tests.decisions.make import held, movie, profile, situation

ASKED = situation(profile=profile(min_increment=20), holding=held("WEBDL-1080p", 100))


def test_a_step_as_large_as_asked_for_passes() -> None:
    assert enough_increment(movie("1080p.WEB-DL", format_score=120), ASKED) is None


def test_a_smaller_one_is_rejected() -> None:
    found = enough_increment(movie("1080p.WEB-DL", format_score=119), ASKED)
    assert found is not None
    assert found.message == "Its formats score 119; an upgrade needs 120 or more."


def test_better_qualities_need_no_increment() -> None:
    asked = situation(profile=profile(min_increment=20), holding=held("DVD", 100))
    assert enough_increment(movie("1080p.WEB-DL", format_score=101), asked) is None
    assert enough_increment(movie("1080p.WEB-DL", format_score=101), situation()) is None
