import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.formats.patterns.needles import fold
from neonarr.decisions.formats.patterns.pattern import Pattern, TooSlow, compile_pattern

# What .NET means by each, where `regex` would mean something else or refuse.
DOTNET = [
    (r"(?<name>a)b\k<name>", "aba", "abb"),
    (r"(?'name'a)b\k'name'", "aba", "abb"),
    (r"^[a-z-[aeiou]]+$", "xyz", "xaz"),
    (r"^[^a-z-[0-9]]$", "-", "5"),
    (r"a{,3}", "a{,3}", "aaa"),
    (r"foo{e}", "foo{e}", "fop"),
    (r"foo{1", "foo{1", "foo"),
    (r"[[:a:]]", ":]", "a"),
    (r"[a||b]{3}", "a|b", "a-b"),
    (r"[a&&b]{3}", "a&b", "a-b"),
    (r"[a~~b]{3}", "a~b", "a-b"),
    (r"[]a]b", "]b", "[b"),
    (r"^a\Z", "a\n", "a\nb"),
    (r"^a\z", "a", "a\n"),
    (r"\x41\u0042\e", "AB\x1b", "AB"),
    (r"\cI\t\v\a", "\t\t\v\a", "I"),
    (r"\060\0x", "0\0x", "60x"),
    (r"[\b]", "\b", "b"),
    (r"(?-i)HDR", "HDR", "hdr"),
    (r"(?i)HDR", "hdr", "hd"),
    (r"x(?-i)HDR|DV", "DV", "dv"),
    (r"(a(?-i)B)c", "ABC", "abC"),
    (r"(?-i:HDR)dv", "HDRDV", "hdrdv"),
    (r"(?s)a.b", "a\nb", "ab"),
    (r"(?n)(a)b", "ab", "a"),
    (r"(?x) a b # both", "ab", "a b"),
    (r"(?x: a b )c d", "abc d", "abcd"),
    (r"((?x) a b )c d", "abc d", "abcd"),
    (r"a(?#not this)b", "ab", "a"),
    (r"a b(?#x)+", "a bbb", "a"),
    (r"\p{IsCyrillic}", "я", "a"),
    (r"\p{Lu}\P{L}", "A1", "11"),
    (r"(?>a+)b", "aaab", "aaa"),
    (r"(a)?(?(1)b|c)d", "abd", "xbd"),
    (r"(?<=web[ ._-]*)dl", "web---dl", "dl"),
    (r"\b*x", "x", "y"),
    (r"a??b", "b", "a"),
    (r"a{2}?b", "aab", "ab"),
    (r"\(\[\.\-\/", "([.-/", "()"),
    (r"(a)\1", "aa", "ab"),
    (r"]}", "]}", "]"),
    (r"a-z", "a-z", "b"),
    (r"[a-]x", "-x", "b"),
    (r"[+--]x", ",x", "*x"),
]


# Sound on every probe, slow on one text.
SLOW = "(?:q1|q1)*$"


@pytest.mark.parametrize(("pattern", "yes", "no"), DOTNET)
def test_patterns_mean_what_dotnet_means(pattern: str, yes: str, no: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled.matches(yes)
    assert not compiled.matches(no)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "is empty"),
        ("(a", "character 1: the group opened by ( is not closed"),
        ("a)", "a ) closes nothing"),
        ("[a", "the class opened by [ is not closed"),
        ("[a-z-[b]", "the class opened by [ is not closed"),
        ("a\\", "after the last backslash comes nothing"),
        ("*a", "nothing for * to repeat"),
        ("a**", "can't be repeated"),
        ("a++", "can't be repeated"),
        ("{3}", "nothing to repeat"),
        ("a{3,1}", "at least 3 and at most 1"),
        ("a{99999}", "too many"),
        ("[z-a]", "can't go from z to a"),
        (r"[a-\d]", "can't go from a"),
        (r"\y", "means nothing"),
        (r"\N{DASH}", "means nothing"),
        (r"\xZ", "hexadecimal"),
        (r"\u12", "hexadecimal"),
        (r"\c1", "needs a letter"),
        (r"\pL", "needs a category"),
        (r"\p{Nonsense}", "is broken"),
        (r"\k", "needs the name of a group"),
        (r"(?P<name>a)", "not supported"),
        (r"(?<a-b>c)", "not supported"),
        (r"(?R)", "not supported"),
        (r"(*FAIL)", "not supported"),
        (r"\1", "is broken"),
        ("(" * 80 + ")" * 80, "nested too deeply"),
        ("[a-[" * 40, "nested too deeply"),
        ("a" * 5_001, "the most is 5000"),
        ("(a|a)*$", "takes too long"),
        ("((a{1000}){1000}){1000}", "repeats its parts too many times"),
        ("(?:(?:a?){1000}){1000}b", "repeats its parts too many times"),
        ("(b|bb)+$", "takes too long"),
    ],
)
def test_what_can_t_be_used_is_said_in_words(pattern: str, said: str) -> None:
    with pytest.raises(BrokenPattern) as caught:
        compile_pattern(pattern)
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


