from typing import Any

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.profiles.checking import checked
from neonarr.decisions.profiles.model import rung
from tests.decisions.make import profile

DVD = rung("DVD")


def test_a_sound_profile_passes() -> None:
    mine = profile()
    assert checked(mine) is mine


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": " "}, "name", "has no name"),
        ({"rungs": ()}, "items", "wants no quality at all"),
        ({"rungs": (rung("DVD", is_wanted=False),)}, "items", "wants no quality at all"),
        ({"rungs": (DVD, DVD)}, "items", "“DVD” is in it twice"),
        ({"rungs": (DVD, rung("Both", "DVD", "CAM"))}, "items", "“DVD” is in it twice"),
        ({"rungs": (DVD, rung("MP3-320"))}, "items", "movies have no quality “MP3-320”"),
        ({"kind": MediaKind.ALBUM}, "items", "music have no quality “CAM”"),
        ({"rungs": (DVD, rung("Alone", "CAM"))}, "items", "“Alone” holds one quality only"),
        ({"rungs": (DVD, rung("dvd", "CAM", "SDTV"))}, "items", "two groups are called"),
        ({"rungs": (DVD, rung(" ", "CAM", "SDTV"))}, "items", "a group has no name"),
        ({"cutoff": "Raw-HD"}, "cutoff", "“Raw-HD”, is not in it"),
        ({"cutoff": "WEBDL-1080p"}, "cutoff", "is not in it"),
        ({"cutoff": "CAM"}, "cutoff", "“CAM”, is not wanted"),
        ({"min_increment": 0}, "minUpgradeFormatScore", "1 or more"),
        ({"min_score": 5, "cutoff_score": 4}, "cutoffFormatScore", "below the least"),
        ({"language": "Elvish"}, "language", "there is no language “Elvish”"),
    ],
)
def test_what_makes_no_sense_is_said(fields: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked(profile(**fields))
    assert caught.value.field == field
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


def test_places_and_wishes() -> None:
    mine = profile()
    assert mine.place("WEBRip-1080p") == mine.place("WEBDL-1080p") == mine.cutoff_place == 3
    assert mine.place("Raw-HD") == -1
    assert mine.wants("DVD")
    assert not mine.wants("CAM")
    assert not mine.wants("Raw-HD")
