from neonarr.base.ids import InfoHash
from neonarr.decisions.rules.past.not_imported import not_imported
from tests.decisions.make import NOW, grabbed, held, movie, situation

HASH = InfoHash("ab" * 20)


def test_what_is_there_is_not_taken_again() -> None:
    found = not_imported(movie("1080p", info_hash=HASH), situation(holding=held(info_hash=HASH)))
    assert found is not None
    assert found.message == "It was imported and is there; wanted is another release."


def test_what_was_there_once_is_not_taken_again() -> None:
    asked = situation(grabs=(grabbed(info_hash=HASH, imported_at=NOW),))
    found = not_imported(movie("1080p", info_hash=HASH), asked)
    assert found is not None
    assert found.got == "on 2024-05-10"


def test_anything_else_passes() -> None:
    asked = situation(holding=held(info_hash=HASH), grabs=(grabbed(info_hash=HASH),))
    assert not_imported(movie("1080p", info_hash="cd" * 20), asked) is None
    assert not_imported(movie("1080p"), asked) is None
    assert (
        not_imported(movie("1080p", info_hash=HASH), situation(grabs=asked.standing.grabs)) is None
    )