@settings(deadline=None)  # others share this processor
@given(st.text(max_size=40) | st.text("()[]{}|\\^$.*+?:=!<>-,#abk'Pp0129", max_size=25))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        compiled = compile_pattern(text)
    except BrokenPattern as error:
        assert str(error)
        return
    for name in ("", "a", "A.Movie.2020.1080p-GRP", text):
        try:
            found = compiled.matches(name)
        except TooSlow:
            continue
        if found and compiled.needles is not None:
            assert any(needle in fold(name) for needle in compiled.needles)


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        (r"\b(amzn|amazon(hd)?)\b", {"amzn", "amazon"}),
        (r"web[ ._-]?dl", {"webdl", "web dl", "web.dl", "web_dl", "web-dl"}),
        (r"dual[ ._-]?audio|dual", {"dual"}),
        (r"(?=.*framestor).*", {"framestor"}),
        (r"(?!.*framestor)x265", {"x265"}),
        (r"(a(?-i)B)c", {"abc"}),
        (r"(hdr){2,}", {"hdr"}),
        (r"\d+", None),
        (r"a|", None),
    ],
)
def test_needles_are_what_must_be_there(pattern: str, needles: set[str] | None) -> None:
    assert compile_pattern(pattern).needles == (frozenset(needles) if needles else None)


@pytest.mark.parametrize(
    ("pattern", "whole"),
    [
        (r"^(FLUX)$", {"flux"}),
        (r"^(A|BC?)$", {"a", "b", "bc"}),
        (r"^FLUX", None),
        (r"^(TM\b)$", None),
        (r"^(Ï)$", None),
        (r"^(.)$", None),
    ],
)
def test_names_in_full_are_looked_up(pattern: str, whole: set[str] | None) -> None:
    compiled = compile_pattern(pattern)
    assert compiled.whole == (frozenset(whole) if whole else None)
    assert compiled.matches("FLUX") is (pattern in ("^(FLUX)$", "^FLUX"))


def test_a_search_that_takes_too_long_is_given_up() -> None:
    slow = compile_pattern(SLOW)
    begun = time.process_time()
    with pytest.raises(TooSlow):
        slow.matches("q1" * 200 + "!")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("pattern", "is_short"),
    [
        (r"\b(amzn|amazon(hd)?)\b", True),
        (r"web[ ._-]?dl", True),
        ("a+", False),
        ("a{2}", False),
        ("a?" * 12, False),
        ("(a|a)" * 12, False),
    ],
)
def test_a_clock_is_spared_only_where_nothing_can_be_slow(pattern: str, is_short: bool) -> None:
    assert compile_pattern(pattern).is_short is is_short


def test_patterns_compare_by_what_they_say() -> None:
    assert compile_pattern("a") == compile_pattern("a") != compile_pattern("b")
    assert isinstance(compile_pattern("a"), Pattern)


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        (r"[^0-9][7-8][ .][0-1]\b", {"7 0", "7 1", "7.0", "7.1", "8 0", "8 1", "8.0", "8.1"}),
        (r"x[0-9]x", {"x"}),
        (r"x[\dab]x", {"x"}),
        (r"x[\da-c]x", {"x"}),
        (r"x[^a]x", {"x"}),
    ],
)
def test_small_classes_are_spelled_out(pattern: str, needles: set[str]) -> None:
    assert compile_pattern(pattern).needles == needles
