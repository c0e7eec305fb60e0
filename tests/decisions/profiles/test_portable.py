import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.writing import guide_json
from neonarr.decisions.profiles.portable import (
    MOST_PROFILES,
    kind_of,
    portable_json,
    profile_of,
    read_portables,
)
from neonarr.decisions.profiles.presets import presets

FORMATS = list(
    {one.name: one for preset in presets(MediaKind.MOVIE) for one in preset.formats}.values()
)
WRITTEN = [guide_json(one) for one in FORMATS]
ONE = portable_json(presets(MediaKind.MOVIE)[3].profile, WRITTEN)


@pytest.mark.parametrize("kind", MediaKind)
def test_presets_travel_whole(kind: MediaKind) -> None:
    for preset in presets(kind):
        written = portable_json(preset.profile, WRITTEN)
        [read] = read_portables(written)
        assert kind_of(read) is kind
        assert profile_of(read, FORMATS) == preset.profile
        assert {one.name for one in read.formats} == {
            name for name, score in preset.profile.scores.items() if score
        }


def test_there_is_an_end_to_their_number() -> None:
    with pytest.raises(Invalid, match="too many"):
        read_portables([ONE] * (MOST_PROFILES + 1))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
FIELDS = st.sampled_from([*sorted(ONE), "note", "sizes", "kind", "trash_id"])


@settings(deadline=None)  # others share this processor
@given(st.dictionaries(FIELDS, ANYTHING) | ANYTHING)
def test_no_value_does_worse_than_being_refused(changes: Any) -> None:
    value = {**ONE, **changes} if isinstance(changes, dict) else changes
    try:
        [read] = read_portables(value)
        found = profile_of(read, [*FORMATS, *read.formats])
    except Invalid as error:
        assert str(error)
        return
    [again] = read_portables(portable_json(found, WRITTEN))
    assert profile_of(again, FORMATS).name == found.name
    assert not any(math.isnan(score) for score in found.scores.values())
