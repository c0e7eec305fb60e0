from neonarr.base.ids import InfoHash
from neonarr.decisions.rules.past.not_grabbed_before import not_grabbed_before
from tests.decisions.make import MOVIE_NAME, candidate, grabbed, situation

HASH, OTHER = InfoHash("ab" * 20), InfoHash("cd" * 20)


def test_the_same_hash_is_the_same_release_under_any_name() -> None:
    asked = situation(grabs=(grabbed("Another.Name", info_hash=HASH, has_failed=True),))
    found = not_grabbed_before(candidate(info_hash=HASH), asked)
    assert found is not None
    assert found.message == (
        "This very release was grabbed on 2024-05-10; wanted is another release."
    )


def test_without_a_hash_the_name_decides() -> None:
    asked = situation(grabs=(grabbed(MOVIE_NAME.upper(), info_hash=HASH),))
    assert not_grabbed_before(candidate(), asked) is not None
    assert not_grabbed_before(candidate("Another.Name.1987.1080p"), asked) is None


def test_a_repaired_upload_of_the_same_name_passes() -> None:
    asked = situation(grabs=(grabbed(info_hash=HASH),))
    assert not_grabbed_before(candidate(info_hash=OTHER), asked) is None
    assert not_grabbed_before(candidate(), situation()) is None
