from datetime import timedelta

from neonarr.base.ids import InfoHash
from neonarr.decisions.loops import detect_loop, is_same
from neonarr.decisions.profiles.model import FrozenScore
from neonarr.decisions.situation import Grab, Policy
from tests.decisions.make import NOW, grabbed, profile, release

POLICY = Policy(profile(cutoff="Bluray-1080p"))
HASH = InfoHash("ab" * 20)


def grab(name: str, days: int, points: int = 0, **fields: object) -> Grab:
    at = NOW + timedelta(days=days)
    return grabbed(name, "WEBDL-1080p", format_score=points, at=at, imported_at=at, **fields)


def test_steps_up_are_no_loop() -> None:
    history = [grab("A", 0), grab("B", 1, 10), grab("C", 2, 20)]
    assert detect_loop(history, POLICY) is None
    assert detect_loop([], POLICY) is None


def test_the_same_release_twice_is_one_and_both_are_named() -> None:
    loop = detect_loop([grab("A", 0), grab("B", 1, 10), grab("a", 2, 20)], POLICY)
    assert loop is not None
    assert loop.is_same_release
    assert loop.message == (
        "“A” was grabbed twice, on 2024-05-10 and 2024-05-12 (the second time as “a”); what was "
        "imported of it is judged by another scale than its name. Check the formats of the profile."
    )


def test_going_back_is_one() -> None:
    loop = detect_loop([grab("A", 0, 20), grab("B", 1, 10)], POLICY)
    assert loop is not None
    assert loop.message == (
        "“B” replaced “A” though it is no better (grabbed on 2024-05-10 and 2024-05-11). Check the "
        "formats of the profile, or turn upgrades off for this item."
    )


def test_the_latest_is_told() -> None:
    history = [grab("A", 0, 20), grab("B", 1, 10), grab("C", 2, 30), grab("D", 3, 5)]
    loop = detect_loop(history, POLICY)
    assert loop is not None
    assert (loop.first.name, loop.second.name) == ("C", "D")


def test_what_failed_or_was_chosen_by_hand_or_is_for_another_slot_makes_none() -> None:
    assert detect_loop([grab("A", 0, 20, has_failed=True), grab("A", 1, 10)], POLICY) is None
    assert detect_loop([grab("A", 0, 20), grab("A", 1, 10, is_manual=True)], POLICY) is None
    assert detect_loop([grab("A", 0, 20), grab("A", 1, 10, slot="small")], POLICY) is None


def test_scores_of_different_profiles_can_t_be_compared() -> None:
    other = Grab(NOW, "B", FrozenScore("DVD", profile="Other"), imported_at=NOW)
    assert detect_loop([grab("A", 0, 20), other], POLICY) is None


def test_hashes_tell_releases_apart_where_both_have_one() -> None:
    assert is_same(release("A", info_hash=HASH), grab("B", 0, info_hash=HASH))
    assert not is_same(release("A", info_hash=HASH), grab("A", 0, info_hash=InfoHash("cd" * 20)))
    assert is_same(release("A"), grab("a", 0, info_hash=HASH))
    twice = [grab("A", 0, 1, info_hash=HASH), grab("A", 1, 2, info_hash=InfoHash("cd" * 20))]
    assert detect_loop(twice, POLICY) is None
