"""Whether the media of a finished download is what its release's name claims."""

import pytest

from neonarr.base.kinds import MediaKind
from neonarr.importing.model import MediaInfo
from neonarr.releases.parse import parse
from neonarr.vetting.media import Doubt, Mismatch, Seen, doubts

NOTHING: list[tuple[Mismatch, bool]] = []
LOW, CODEC = Mismatch.LOW_RESOLUTION, Mismatch.OTHER_CODEC


def film(width: int, height: int, codec: str = "AVC") -> Seen:
    return Seen(MediaInfo(6000.0, codec, "AAC", width, height))


def tracks(*codecs: str) -> list[Seen]:
    return [Seen(MediaInfo(200.0, audio_codec=codec)) for codec in codecs]


def short(found: list[Doubt]) -> list[tuple[Mismatch, bool]]:
    assert all(doubt.message.endswith(".") for doubt in found)
    return [(doubt.mismatch, doubt.is_grave) for doubt in found]


@pytest.mark.parametrize(
    ("name", "seen", "expected"),
    [
        ("Heat.1995.2160p.BluRay.x265-G", film(3840, 1600, "HEVC"), NOTHING),
        ("Heat.1995.1080p.BluRay.x264-G", film(1440, 1080), NOTHING),
        ("Heat.1995.1080p.BluRay.x264-G", film(1920, 800), NOTHING),
        ("Heat.1995.720p.BluRay.x264-G", film(1920, 1080), NOTHING),
        ("Heat.1995.1080p.BluRay.x264-G", film(1280, 720), [(LOW, False)]),
        ("Heat.1995.1080p.BluRay.x264-G", film(1024, 576), [(LOW, True)]),
        ("Heat.1995.2160p.BluRay.x265-G", film(1920, 1080, "HEVC"), [(LOW, True)]),
        ("Heat.1995.2160p.BluRay.x265-G", film(854, 480, "HEVC"), [(LOW, True)]),
        ("Heat.1995.1080p.BluRay.x265-G", film(1920, 1080), [(CODEC, False)]),
        ("Heat.1995.1080p.BluRay-G", film(1920, 1080), NOTHING),
        ("Heat.1995.DVDRip.XviD-G", film(640, 272, "MPEG-4 Visual"), NOTHING),
        ("Heat.1995.1080p.BluRay.x264-G", film(1920, 1080, "JPEG"), NOTHING),
        ("Heat.1995.1080p.BluRay.x264-G", Seen(MediaInfo(60.0, "AVC", "AAC")), NOTHING),
    ],
)
def test_a_film_is_held_against_its_name(
    name: str, seen: Seen, expected: list[tuple[Mismatch, bool]]
) -> None:
    assert short(doubts([seen], parse(name, MediaKind.MOVIE), None)) == expected


@pytest.mark.parametrize(
    ("name", "codecs", "expected"),
    [
        ("Joni Mitchell - Blue (1971) [FLAC]", ["FLAC"] * 10, NOTHING),
        ("Joni Mitchell - Blue (1971) [FLAC]", ["ALAC"] * 10, NOTHING),
        ("Joni Mitchell - Blue (1971) [FLAC]", ["MP3"] * 10, [(CODEC, True)]),
        ("Joni Mitchell - Blue (1971) [FLAC]", ["FLAC"] * 9 + ["MP3"], [(CODEC, False)]),
        ("Joni Mitchell - Blue (1971) [MP3 320]", ["MP3"] * 10, NOTHING),
        ("Joni Mitchell - Blue (1971) [MP3 320]", ["FLAC"] * 10, [(CODEC, False)]),
        ("Joni Mitchell - Blue (1971)", ["MP3"] * 10, NOTHING),
    ],
)
def test_an_album_is_held_against_its_name(
    name: str, codecs: list[str], expected: list[tuple[Mismatch, bool]]
) -> None:
    assert short(doubts(tracks(*codecs), parse(name, MediaKind.ALBUM), None)) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (None, NOTHING),
        (100.0, NOTHING),
        (90.0, NOTHING),
        (120.0, [(Mismatch.OTHER_LENGTH, False)]),
        (60.0, [(Mismatch.OTHER_LENGTH, False)]),
        (170.0, [(Mismatch.OTHER_LENGTH, True)]),
        (40.0, [(Mismatch.OTHER_LENGTH, True)]),
    ],
)
def test_a_film_of_100_minutes_is_held_against_what_is_known(
    minutes: float | None, expected: list[tuple[Mismatch, bool]]
) -> None:
    assert short(doubts([film(1920, 1080)], None, minutes)) == expected


def test_a_length_that_is_not_told_is_not_judged() -> None:
    seen = [*tracks("FLAC"), Seen(MediaInfo(None, audio_codec="FLAC"))]

    assert doubts(seen, None, 40.0) == []


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (None, NOTHING),
        (1.0, NOTHING),
        (0.67, [(Mismatch.NO_SOUND, False)]),
        (0.33, [(Mismatch.NO_SOUND, True)]),
    ],
)
def test_sound_that_does_not_decode(
    share: float | None, expected: list[tuple[Mismatch, bool]]
) -> None:
    assert short(doubts([Seen(MediaInfo(audio_codec="FLAC"), share)], None, None)) == expected


def test_the_worst_comes_first() -> None:
    seen = Seen(MediaInfo(60.0, "AVC", "AAC", 1280, 720), 0.0)

    found = doubts([seen], parse("Heat.1995.1080p.BluRay.x264-G", MediaKind.MOVIE), None)

    assert short(found) == [(Mismatch.NO_SOUND, True), (LOW, False)]
