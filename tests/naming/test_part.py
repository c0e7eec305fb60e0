import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from neonarr.naming.part import MAX_BYTES, safe_part, same_name_key

ANY_TEXT = st.text(max_size=400) | st.text(
    alphabet='. :/\\?*"<>|\0\n\x7fcon1é\u0301\u202e', max_size=40
)
TAILS = st.sampled_from(["", ".mkv", " (1999)", " (1999) [Bluray-1080p].mkv", ".en.srt"])


@given(ANY_TEXT, TAILS)
@example("..", "")
@example("CON", ".mkv")
@example("NUL .x", "")
@example("\u0301" * 300, "")
@example("🎬" * 100, ".flac")
@example("a" * 254 + "é", "")
def test_every_part_is_safe_everywhere(head: str, tail: str) -> None:
    part = safe_part(head, tail)

    assert part
    assert part not in {".", ".."}
    assert not set(part) & set('<>:"/\\|?*')
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in part)
    assert part[0] not in " ." and part[-1] not in " ."
    assert len(part.encode()) <= MAX_BYTES
    assert part == unicodedata.normalize("NFC", part)
    assert part.endswith(tail)
    for platform in ("linux", "macos", "windows", "universal"):
        assert is_valid_filename(part, platform=platform, max_len=MAX_BYTES), platform


@given(ANY_TEXT)
def test_a_safe_part_stays_as_it_is(text: str) -> None:
    assert safe_part(safe_part(text)) == safe_part(text)


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Mission: Impossible", "Mission - Impossible"),
        ("Alien : Covenant", "Alien - Covenant"),
        ("2:22", "2-22"),
        ("Title:", "Title"),
        ("Face/Off", "Face-Off"),
        ("What?", "What"),
        ("???", "Untitled"),
        ("", "Untitled"),
        (".", "Untitled"),
        ("..", "Untitled"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("con", "con_"),
        ("Con.Air", "Con_.Air"),
        ("LPT¹", "LPT¹_"),
        ("CONIN$", "CONIN$_"),
        ("Console", "Console"),
        ("Amélie ", "Amélie"),
        ("Ame\u0301lie", "Amélie"),
        ("tab\tand\nline", "tab and line"),
        ("exe\u202evkm", "exevkm"),
        ("broken \ud800 half", "broken half"),
        ("S.W.A.T.", "S.W.A.T"),
        ("!!!", "!!!"),
        ("( )", "( )"),
    ],
)
def test_names_stay_readable(title: str, part: str) -> None:
    assert safe_part(title) == part


def test_a_long_title_keeps_its_tail() -> None:
    part = safe_part("日本" * 100, " (1999) [WEBDL-2160p].mkv")

    assert part.endswith(" (1999) [WEBDL-2160p].mkv")
    assert 250 <= len(part.encode()) <= 255


def test_a_cut_takes_no_letter_from_its_accent() -> None:
    part = safe_part("x" * 253 + "q\u0301")  # 256 bytes; q-acute has no composed form

    assert part == "x" * 253


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Heat.mkv", "heat.MKV", True),
        ("Amélie", "AME\u0301LIE", True),
        ("Straße", "STRASSE", True),
        ("Heat", "Heat 2", False),
        ("Amélie", "Amelie", False),
    ],
)
def test_names_that_collide_have_one_key(one: str, other: str, is_same: bool) -> None:
    assert (same_name_key(one) == same_name_key(other)) is is_same


@given(st.text(max_size=50))
def test_a_key_ignores_case_and_form(name: str) -> None:
    assert same_name_key(unicodedata.normalize("NFD", name)) == same_name_key(name)
    assert same_name_key(same_name_key(name)) == same_name_key(name)
