import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.releases.clean import clean_title, same_title


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Amélie", "amelie"),
        ("Straße", "strasse"),
        ("Smørrebrød", "smorrebrod"),
        ("Tom & Jerry", "tomjerry"),
        ("Tom and Jerry", "tomjerry"),
        ("The Office", "theoffice"),
        ("Best of the Rest", "bestrest"),
        ("What's a Kid", "whatskid"),
        ("Plan A", "plana"),
        ("S.H.A.D.O.", "shado"),
        ("100% Wool", "100percentwool"),
        ("ＷＩＤＥ", "wide"),
        ("Ёлки и Йод", "елкиииод"),
        ("千と千尋の神隠し", "千と千尋の神隠し"),
        ("हिन्दी", "हिन्दी"),
        ("!!!", "!!!"),
        ("( )", "()"),
        ("the", "the"),
        (" ", ""),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert clean_title(text) == key


def test_vowel_signs_tell_words_apart() -> None:
    assert clean_title("कि") != clean_title("की")


@given(st.text())
def test_only_white_space_has_no_key(text: str) -> None:
    assert bool(clean_title(text)) == bool(text.split())


@given(st.text(alphabet="abcdefgh .-_", max_size=40))
def test_signs_and_case_make_no_difference(text: str) -> None:
    words = text.replace(".", " ").replace("-", " ").replace("_", " ")
    if words.strip():
        assert clean_title(text) == clean_title(words.upper())


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("The Beatles", "Beatles", True),
        ("A Film", "The Film", True),
        ("Alien", "Aliens", False),
        ("The", "A", False),
    ],
)
def test_a_leading_article_makes_no_difference(one: str, other: str, *, is_same: bool) -> None:
    assert same_title(one, other) is is_same
