from neonarr.base.ids import InfoHash
from neonarr.decisions.rules.past.not_downloading import not_downloading
from tests.decisions.make import grabbed, movie, profile, situation

HASH = InfoHash("ab" * 20)


def test_what_a_client_has_is_not_taken_again() -> None:
    asked = situation(downloading=frozenset({HASH}))
    found = not_downloading(movie("1080p.WEB-DL", info_hash=HASH), asked)
    assert found is not None
    assert found.is_permanent is False
    assert not_downloading(movie("1080p.WEB-DL", info_hash="cd" * 20), asked) is None


def test_only_what_is_better_than_what_is_on_its_way_passes() -> None:
    under_way = grabbed("Other.Name", "WEBDL-1080p", is_under_way=True)
    asked = situation(profile=profile(cutoff="Bluray-1080p"), grabs=(under_way,))
    found = not_downloading(movie("1080p.WEBRip"), asked)
    assert found is not None
    assert found.message == (
        "On its way already is “Other.Name” (WEBDL-1080p); wanted is something better."
    )
    assert not_downloading(movie("1080p.BluRay"), asked) is None


def test_what_is_over_does_not_count() -> None:
    asked = situation(profile=profile(), grabs=(grabbed(),))
    assert not_downloading(movie("DVDRip"), asked) is None
