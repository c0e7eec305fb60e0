from dataclasses import replace

from neonarr.decisions.rules.quality.enough_score import enough_score
from tests.decisions.make import movie, profile, situation


def test_scores_from_the_least_on_pass() -> None:
    asked = situation(profile=profile(min_score=10))
    assert enough_score(movie("1080p", format_score=10), asked) is None
    assert enough_score(movie("1080p", format_score=-500), situation()) is None


def test_lower_ones_are_rejected_with_the_formats_that_made_them_so() -> None:
    asked = situation(profile=profile())
    bad = replace(movie("1080p", format_score=-100), formats=("LQ", "x265"))
    found = enough_score(bad, asked)
    assert found is not None
    assert found.message == "Its formats score -100 (LQ, x265); the least is 0."
