"""Conditions in words."""

import pytest

from neonarr.decisions.formats.kinds import Condition, Kind, Number, Span, Spoken, Test
from neonarr.decisions.formats.patterns.pattern import compile_pattern
from neonarr.decisions.formats.wording import in_words
from neonarr.decisions.subject import IndexerFlag, Modifier, Source


@pytest.mark.parametrize(
    ("kind", "test", "words"),
    [
        (Kind.TITLE, compile_pattern("x265"), "Release title matches x265"),
        (Kind.SOURCE, Number(Source.DVD), "Source is DVD"),
        (Kind.SOURCE, Number(Source.WEBDL), "Source is WEB-DL"),
        (Kind.RESOLUTION, Number(0), "Resolution is not told"),
        (Kind.MODIFIER, Number(Modifier.REMUX), "Quality modifier is remux"),
        (Kind.FLAG, Number(IndexerFlag.DOUBLE_UPLOAD), "Indexer flag is double upload"),
        (Kind.FLAG, Number(64), "Indexer flag is 64"),
        (Kind.LANGUAGE, Spoken(2), "Language is French"),
        (Kind.LANGUAGE, Spoken(-2, is_except=True), "Language is any but the original"),
        (Kind.SIZE, Span(0, 2.5), "Size is over 0 and up to 2.5 GB"),
        (Kind.YEAR, Span(1990, 1999), "Year is from 1990 to 1999"),
        (Kind.RELEASE_TYPE, Number(1), "Release type is 1"),
    ],
)
def test_every_kind_has_words(kind: Kind, test: Test, words: str) -> None:
    assert " ".join(in_words(Condition("it", kind, test))) == words
    negated = in_words(Condition("it", kind, test, is_negated=True))
    assert "not" in negated.asks


def test_every_number_that_is_allowed_has_a_word() -> None:
    for kind, numbers in ((Kind.SOURCE, Source), (Kind.MODIFIER, Modifier)):
        for number in numbers:
            assert in_words(Condition("it", kind, Number(number))).value
