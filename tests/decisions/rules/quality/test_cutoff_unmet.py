from neonarr.decisions.rules.quality.cutoff_unmet import cutoff_unmet
from tests.decisions.make import held, movie, profile, situation

MINE = profile(cutoff_score=100)


def test_past_the_cutoff_nothing_passes() -> None:
    asked = situation(profile=MINE, holding=held("WEBDL-1080p", 100))
    found = cutoff_unmet(movie("1080p.BluRay", format_score=900), asked)
    assert found is not None
    assert found.message == (
        "What is there, WEBDL-1080p with a format score of 100, is good enough; "
        "the cutoff is WEB 1080p with a score of 100."
    )


def test_below_it_in_quality_or_score_anything_does() -> None:
    of = movie("1080p.BluRay")
    assert cutoff_unmet(of, situation(profile=MINE, holding=held("Bluray-720p", 500))) is None
    assert cutoff_unmet(of, situation(profile=MINE, holding=held("WEBDL-1080p", 99))) is None
    assert cutoff_unmet(of, situation(profile=MINE)) is None
    assert cutoff_unmet(of, situation(holding=held("WEBDL-1080p", 100))) is None


def test_a_repair_of_what_is_there_passes() -> None:
    asked = situation(profile=MINE, holding=held("WEBDL-1080p", 100))
    assert cutoff_unmet(movie("PROPER.1080p.WEB-DL"), asked) is None
    assert cutoff_unmet(movie("PROPER.1080p.BluRay"), asked) is not None
