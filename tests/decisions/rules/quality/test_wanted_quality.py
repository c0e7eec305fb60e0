import pytest

from neonarr.decisions.model import NOT_WANTED, Limits, Reason
from neonarr.decisions.rules.quality.wanted_quality import wanted_quality
from neonarr.decisions.situation import Situation
from neonarr.releases.quality import MOVIE_QUALITIES
from tests.decisions.make import candidate


@pytest.mark.parametrize("words", ["1080p.WEB-DL", "DVDRip", "REMUX.2160p", ""])
def test_good_and_unknown_qualities_pass(words: str) -> None:
    of = candidate(f"Some.Film.1999.{words}")
    assert wanted_quality(of, Situation()) is None


@pytest.mark.parametrize("words", ["HDCAM", "TELESYNC", "WORKPRINT", "DVDSCR", "R5", "BDISO"])
def test_poor_copies_and_whole_discs_are_rejected(words: str) -> None:
    found = wanted_quality(candidate(f"Some.Film.1999.{words}"), Situation())
    assert found is not None
    assert found.reason is Reason.QUALITY_NOT_WANTED
    assert found.message == f"Its quality is {found.got}; wanted is anything else."


def test_only_what_is_named_passes_where_something_is_named() -> None:
    limits = Limits(wanted=frozenset({"CAM", "DVD"}))
    assert wanted_quality(candidate("A.Film.1999.HDCAM"), Situation(None, limits)) is None
    found = wanted_quality(candidate(), Situation(None, limits))
    assert found is not None
    assert (found.got, found.want) == ("WEBDL-1080p", "CAM, DVD")


def test_a_name_nobody_can_read_is_left_to_its_own_rule() -> None:
    assert wanted_quality(candidate("0a" * 20), Situation()) is None


def test_the_defaults_name_qualities_there_are() -> None:
    assert set(MOVIE_QUALITIES) >= NOT_WANTED
