"""Custom formats from the family's JSON: a guide's files and the API's resources alike.

The two differ in little: a guide writes a condition's fields as an object (`{"value": 7}`) and adds
`trash_*`, the API writes them as a list (`[{"name": "value", "value": 7}]`). Both are taken as they
come. What can't be used is refused as a whole with a sentence that names the format, the condition
and the way out; what is not known beside that is left aside.
"""

from collections.abc import Callable, Mapping, Sequence

from neonarr.base.errors import Invalid
from neonarr.decisions.formats.kinds import (
    LABELS,
    PATTERNS,
    SPANS,
    Condition,
    CustomFormat,
    Guide,
    Kind,
    Number,
    Span,
    Spoken,
    Test,
)
from neonarr.decisions.formats.languages import LANGUAGE_NAMES
from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.formats.patterns.pattern import Pattern, compile_pattern
from neonarr.decisions.formats.patterns.read import LONGEST
from neonarr.decisions.given import Given, given, parse_json, shown
from neonarr.decisions.subject import IndexerFlag, Modifier, Source

MOST_FORMATS = 2_000
MOST_CONDITIONS = 200

_RESOLUTIONS = (0, 360, 480, 540, 576, 720, 1080, 2160)
_OLD_FLAGS = (64, 1024)
"""Flags of one site the family no longer gives out; lists still name them."""

_ALLOWED: Mapping[Kind, tuple[int, ...]] = {
    Kind.SOURCE: tuple(Source),
    Kind.RESOLUTION: _RESOLUTIONS,
    Kind.MODIFIER: tuple(Modifier),
    Kind.FLAG: (*IndexerFlag, *_OLD_FLAGS),
}


def formats_from_text(text: str | bytes) -> tuple[CustomFormat, ...]:
    """The formats of a file or of what was pasted."""
    return read_formats(parse_json(text))


def read_formats(value: object) -> tuple[CustomFormat, ...]:
    """One format or a list of them. Raises Invalid, also where two have one name."""
    values = (
        value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else [value]
    )
    if not values:
        raise Invalid("json", "There is no format in it; paste one, or a list of them.")
    if len(values) > MOST_FORMATS:
        raise Invalid("json", f"{len(values)} formats at once are too many ({MOST_FORMATS}).")
    known: dict[str, Pattern] = {}
    found: dict[str, CustomFormat] = {}
    for at, one in enumerate(values):
        path = f"[{at}]" if len(values) > 1 else ""
        read = _format(one, path, known)
        if read.name.casefold() in found:
            raise Invalid(
                f"{path}.name".lstrip("."),
                f"Two formats are called {shown(read.name)}; rename one of them.",
            )
        found[read.name.casefold()] = read
    return tuple(found.values())


def read_format(value: object) -> CustomFormat:
    """One format. Raises Invalid."""
    return _format(value, "", {})


def read_outline(value: object) -> CustomFormat:
    """What was read before, without its conditions: their patterns cost time, names do not."""
    whole = given(value, "A custom format")
    guide = _guide(whole) if whole.has("trash_id") else None
    return CustomFormat(whole.name(), (), guide=guide)


def _format(value: object, path: str, known: dict[str, Pattern]) -> CustomFormat:
    whole = given(value, "A custom format", path)
    name = whole.name()
    whole = whole.named(f"Format {shown(name)}")
    conditions = whole.objects("specifications")
    if not conditions:
        raise whole.wrong("specifications", "it has no condition; add at least one.")
    if len(conditions) > MOST_CONDITIONS:
        raise whole.wrong("specifications", f"it has more than {MOST_CONDITIONS} conditions.")
    return CustomFormat(
        name,
        tuple(_condition(one, known) for one in conditions),
        is_in_file_names=whole.truth("includeCustomFormatWhenRenaming"),
        guide=_guide(whole) if whole.has("trash_id") else None,
    )


def _guide(whole: Given) -> Guide:
    scores = whole.inner("trash_scores") if whole.has("trash_scores") else None
    return Guide(
        whole.name("trash_id"),
        {key: scores.whole(key) for key in scores.value} if scores else {},
        whole.text("trash_regex", longest=2_000) if whole.has("trash_regex") else None,
        whole.text("trash_description", longest=4_000) if whole.has("trash_description") else None,
    )


def _condition(one: Given, known: dict[str, Pattern]) -> Condition:
    name = one.name()
    one = one.named(f"{one.place}, condition {shown(name)}")
    implementation = one.text("implementation")
    try:
        kind = Kind(implementation)
    except ValueError:
        kinds = ", ".join(kind.value for kind in Kind)
        raise one.wrong(
            "implementation",
            f"there is no kind of condition called {shown(implementation)}; there are {kinds}.",
        ) from None
    return Condition(
        name,
        kind,
        _test(kind, _fields(one), known),
        is_negated=one.truth("negate"),
        is_required=one.truth("required"),
    )


def _fields(one: Given) -> Given:
    """Its fields as an object, whichever way they are written."""
    if isinstance(one.value.get("fields"), Mapping):
        return one.inner("fields")
    fields = {field.text("name"): field.value.get("value") for field in one.objects("fields")}
    return Given(fields, one.at("fields"), one.place)


def _test(kind: Kind, fields: Given, known: dict[str, Pattern]) -> Test:
    if kind in PATTERNS:
        return _pattern(fields, known)
    read: Callable[[Kind, Given], Test]
    if kind in SPANS:
        read = _span
    elif kind is Kind.LANGUAGE:
        read = _language
    else:
        read = _number
    return read(kind, fields)


def _pattern(fields: Given, known: dict[str, Pattern]) -> Pattern:
    """The pattern, compiled once however many conditions share it."""
    text = fields.text("value", longest=LONGEST)
    if text not in known:
        try:
            known[text] = compile_pattern(text)
        except BrokenPattern as error:
            raise fields.wrong("value", f"the pattern {shown(text)} {error}") from error
    return known[text]


def _number(kind: Kind, fields: Given) -> Number:
    value = fields.whole("value")
    allowed = _ALLOWED.get(kind)
    if allowed is not None and value not in allowed:
        numbers = ", ".join(str(int(number)) for number in sorted(allowed))
        raise fields.wrong("value", f"{value} is no {LABELS[kind].lower()}; there are {numbers}.")
    return Number(value)


def _language(_kind: Kind, fields: Given) -> Spoken:
    value = fields.whole("value")
    if value not in LANGUAGE_NAMES:
        raise fields.wrong("value", f"no language has the number {value}; English is 1.")
    is_except = fields.truth("exceptLanguage") if fields.has("exceptLanguage") else None
    return Spoken(value, is_except)


def _span(kind: Kind, fields: Given) -> Span:
    least, most = fields.number("min"), fields.number("max")
    if least < 0 or most < least:
        unit = "GB" if kind is Kind.SIZE else "years"
        raise fields.wrong("max", f"from {least} to {most} {unit} is no span; swap them.")
    return Span(least, most)
