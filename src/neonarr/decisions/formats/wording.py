"""Conditions in words, as a person reads them: what is looked at, what is asked, for what."""

from collections.abc import Mapping
from typing import NamedTuple

from neonarr.decisions.formats.kinds import LABELS, Condition, Kind, Number, Span, Spoken
from neonarr.decisions.formats.languages import LANGUAGE_NAMES
from neonarr.decisions.formats.patterns.pattern import Pattern
from neonarr.decisions.subject import IndexerFlag, Modifier, Source

_SOURCES: Mapping[int, str] = {
    Source.UNKNOWN: "not told",
    Source.CAM: "a camera",
    Source.TELESYNC: "a telesync",
    Source.TELECINE: "a telecine",
    Source.WORKPRINT: "a workprint",
    Source.TV: "television",
    Source.WEBDL: "WEB-DL",
    Source.WEBRIP: "WEBRip",
    Source.BLURAY: "Blu-ray",
}
_MODIFIERS: Mapping[int, str] = {
    Modifier.NONE: "none",
    Modifier.REGIONAL: "regional",
    Modifier.SCREENER: "screener",
    Modifier.RAWHD: "raw HD",
    Modifier.BRDISK: "whole disc",
    Modifier.REMUX: "remux",
}


class Words(NamedTuple):
    """One condition in three parts that make a sentence."""

    about: str
    asks: str
    value: str


def in_words(one: Condition) -> Words:
    """The condition as a person would say it.

    >>> from neonarr.decisions.formats.kinds import Number
    >>> in_words(Condition("any", Kind.RESOLUTION, Number(1080), is_negated=True))
    Words(about='Resolution', asks='is not', value='1080p')
    """
    about, test = LABELS[one.kind].capitalize(), one.test
    if isinstance(test, Pattern):
        return Words(about, "does not match" if one.is_negated else "matches", test.text)
    is_not = "is not" if one.is_negated else "is"
    if isinstance(test, Spoken):
        name = LANGUAGE_NAMES[test.value]
        if test.value == -2:  # the family's number for the language a movie was made in
            name = "the original"
        return Words(about, is_not, f"any but {name}" if test.is_except else name)
    if isinstance(test, Span):
        return Words(about, is_not, _span(one.kind, test))
    return Words(about, is_not, _number(one.kind, test))


def _number(kind: Kind, number: Number) -> str:
    value = number.value
    if kind is Kind.RESOLUTION:
        return f"{value}p" if value else "not told"
    if kind is Kind.SOURCE:
        return _SOURCES.get(value) or Source(value).name
    if kind is Kind.MODIFIER:
        return _MODIFIERS[value]
    if kind is Kind.FLAG:
        return (IndexerFlag(value).name or str(value)).replace("_", " ").lower()
    return str(value)


def _span(kind: Kind, span: Span) -> str:
    if kind is Kind.SIZE:
        return f"over {span.least:g} and up to {span.most:g} GB"
    return f"from {span.least:g} to {span.most:g}"
