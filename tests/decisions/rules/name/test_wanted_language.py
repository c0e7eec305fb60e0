import pytest

from neonarr.decisions.rules.name.wanted_language import wanted_language
from tests.decisions.make import candidate, movie, profile, situation


@pytest.mark.parametrize(
    ("words", "language", "original", "passes"),
    [
        ("German.1080p", "German", None, True),
        ("German.1080p", "Any", None, True),
        ("German.DL.1080p", "Original", "English", True),
        ("German.1080p", "Original", "German", True),
        ("German.1080p", "Original", None, True),
        ("1080p", "Original", "French", True),
        ("1080p", "English", None, True),
        ("1080p", "English", "French", False),
        ("German.1080p", "English", "English", False),
        ("German.1080p", "Original", "English", False),
    ],
)
def test_languages(words: str, language: str, original: str | None, passes: bool) -> None:
    of = movie(words, original_language=original)
    asked = situation(profile=profile(language=language), original_language=original)
    assert (wanted_language(of, asked) is None) is passes


def test_the_sentence_names_both() -> None:
    asked = situation(profile=profile(language="Original"), original_language="Japanese")
    found = wanted_language(movie("German.1080p"), asked)
    assert found is not None
    assert found.message == "It is in German; wanted is Japanese."


def test_without_a_profile_or_a_readable_name_there_is_nothing_to_say() -> None:
    assert wanted_language(movie("German.1080p"), situation()) is None
    asked = situation(profile=profile(language="English"), original_language="French")
    assert wanted_language(candidate("0a" * 20), asked) is None
