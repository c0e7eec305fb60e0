from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.profiles.presets import presets
from neonarr.decisions.profiles.resource import api_profile_json, read_api_profile
from neonarr.decisions.qualities.ladders import LADDERS
from tests.decisions.make import profile

IDS = {"x265": 4, "LQ": 7}
MINE = profile(scores={"LQ": -5}, language="German")


def test_the_api_shows_every_quality_and_every_format_worst_first() -> None:
    shown = api_profile_json(MINE, 3, IDS)
    assert shown["id"] == 3
    assert shown["cutoff"] == 1000
    assert shown["items"][-1]["quality"] == {
        "id": 7, "name": "Bluray-1080p", "source": "bluray", "resolution": 1080,
        "modifier": "none",
    }  # fmt: skip
    group = shown["items"][-2]
    assert (group["id"], group["name"]) == (1000, "WEB 1080p")
    assert [one["quality"]["id"] for one in group["items"]] == [15, 3]
    assert shown["language"] == {"id": 4, "name": "German"}
    assert shown["formatItems"] == [
        {"format": 4, "name": "x265", "score": 0},
        {"format": 7, "name": "LQ", "score": -5},
    ]
    names = [one.get("name") or one["quality"]["name"] for one in shown["items"]]
    assert len(names) == len(LADDERS[MediaKind.MOVIE]) - 1


def everything() -> list[tuple[Profile, tuple[CustomFormat, ...]]]:
    found = [(one.profile, one.formats) for kind in MediaKind for one in presets(kind)]
    return [*found, (MINE, ())]


@pytest.mark.parametrize(("mine", "formats"), everything())
def test_what_is_shown_can_be_sent_back(mine: Profile, formats: Any) -> None:
    ids = {**IDS, **{one.name: 20 + at for at, one in enumerate(formats)}}
    shown = api_profile_json(mine, 3, ids)
    found = read_api_profile(shown, mine.kind, ids)
    assert api_profile_json(found, 3, ids) == shown
    assert (found.cutoff, found.scores, found.language) == (mine.cutoff, mine.scores, mine.language)
    for quality in LADDERS[mine.kind]:
        assert found.wants(quality) is mine.wants(quality)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cutoff": 999}, "its cutoff, “999”, is not in it"),
        ({"cutoff": "x"}, "“cutoff” must be a whole number"),
        ({"items": []}, "wants no quality"),
        (
            {"items": [{"quality": {"id": 5_000}, "allowed": True}]},
            "no quality has the number 5000",
        ),
        ({"items": [{"name": "A", "items": [], "allowed": True}]}, "holds no quality"),
        ({"items": [{"name": "A", "items": [{}]}]}, "“quality” must be an object"),
        ({"formatItems": [{"format": 99, "score": 1}]}, "no custom format has the number 99"),
        ({"language": {"id": 900}}, "no language has the number 900"),
        ({"minUpgradeFormatScore": 0}, "1 or more"),
    ],
)
def test_what_can_t_be_used_is_refused(changes: dict[str, Any], said: str) -> None:
    value = {**api_profile_json(MINE, 1, IDS), **changes}
    with pytest.raises(Invalid) as caught:
        read_api_profile(value, MediaKind.MOVIE, IDS)
    assert said in str(caught.value)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)  # others share this processor
@given(st.dictionaries(st.sampled_from(sorted(api_profile_json(MINE, 1, IDS))), ANYTHING))
def test_no_value_does_worse_than_being_refused(changes: dict[str, Any]) -> None:
    value = {**api_profile_json(MINE, 1, IDS), **changes}
    try:
        read_api_profile(value, MediaKind.MOVIE, IDS)
    except Invalid as error:
        assert str(error)
