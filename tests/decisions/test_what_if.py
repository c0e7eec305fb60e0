from dataclasses import replace
from typing import Any

from neonarr.base.units import Bytes
from neonarr.decisions.model import Limits
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.situation import Policy
from neonarr.decisions.what_if import KeptDecision, Turn, rejudge, with_profile
from neonarr.releases.model import Release
from tests.decisions.formats.build import custom, line
from tests.decisions.make import NOW, held, profile, release, situation

GB = 1_000_000_000


def named(words: str, gigabytes: int) -> Release:
    return release(f"The.Long.Harbor.1987.{words}", size=Bytes(gigabytes * GB))


WEB, DISC, DVD = named("1080p.WEB-DL", 4), named("1080p.BluRay", 12), named("DVDRip", 1)


def kept(*candidates: Release, taken: Release | None, **fields: Any) -> KeptDecision:
    asked = situation(profile=profile(), **fields)
    return KeptDecision(1, "The Long Harbor (1987)", asked, candidates, taken)


def small() -> Profile:
    return profile(
        rungs=tuple(replace(one, is_wanted=one.name == "DVD") for one in profile().rungs),
        cutoff="DVD",
    )


def test_nothing_changes_under_the_same_policy() -> None:
    found = rejudge([kept(WEB, DISC, taken=DISC)] * 2, Policy(profile()))
    assert (found.changes, found.unchanged, found.size) == ((), 2, 0)
    assert found.message == "Nothing would have changed in 2 decisions."


def test_another_profile_takes_another_release() -> None:
    found = rejudge([kept(WEB, DISC, DVD, taken=DISC)], Policy(small()))
    (change,) = found.changes
    assert (change.turn, change.taken, change.size) == (Turn.REPLACED, DVD, -11 * GB)
    assert change.message == (
        "The Long Harbor (1987): “The.Long.Harbor.1987.DVDRip” would have been taken instead of "
        "“The.Long.Harbor.1987.1080p.BluRay”."
    )


def test_what_would_have_been_left_says_why() -> None:
    found = rejudge([kept(WEB, taken=WEB)], Policy(small()))
    (change,) = found.changes
    assert change.turn is Turn.LEFT
    assert change.message.endswith(
        "would not have been taken. Its quality is WEBDL-1080p; wanted is DVD."
    )


def test_a_format_or_a_limit_changes_it_too() -> None:
    asked = kept(WEB, DISC, taken=DISC)
    disc = custom(line("Source", 9), name="Disc")
    policy = situation(formats=[disc], profile=profile(scores={"Disc": -10})).policy
    assert rejudge([asked], policy).changes[0].taken == WEB
    many = replace(Limits(), min_seeders=5)
    few = kept(replace(WEB, seeders=1), taken=WEB)
    assert rejudge([few], asked.situation.policy, many).changes[0].turn is Turn.LEFT


def test_all_of_it_in_one_sentence() -> None:
    decisions = [
        kept(WEB, DISC, DVD, taken=DISC),
        kept(WEB, taken=WEB),
        kept(DVD, taken=None),
        kept(WEB, taken=None, holding=held("Bluray-1080p")),
    ]
    found = rejudge(decisions, Policy(small()))
    assert found.unchanged == 1
    assert found.size == -11 * GB - 4 * GB + GB
    assert found.message == (
        "Of 4 decisions: 1 more would have been grabbed, 1 would have been another release, "
        "1 would not have been grabbed; 14 GB less."
    )


def test_each_is_judged_as_things_stood_then() -> None:
    there = kept(WEB, taken=None, holding=held("Bluray-1080p"))
    assert rejudge([there], with_profile(Policy(), profile())).changes == ()
    assert there.situation.now == NOW
