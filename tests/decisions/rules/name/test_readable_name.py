from neonarr.decisions.model import Reason
from neonarr.decisions.rules.name.readable_name import readable_name
from neonarr.decisions.situation import Situation
from tests.decisions.make import ALBUM, candidate


def test_a_name_that_says_something_passes() -> None:
    assert readable_name(candidate(), Situation()) is None


def test_a_hash_is_rejected() -> None:
    found = readable_name(candidate("0a" * 20), Situation(ALBUM))
    assert found is not None
    assert found.reason is Reason.UNREADABLE_NAME
    assert found.message == f"Its name, “{'0a' * 20}”, can't be read as an album."
