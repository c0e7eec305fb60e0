import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.ids import IndexerId
from neonarr.decisions.choose import choose_in
from neonarr.decisions.model import Judged
from neonarr.decisions.ranking import explain_rank, place
from neonarr.decisions.situation import Delay, IndexerState, Situation
from neonarr.releases.model import Release
from neonarr.settings.model import Propers
from tests.decisions.formats.build import custom, line
from tests.decisions.make import NOW, profile, release, situation

GB = 1_000_000_000
FORMATS = (custom(line("ReleaseTitle", "x265"), name="x265"),)
ASKED = situation(
    profile=profile(scores={"x265": 10}, cutoff="Bluray-1080p"),
    formats=FORMATS,
    indexers={
        IndexerId(1): IndexerState(),
        IndexerId(2): IndexerState(priority=1),
        IndexerId(3): IndexerState(protocol="usenet"),
    },
    protocols=frozenset({"torrent", "usenet"}),
    delay=Delay(timedelta(0)),
)


def named(words: str, **fields: Any) -> Release:
    return release(f"The.Long.Harbor.1987.{words}", **fields)


def judged(*releases: Release, asked: Situation = ASKED) -> tuple[Judged, ...]:
    return choose_in(releases, asked).judged


STEPS = [
    (named("1080p.BluRay"), named("1080p.WEB-DL.x265", seeders=9_000), "quality"),
    (named("PROPER.1080p.WEB-DL"), named("1080p.WEB-DL.x265"), "revision"),
    (named("1080p.WEBRip.x265", indexer_id=IndexerId(3)), named("1080p.WEB-DL"), "format score"),
    (named("1080p"), named("1080p.x264", indexer_id=IndexerId(3)), "protocol"),
    (named("1080p", indexer_id=IndexerId(2)), named("1080p.x264", is_freeleech=True), "priority"),
    (named("1080p", is_freeleech=True), named("1080p.x264", seeders=50), "flags"),
    (named("1080p", seeders=10, size=GB), named("1080p.x264", seeders=9, size=4 * GB), "seeders"),
    (named("1080p", size=4 * GB), named("1080p.x264", size=2 * GB), "size"),
    (named("1080p", published_at=NOW), named("1080p.x264"), "age"),
    (named("1080p", guid="1"), named("1080p.x264", guid="2"), "names of indexer"),
]


@pytest.mark.parametrize(("better", "worse", "step"), STEPS)
def test_each_step_decides_and_says_so(better: Release, worse: Release, step: str) -> None:
    wanted = situation(
        profile=profile(scores={"x265": 10}, rungs=(*profile().rungs, *_tv())),
        formats=FORMATS,
        indexers=ASKED.outside.indexers,
        protocols=ASKED.policy.protocols,
        delay=ASKED.policy.delay,
    )
    found = judged(worse, better, asked=wanted)
    assert [one.candidate.release for one in found] == [better, worse]
    for pair in (found, found[::-1]):
        sentence = explain_rank(*pair)
        assert sentence.startswith(f"“{better.title}” comes first")
        assert step in sentence


def _tv() -> tuple[Any, ...]:
    from neonarr.decisions.profiles.model import rung

    return (rung("HDTV-1080p"),)


def test_the_sentence_tells_both_sides() -> None:
    first, second = judged(named("1080p.WEB-DL", size=4 * GB), named("1080p.WEBRip", size=2 * GB))
    assert explain_rank(first, second) == (
        "“The.Long.Harbor.1987.1080p.WEB-DL” comes first for its size: 4 GB against 2 GB."
    )


def test_what_is_rejected_comes_last_and_why_is_said() -> None:
    good, bad = judged(named("1080p.BluRay", seeders=0), named("DVDRip", seeders=1))
    assert good.candidate.quality == "DVD"
    assert explain_rank(bad, good) == (
        "“The.Long.Harbor.1987.DVDRip” comes first: nothing speaks against it. "
        "It has no seeders; the least is 1 seeder."
    )


def test_propers_count_for_nothing_where_they_are_ignored() -> None:
    asked = situation(profile=profile(), propers=Propers.IGNORE)
    first, _ = judged(
        named("PROPER.1080p.WEB-DL", size=GB), named("1080p.WEB-DL", size=9 * GB), asked=asked
    )
    assert first.candidate.release.size == 9 * GB


RELEASES = st.lists(
    st.builds(
        named,
        st.sampled_from(
            ["1080p.WEB-DL", "1080p.WEBRip.x265", "PROPER.1080p.WEB-DL", "720p.BluRay", "HDCAM",
             "1080p.BluRay.x265", "REAL.PROPER.1080p.BluRay", ""]
        ),
        seeders=st.none() | st.integers(0, 2_000),
        size=st.none() | st.integers(0, 300 * GB),
        published_at=st.none() | st.just(NOW) | st.just(NOW - timedelta(days=3)),
        indexer=st.sampled_from(["a", "b"]),
        indexer_id=st.sampled_from([IndexerId(n) for n in (1, 2, 3)]),
        is_freeleech=st.booleans(),
        guid=st.text("xyz", min_size=1, max_size=3),
    ),
    max_size=10,
    unique_by=lambda one: (one.indexer_id, one.guid),
)  # fmt: skip


@settings(deadline=None)  # others share this processor
@given(RELEASES, st.randoms(use_true_random=False))
def test_the_order_is_one_whoever_answered_first(
    releases: list[Release], luck: random.Random
) -> None:
    once = judged(*releases)
    assert judged(*luck.sample(releases, len(releases))) == once
    scores = [one.score for one in once]
    assert scores == sorted(scores, reverse=True)
    assert all(abs(score) < 2**53 for score in scores)
    assert all((one.score >= 0) is one.is_approved for one in once)


@settings(deadline=None)  # others share this processor
@given(RELEASES)
def test_before_is_before_whatever_lies_between(releases: list[Release]) -> None:
    found = judged(*releases)
    for first in range(len(found)):
        for second in range(first + 1, len(found)):
            assert place(found[first]) < place(found[second])
            name = f"“{found[first].candidate.release.title}”"
            assert explain_rank(found[second], found[first]).startswith(name)
