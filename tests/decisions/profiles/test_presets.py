import pytest

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.choose import choose_in
from neonarr.decisions.profiles.checking import checked
from neonarr.decisions.profiles.presets import Preset, presets
from neonarr.decisions.situation import Situation
from tests.decisions.make import ALBUM, release, situation

GB = 1_000_000_000


@pytest.mark.parametrize("kind", MediaKind)
def test_each_kind_has_a_few_sound_ones_with_a_sentence_each(kind: MediaKind) -> None:
    found = presets(kind)
    assert 4 <= len(found) <= 5
    assert len({one.profile.name for one in found}) == len(found)
    for one in found:
        assert checked(one.profile).note.endswith(".")
        assert set(one.profile.scores) == {custom.name for custom in one.formats}


def preset(kind: MediaKind, name: str) -> Preset:
    return next(one for one in presets(kind) if one.profile.name == name)


def asked(kind: MediaKind, name: str) -> Situation:
    found = preset(kind, name)
    want = {"want": ALBUM} if kind is MediaKind.ALBUM else {}
    return situation(profile=found.profile, formats=found.formats, minutes=100, **want)


MOVIES = [
    release(f"The.Long.Harbor.1987.{words}", size=Bytes(int(size * GB)))
    for words, size in (
        ("HDCAM", 2),
        ("720p.WEB-DL.x264", 2),
        ("1080p.WEB-DL.x265", 2.2),
        ("1080p.BluRay.x264", 12),
        ("2160p.WEB-DL.x265", 15),
        ("2160p.WEB-DL.HDR.x265", 16),
        ("2160p.BluRay.REMUX.TrueHD.Atmos", 60),
    )
]
ALBUMS = [
    release(f"Jane Doe - Blue Hours (2001) [{words}]", size=Bytes(int(size * GB)))
    for words, size in (("MP3 128", 0.1), ("MP3 320", 0.25), ("FLAC", 0.5), ("FLAC 24-96", 1.8))
]


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (MediaKind.MOVIE, "1080p", "1080p.BluRay"),
        (MediaKind.MOVIE, "1080p, small", "1080p.WEB-DL.x265"),
        (MediaKind.MOVIE, "4K with HDR", "2160p.WEB-DL.HDR"),
        (MediaKind.MOVIE, "Best there is", "REMUX"),
        (MediaKind.MOVIE, "Anything watchable", "1080p.BluRay"),
        (MediaKind.ALBUM, "FLAC", "[FLAC]"),
        (MediaKind.ALBUM, "Hi-res", "FLAC 24-96"),
        (MediaKind.ALBUM, "Lossless only", "[FLAC]"),
        (MediaKind.ALBUM, "Portable", "MP3 320"),
        (MediaKind.ALBUM, "Anything that plays", "[FLAC]"),
    ],
)
def test_each_takes_what_it_says(kind: MediaKind, name: str, words: str) -> None:
    offers = MOVIES if kind is MediaKind.MOVIE else ALBUMS
    best = choose_in(offers, asked(kind, name)).best
    assert best is not None
    assert words in best.candidate.release.title
