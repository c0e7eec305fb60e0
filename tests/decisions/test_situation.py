import pytest

from neonarr.decisions.choose import choose_in, judge_in
from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.model import Reason
from neonarr.decisions.profiles.model import Slot
from neonarr.decisions.situation import Situation, for_slot, term
from tests.decisions.make import ALBUM, MOVIE, grabbed, held, profile, release, situation

WEB = release("The.Long.Harbor.1987.1080p.WEB-DL-GRP")
DISC = release("The.Long.Harbor.1987.1080p.BluRay-GRP")


def test_the_defaults_reject_nothing() -> None:
    for want in (None, MOVIE):
        assert judge_in(WEB, Situation(want)).rejections == ()
    assert judge_in(release("Jane Doe - Blue Hours (2001) [FLAC]"), Situation(ALBUM)).is_approved


def test_each_slot_is_judged_for_itself() -> None:
    large = Slot("large", profile(name="Large", cutoff="Bluray-1080p"))
    small = Slot("small", profile(name="Small", cutoff="DVD"))
    holdings = [held("WEBDL-1080p", slot="large"), held("DVD", 1_000, slot="small")]
    grabs = (grabbed("Old", slot="large"), grabbed("Other", slot="small"))
    asked = situation(grabs=grabs)
    for_large, for_small = (for_slot(asked, slot, holdings) for slot in (large, small))
    assert [grab.name for grab in for_large.standing.grabs] == ["Old"]
    assert choose_in([WEB, DISC], for_large).best is not None
    found = judge_in(DISC, for_small)
    assert Reason.CUTOFF_MET in {one.reason for one in found.rejections}
    empty = for_slot(asked, small, [])
    assert empty.standing.holding is None


def test_what_only_waits_is_told_from_what_is_never_taken() -> None:
    waits = judge_in(release(WEB.title, seeders=0), Situation(MOVIE))
    assert waits.is_only_for_now
    never = judge_in(release("Another.Film.1950.HDCAM", seeders=0), Situation(MOVIE))
    assert not never.is_only_for_now
    assert not judge_in(WEB, Situation(MOVIE)).is_only_for_now


@pytest.mark.parametrize("text", ["", "  ", "//", "/(/", "/a**/i"])
def test_broken_words_are_refused(text: str) -> None:
    with pytest.raises(BrokenPattern):
        term(text)


def test_a_slash_alone_is_a_word() -> None:
    assert term("/") == "/"
    assert term("a/b") == "a/b"
    assert term("/a/x") == "/a/x"
