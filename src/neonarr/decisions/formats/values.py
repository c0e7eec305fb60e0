"""What conditions that are no patterns ask of a release."""

from collections.abc import Callable, Mapping

from neonarr.decisions.formats.kinds import Kind, Number, Span, Spoken
from neonarr.decisions.formats.languages import LANGUAGE_NAMES, ORIGINAL
from neonarr.decisions.subject import Subject

Ask = Callable[[Subject], bool]

_GB = 2**30


def number_ask(kind: Kind, number: Number) -> Ask:
    """Whether the release has this source, resolution, modifier or flag."""
    return _NUMBERS[kind](number.value)


def span_ask(kind: Kind, span: Span) -> Ask:
    """Whether its size or its year lies within; what is not known does not."""
    return _sized(span) if kind is Kind.SIZE else _from_years(span)


def language_ask(spoken: Spoken) -> Ask:
    """Whether it is spoken in the language, or, with `is_except`, in any other.

    Where the original language is asked for and not known, nothing has it.
    """
    name = LANGUAGE_NAMES[spoken.value]
    is_original = spoken.value == ORIGINAL

    def ask(subject: Subject) -> bool:
        wanted = (subject.original_language or name) if is_original else name
        if spoken.is_except:
            return any(one != wanted for one in subject.languages)
        return wanted in subject.languages

    return ask


def _source(value: int) -> Ask:
    return lambda subject: int(subject.picture.source) == value


def _resolution(value: int) -> Ask:
    return lambda subject: subject.picture.resolution == value


def _modifier(value: int) -> Ask:
    return lambda subject: int(subject.picture.modifier) == value


def _flag(value: int) -> Ask:
    return lambda subject: bool(value) and int(subject.flags) & value == value


def _no_such_type(_value: int) -> Ask:
    return lambda _subject: False


_NUMBERS: Mapping[Kind, Callable[[int], Ask]] = {
    Kind.SOURCE: _source,
    Kind.RESOLUTION: _resolution,
    Kind.MODIFIER: _modifier,
    Kind.FLAG: _flag,
    Kind.RELEASE_TYPE: _no_such_type,
}


def _sized(span: Span) -> Ask:
    least, most = span.least * _GB, span.most * _GB
    return lambda subject: subject.size is not None and least < subject.size <= most


def _from_years(span: Span) -> Ask:
    return lambda subject: subject.year is not None and span.least <= subject.year <= span.most
