from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.decisions.formats.kinds import CustomFormat, Guide
from neonarr.decisions.formats.reading import read_formats
from neonarr.decisions.profiles.guide import guide_profile_json, read_guide_profile
from tests.decisions.formats.guides import guide

ONE: dict[str, Any] = {
    "trash_id": "p1",
    "name": "HD",
    "trash_description": "Good.",
    "trash_score_set": "german",
    "group": 3,
    "upgradeAllowed": True,
    "cutoff": "WEB 1080p",
    "minFormatScore": 0,
    "cutoffFormatScore": 100,
    "minUpgradeFormatScore": 1,
    "language": "Original",
    "items": [
        {"name": "WEB 1080p", "allowed": True, "items": ["WEBRip-1080p", "WEBDL-1080p"]},
        {"name": "DVD", "allowed": False},
    ],
    "formatItems": {"x265 there": "f1", "LQ": "f2"},
}
FORMATS = (
    CustomFormat("x265", (), guide=Guide("f1", {"default": 5, "german": -20})),
    CustomFormat("LQ", (), guide=Guide("f2", {"default": -100})),
    CustomFormat("Own", ()),
)


def test_a_guide_s_profile_is_read_best_first_with_the_scores_of_its_set() -> None:
    found = read_guide_profile(ONE, FORMATS)
    assert [one.name for one in found.rungs] == ["DVD", "WEB 1080p"]
    assert found.scores == {"x265": -20, "LQ": -100}
    assert found.wants("WEBDL-1080p")
    assert guide_profile_json(found) == ONE


def test_all_of_the_guides_profiles_go_in_and_out_unchanged() -> None:
    formats = read_formats(guide("cf"))
    values = guide("quality-profiles")
    assert len(values) == 39
    for value in values:
        found = read_guide_profile(value, formats)
        assert guide_profile_json(found) == value
        assert set(found.scores) <= {one.name for one in formats}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"formatItems": {"A": "gone"}}, "it scores “A”, which is not here"),
        ({"formatItems": [1]}, "“formatItems” must be an object"),
        ({"cutoff": "DVD"}, "“DVD”, is not wanted"),
        ({"cutoff": None}, "“cutoff” must be a text"),
        ({"items": []}, "wants no quality"),
        ({"items": [{"name": "Nope", "allowed": True}]}, "no quality “Nope”"),
        ({"items": [{"name": "A", "allowed": True, "items": [1]}]}, "must list the names"),
        ({"items": [{"name": "A", "allowed": True, "items": ["DVD"]}]}, "one quality only"),
        ({"items": 5}, "must be a list"),
        ({"minFormatScore": "1"}, "a whole number"),
        ({"language": 5}, "must be a text"),
        ({"name": ""}, "is empty"),
    ],
)
def test_what_can_t_be_used_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_guide_profile({**ONE, **changes}, FORMATS)
    assert said in str(caught.value)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)  # others share this processor
@given(st.dictionaries(st.sampled_from(sorted(ONE)), ANYTHING) | ANYTHING)
def test_no_value_does_worse_than_being_refused(changes: Any) -> None:
    value = {**ONE, **changes} if isinstance(changes, dict) else changes
    try:
        found = read_guide_profile(value, FORMATS)
    except Invalid as error:
        assert str(error)
        return
    assert read_guide_profile(guide_profile_json(found), FORMATS) == found
