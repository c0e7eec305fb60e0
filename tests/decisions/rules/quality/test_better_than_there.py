from neonarr.decisions.rules.quality.better_than_there import better_than_there
from tests.decisions.make import held, movie, profile, situation


def test_what_is_better_passes() -> None:
    asked = situation(profile=profile(), holding=held("Bluray-720p"))
    assert better_than_there(movie("1080p.WEB-DL"), asked) is None
    assert better_than_there(movie("720p.BluRay", format_score=10), asked) is None
    assert better_than_there(movie("DVDRip"), situation(profile=profile())) is None


def test_the_same_and_worse_are_rejected() -> None:
    asked = situation(profile=profile(), holding=held("Bluray-720p", 50))
    for worse in (
        movie("720p.BluRay", format_score=50),
        movie("720p.BluRay", format_score=10),
        movie("DVDRip", format_score=900),
    ):
        assert better_than_there(worse, asked) is not None
    found = better_than_there(movie("DVDRip"), asked)
    assert found is not None
    assert found.message == (
        "It is DVD, no better than what is there: Bluray-720p with a format score of 50."
    )


def test_qualities_of_one_group_are_the_same() -> None:
    asked = situation(profile=profile(), holding=held("WEBRip-1080p"))
    assert better_than_there(movie("1080p.WEB-DL"), asked) is not None


def test_without_a_profile_the_family_s_order_counts() -> None:
    asked = situation(holding=held("Bluray-720p"))
    assert better_than_there(movie("1080p.WEB-DL"), asked) is None
    assert better_than_there(movie("DVDRip"), asked) is not None
