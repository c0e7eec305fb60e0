"""Looking through candidates."""

import time

import pytest

from neonarr.web.pages.why.candidates import (
    Look,
    fate_of,
    fates_among,
    looked_at,
    named,
    reasons_among,
)
from tests.kit.fake_decisions import candidate, candidates

ALL = candidates()


def numbers(look: Look) -> list[str]:
    return [one["guid"].removeprefix("offer-") for one in looked_at(ALL, look)][:4]


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (Look(), ["1", "2", "3", "4"]),
        (Look(find="Night.Tide.1961.1080p.WEB-DL.H264-DEAD"), ["5"]),
        (Look(find="  night tide 1961 1080p web dl h264 dead.torrent "), ["5"]),
        (Look(find="tide REMUX big"), ["4"]),
        (Look(find="Somebody.Else.1961"), []),
        (Look(fate="passed"), ["1", "2", "3"]),
        (Look(fate="later"), ["5"]),
        (Look(fate="never", reason="no_seeders"), ["4"]),
        (Look(reason="nonsense"), []),
        (Look(order="size", fate="passed"), ["1", "2", "3"]),
        (Look(order="size"), ["4", "1", "2", "5"]),
        (Look(order="score", fate="passed"), ["1", "2", "3"]),
        (Look(order="seeders", reason="wrong_item"), ["6", "7"]),
        (Look(order="name", fate="passed"), ["1", "2", "3"]),
    ],
)
def test_what_is_looked_for(look: Look, found: list[str]) -> None:
    assert numbers(look) == found


def test_a_name_to_the_letter_hides_longer_ones() -> None:
    both = [candidate(1, "Heat.1995"), candidate(2, "Heat.1995.1080p")]
    assert [one["guid"] for one in named(both, "heat 1995")] == ["offer-1"]
    assert len(named(both, "heat")) == 2


def test_counts() -> None:
    assert fates_among(ALL) == {"all": 87, "passed": 3, "later": 1, "never": 83}
    assert reasons_among(ALL)[:2] == [
        ("quality_not_wanted", "Quality not wanted", 81),
        ("no_seeders", "No seeders", 2),
    ]
    assert fate_of(ALL[4]) == "later"


def test_a_thousand_are_looked_through_at_once() -> None:
    many = [candidate(n, f"The.Long.Name.{n}.1961.1080p.BluRay.x264-GRP{n}") for n in range(1000)]
    began = time.process_time()
    assert len(looked_at(many, Look(find="long grp77", order="size"))) == 11
    assert time.process_time() - began < 0.5
