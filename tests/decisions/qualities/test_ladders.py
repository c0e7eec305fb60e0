import pytest

from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.ladders import LADDERS, QUALITY_IDS, Sound, sound_of


@pytest.mark.parametrize("kind", MediaKind)
def test_every_quality_has_a_number_of_its_own(kind: MediaKind) -> None:
    assert set(QUALITY_IDS[kind]) == set(LADDERS[kind])
    assert len(set(QUALITY_IDS[kind].values())) == len(LADDERS[kind])


@pytest.mark.parametrize(
    ("quality", "sound"),
    [
        ("FLAC", Sound(True, 16)),
        ("ALAC 24bit", Sound(True, 24)),
        ("MP3-320", Sound(False, 0)),
        ("Unknown", Sound(False, 0)),
    ],
)
def test_what_music_s_qualities_stand_for(quality: str, sound: Sound) -> None:
    assert sound_of(quality) == sound
