import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.decisions.profiles.model import FrozenScore
from neonarr.decisions.situation import Policy
from neonarr.decisions.upgrading import STEPS_UP, Step, frozen, is_enough, step
from neonarr.releases.model import Revision
from neonarr.settings.model import Propers
from tests.decisions.make import movie, profile

POLICY = Policy(profile(cutoff_score=100, min_increment=20))


def score(quality: str, points: int = 0, version: int = 1, real: int = 0) -> FrozenScore:
    return FrozenScore(quality, Revision(version, real), points)


@pytest.mark.parametrize(
    ("offered", "there", "expected"),
    [
        (score("DVD"), score("CAM", 900), Step.BETTER_QUALITY),
        (score("DVD", 900), score("Bluray-720p"), Step.WORSE),
        (score("WEBDL-1080p"), score("WEBRip-1080p"), Step.SAME),
        (score("Bluray-1080p"), score("WEBDL-1080p"), Step.SAME),
        (score("WEBDL-1080p", 90), score("Bluray-1080p"), Step.WORSE),
        (score("DVD", 0, 2), score("DVD", 90), Step.BETTER_REVISION),
        (score("DVD", 90), score("DVD", 0, 2), Step.WORSE),
        (score("DVD", 0, 2, 1), score("DVD", 0, 2), Step.BETTER_REVISION),
        (score("DVD", 20), score("DVD"), Step.BETTER_SCORE),
        (score("DVD", 19), score("DVD"), Step.SCORE_HARDLY_BETTER),
        (score("DVD", 300), score("DVD", 100), Step.ENOUGH_ALREADY),
        (score("DVD", -1), score("DVD"), Step.WORSE),
        (score("DVD"), score("Strange"), Step.BETTER_QUALITY),
    ],
)
def test_the_first_difference_decides(
    offered: FrozenScore, there: FrozenScore, expected: Step
) -> None:
    assert step(offered, there, POLICY) is expected


def test_ignored_propers_are_no_step() -> None:
    policy = Policy(POLICY.profile, propers=Propers.IGNORE)
    assert step(score("DVD", 0, 2), score("DVD"), policy) is Step.SAME


@pytest.mark.parametrize(
    ("there", "is_met"),
    [
        (score("WEBDL-1080p", 100), True),
        (score("Bluray-1080p", 100), True),
        (score("WEBDL-1080p", 99), False),
        (score("Bluray-720p", 100), False),
    ],
)
def test_enough_is_both_quality_and_score(there: FrozenScore, is_met: bool) -> None:
    mine = POLICY.profile
    assert mine is not None
    assert is_enough(there, mine) is is_met


def test_a_frozen_score_tells_by_which_profile_it_was_made() -> None:
    made = frozen(movie("REPACK2.1080p.WEB-DL", format_score=7), POLICY)
    assert made == FrozenScore("WEBDL-1080p", Revision(3, 0, True), 7, (), "Mine", 1)


SCORES = st.builds(
    score,
    st.sampled_from(["CAM", "DVD", "Bluray-720p", "WEBRip-1080p", "WEBDL-1080p", "Bluray-1080p"]),
    st.integers(-50, 200),
    st.integers(1, 3),
    st.integers(0, 1),
)


@settings(deadline=None)  # others share this processor
@given(SCORES, SCORES)
def test_no_two_replace_each_other(one: FrozenScore, other: FrozenScore) -> None:
    for propers in Propers:
        policy = Policy(POLICY.profile, propers=propers)
        is_up = step(one, other, policy) in STEPS_UP
        assert not (is_up and step(other, one, policy) in STEPS_UP)


@settings(deadline=None)  # others share this processor
@given(SCORES, st.lists(SCORES, max_size=60))
def test_a_chain_of_upgrades_never_comes_back(
    first: FrozenScore, offers: list[FrozenScore]
) -> None:
    seen, there = [first], first
    for offer in offers:
        if step(offer, there, POLICY) in STEPS_UP:
            assert offer not in seen
            seen.append(offer)
            there = offer
