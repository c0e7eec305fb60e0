from typing import Any

import pytest

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.matching import FormatSet, score
from neonarr.decisions.formats.reading import read_formats
from neonarr.decisions.subject import Subject
from tests.decisions.formats.build import custom, form, line, meets, subject
from tests.decisions.formats.guides import guide, titles
from tests.kit.naive_formats import naive

WEB = "A.Film.2020.1080p.WEB-DL.x264-FLUX"
DISC = "A.Film.2020.2160p.BluRay.HDR.x265-DON"
GB = 2**30


def title(pattern: str, **how: bool) -> dict[str, Any]:
    return line("ReleaseTitle", pattern, **how)


def group(pattern: str, **how: bool) -> dict[str, Any]:
    return line("ReleaseGroup", pattern, **how)


@pytest.mark.parametrize(
    ("lines", "is_met"),
    [
        ((title("x264"),), True),
        ((title("x265"),), False),
        ((title("x265", negate=True),), True),
        ((title("x265"), title("x264")), True),
        ((title("x265", required=True), title("x264")), False),
        ((title("x264", required=True), title("x265")), True),
        ((title("x264", required=True), title("x265", required=True)), False),
        ((title("x264", required=True), title("x265", required=True, negate=True)), True),
        ((title("x264", negate=True), title("x265", negate=True)), True),
        ((title("x264"), group("^(DON)$")), False),
        ((title("x264"), group("^(DON)$"), group("^(FLUX)$")), True),
        ((title("x264"), group("^(DON)$", required=True), group("^(FLUX)$")), False),
        ((group("^(FLUX)$", negate=True), group("^(DON)$")), False),
        ((group("^(FLUX)$", negate=True), group("^(DON)$", negate=True)), True),
    ],
)
def test_kinds_and_requirements(lines: tuple[dict[str, Any], ...], is_met: bool) -> None:
    assert meets(WEB, *lines) is is_met


@pytest.mark.parametrize(
    ("name", "one", "is_met"),
    [
        (WEB, line("Source", 7), True),
        (WEB, line("Source", 9), False),
        (DISC, line("Source", 9), True),
        (DISC, line("Resolution", 2160), True),
        (WEB, line("Resolution", 2160), False),
        ("A.Film.2020.2160p.BluRay.REMUX-DON", line("QualityModifier", 5), True),
        (DISC, line("QualityModifier", 5), False),
        (DISC, line("QualityModifier", 5, negate=True), True),
        ("A.Film.2020", line("ReleaseGroup", "."), False),
        ("A.Film.2020", line("ReleaseGroup", ".", negate=True), True),
        (WEB, line("Edition", ".", negate=True), True),
        (WEB, line("Year", {"min": 2020, "max": 2020}), True),
        (WEB, line("Year", {"min": 2021, "max": 2030}), False),
        (WEB, line("ReleaseType", 1), False),
        (WEB, line("ReleaseType", 1, negate=True), True),
        (WEB, line("Size", {"min": 0, "max": 100}), False),
    ],
)
def test_each_kind(name: str, one: dict[str, Any], is_met: bool) -> None:
    assert meets(name, one) is is_met


@pytest.mark.parametrize(
    ("size", "is_met"), [(GB, False), (GB + 1, True), (2 * GB, True), (2 * GB + 1, False)]
)
def test_sizes_are_above_the_least_up_to_the_most(size: int, is_met: bool) -> None:
    assert meets(subject(WEB, size=size), line("Size", {"min": 1, "max": 2})) is is_met


def test_flags() -> None:
    free = subject(WEB, is_freeleech=True)
    assert meets(free, line("IndexerFlag", 1))
    assert not meets(free, line("IndexerFlag", 32))
    assert not meets(WEB, line("IndexerFlag", 1))


