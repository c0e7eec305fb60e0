from neonarr.base.ids import InfoHash
from neonarr.decisions.model import Blocklist
from neonarr.decisions.rules.past.not_blocklisted import not_blocklisted
from neonarr.decisions.situation import Situation
from tests.decisions.make import LIMITS, MOVIE_NAME, candidate

BAD = InfoHash("ab" * 20)


def test_what_is_not_listed_passes() -> None:
    listed = Blocklist(frozenset({BAD}), frozenset({"Another.Film.1999"}))
    assert not_blocklisted(candidate(), Situation(None, LIMITS, listed)) is None
    assert not_blocklisted(candidate(info_hash="cd" * 20), Situation(None, LIMITS, listed)) is None


def test_a_listed_hash_is_rejected_under_any_name() -> None:
    of = candidate("New.Name.1999.DVDRip", info_hash=BAD)
    found = not_blocklisted(of, Situation(None, LIMITS, Blocklist(frozenset({BAD}))))
    assert found is not None
    assert found.message == (
        "It is on the blocklist (by its info hash); wanted is another release."
    )


def test_a_listed_name_is_rejected() -> None:
    listed = Blocklist(names=frozenset({MOVIE_NAME}))
    found = not_blocklisted(candidate(), Situation(None, LIMITS, listed))
    assert found is not None
    assert found.got == "by its name"
