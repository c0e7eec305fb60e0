from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.definitions import (
    Definition,
    api_definitions,
    bounds_of,
    default_definitions,
    guide_definitions,
    read_definitions,
)
from neonarr.decisions.qualities.ladders import LADDERS
from neonarr.decisions.rules.quality.fitting_size import fitting_size
from tests.decisions.formats.guides import guide
from tests.decisions.make import movie, profile, situation

MB = 2**20
WEB = Definition("WEBDL-1080p", 10, 20, 30)


def test_bounds_grow_with_the_length() -> None:
    bounds = bounds_of(WEB, MediaKind.MOVIE, 90)
    assert (bounds.least, bounds.preferred, bounds.most) == (900 * MB, 1_800 * MB, 2_700 * MB)
    kbit = bounds_of(Definition("MP3-320", 320), MediaKind.ALBUM, 1)
    assert (kbit.least, kbit.preferred) == (2_400_000, None)
    assert kbit.most > 10**12


@pytest.mark.parametrize(
    ("size", "minutes", "said"),
    [
        (899 * MB, 90, "At 942.7 MB it is too small; the least is 943.7 MB."),
        (900 * MB, 90, None),
        (2_701 * MB, 90, "At 2.8 GB it is too large; the most is 2.8 GB."),
        (2_701 * MB, None, None),
        (2_701 * MB, 0, None),
    ],
)
def test_sizes_by_the_minute(size: int, minutes: float | None, said: str | None) -> None:
    asked = situation(definitions={"WEBDL-1080p": WEB}, minutes=minutes)
    found = fitting_size(movie("1080p.WEB-DL", size=size), asked)
    assert (found and found.message) == said


def test_the_profile_s_own_sizes_stand_first() -> None:
    small = {"WEBDL-1080p": Definition("WEBDL-1080p", 1, 2, 3)}
    asked = situation(definitions={"WEBDL-1080p": WEB}, profile=profile(sizes=small), minutes=90)
    assert fitting_size(movie("1080p.WEB-DL", size=180 * MB), asked) is None
    assert fitting_size(movie("1080p.WEB-DL", size=1_800 * MB), asked) is not None


@pytest.mark.parametrize("kind", MediaKind)
def test_there_is_a_default_for_every_quality(kind: MediaKind) -> None:
    found = default_definitions(kind)
    assert [one.quality for one in found] == list(LADDERS[kind])
    shown = api_definitions(found, kind)
    assert read_definitions(shown, kind) == found
    assert shown[3]["weight"] == 4


def test_all_of_the_guides_go_in_and_out_unchanged() -> None:
    values = guide("quality-size")
    assert len(values) == 4
    for value in values:
        found = read_definitions(value, MediaKind.MOVIE)
        assert guide_definitions(found, value["trash_id"], value["type"]) == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5, "must be an object, not 5"),
        ({}, "“qualities” must be a list"),
        ({"qualities": [{"quality": "Nope", "min": 1}]}, "no quality called “Nope”"),
        ({"qualities": [{"quality": "DVD", "min": "1"}]}, "must be a number, not “1”"),
        ({"qualities": [{"quality": "DVD", "min": 9, "max": 2}]}, "in this order: [9, 2]"),
        ({"qualities": [{"quality": "DVD", "min": -1}]}, "in this order"),
        ({"qualities": [{"quality": "DVD", "min": 1}] * 2}, "“DVD” is there twice"),
        ([{"quality": "DVD"}], "“quality” must be an object"),
    ],
)
def test_what_can_t_be_used_is_refused(value: Any, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_definitions(value, MediaKind.MOVIE)
    assert said in str(caught.value)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)  # others share this processor
@given(ANYTHING | st.fixed_dictionaries({"qualities": ANYTHING}))
def test_no_value_does_worse_than_being_refused(value: Any) -> None:
    try:
        read_definitions(value, MediaKind.MOVIE)
    except Invalid as error:
        assert str(error)
