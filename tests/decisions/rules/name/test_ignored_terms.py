from neonarr.decisions.rules.name.ignored_terms import ignored_terms
from neonarr.decisions.situation import Terms, term
from tests.decisions.make import movie, situation


def test_names_without_them_pass() -> None:
    asked = situation(terms=(Terms(ignored=("dubbed", term("/\\bline\\b/i"))),))
    assert ignored_terms(movie("1080p.BluRay"), asked) is None
    assert ignored_terms(movie("1080p.Streamline"), asked) is None
    assert ignored_terms(movie("1080p"), situation()) is None


def test_every_such_word_is_named() -> None:
    asked = situation(terms=(Terms(ignored=("dubbed",)), Terms(ignored=(term("/\\bline\\b/"),))))
    found = ignored_terms(movie("1080p.LINE.DUBBED"), asked)
    assert found is not None
    assert found.got == "dubbed, /\\bline\\b/"


def test_a_pattern_too_slow_to_tell_is_not_found() -> None:
    asked = situation(terms=(Terms(ignored=(term("/(?:q1|q1)*$/"),)),))
    assert ignored_terms(movie("q1" * 200 + "!"), asked) is None