@pytest.mark.parametrize(
    ("spoken", "original", "one", "is_met"),
    [
        (("English",), "English", line("Language", 1), True),
        (("English",), "French", line("Language", 1), True),
        (("French",), "French", line("Language", -2), True),
        (("English",), "French", line("Language", -2), False),
        (("English",), "French", line("Language", -2, negate=True), True),
        (("English",), None, line("Language", -2), False),
        (("German", "English"), "English", line("Language", 4), True),
        (("German", "English"), "English", line("Language", 4, exceptLanguage=True), True),
        (("German",), "English", line("Language", 4, exceptLanguage=True), False),
        (("German",), "English", line("Language", 4, exceptLanguage=True, negate=True), True),
    ],
)
def test_languages(
    spoken: tuple[str, ...], original: str | None, one: dict[str, Any], is_met: bool
) -> None:
    about = Subject(
        MediaKind.MOVIE, WEB, WEB, languages=spoken, original_language=original, year=2020
    )
    assert meets(about, one) is is_met


def test_a_name_without_a_language_is_in_the_original_one() -> None:
    assert meets(subject(WEB, original_language="French"), line("Language", 2))


def test_the_movie_s_own_name_is_not_searched() -> None:
    assert not meets("Hulu.Nights.2020.1080p.WEB-DL-GRP", title("hulu"))
    assert meets("Hulu.Nights.2020.1080p.HULU.WEB-DL-GRP", title("hulu"))
    album = subject("Hulu - Nights (2020) [FLAC]", MediaKind.ALBUM)
    assert meets(album, title("hulu"))


def test_formats_come_in_the_order_given() -> None:
    made = FormatSet([custom(title(p), name=p) for p in ("x264", "nothing", "web", "^")])
    assert [one.name for one in made.met_by(subject(WEB))] == ["x264", "web", "^"]
    assert score(made.met_by(subject(WEB)), {"x264": 5, "web": -20, "nothing": 7}) == -15


def test_a_format_too_slow_to_tell_is_not_met_and_not_asked_again() -> None:
    slow = custom(title("(?:q1|q1)*$", negate=True), name="Slow")
    made = FormatSet([slow, custom(title("1080p"), name="Quick")])
    name = subject("A.Film.2020.1080p." + "q1" * 200 + "!")
    assert [one.name for one in made.met_by(name)] == ["Quick"]
    assert dict(made.too_slow) == {"Slow": "(?:q1|q1)*$"}
    assert [one.name for one in made.met_by(name)] == ["Quick"]
    assert [one.name for one in made.met_by(subject(WEB))] == ["Quick"]


def test_the_guides_formats_on_real_titles_as_asked_one_by_one() -> None:
    formats = read_formats(guide("cf"))
    assert len(formats) == 242
    made = FormatSet(formats)
    for name in titles()[::12]:
        about = subject(name, original_language="Japanese", is_freeleech=len(name) % 2 == 0)
        assert [one.name for one in made.met_by(about)] == naive(formats, about), name
    assert dict(made.too_slow) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "The.Good.Movie.2019.2160p.UHD.BluRay.REMUX.DV.HDR10.TrueHD.Atmos.7.1-FraMeSToR",
            {"FraMeSToR", "Remux Tier 01", "TrueHD ATMOS", "7.1 Surround", "2160p", "HDR"},
        ),
        (
            "The.Good.Movie.2019.1080p.AMZN.WEB-DL.DDP5.1.H.264-FLUX",
            {"AMZN", "FLUX", "WEB Tier 01", "DD+", "5.1 Surround", "1080p"},
        ),
        ("The.Good.Movie.2019.720p.BluRay.x264-YIFY", {"LQ", "x264", "720p"}),
    ],
)
def test_the_guides_formats_know_what_they_are_for(name: str, expected: set[str]) -> None:
    made = FormatSet(read_formats(guide("cf")))
    met = {one.name for one in made.met_by(subject(name, original_language="English"))}
    assert expected <= met


def test_nothing_is_met_where_there_are_no_formats() -> None:
    assert FormatSet().met_by(subject(WEB)) == ()
    assert form()["specifications"] == []
