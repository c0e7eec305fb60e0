"""Custom formats as the family's JSON, in both of its ways."""

from collections.abc import Mapping, Sequence
from typing import Any

from neonarr.decisions.formats.kinds import (
    LABELS,
    PATTERNS,
    SPANS,
    Condition,
    CustomFormat,
    Kind,
    Number,
    Spoken,
)
from neonarr.decisions.formats.languages import LANGUAGE_NAMES
from neonarr.decisions.formats.patterns.pattern import Pattern
from neonarr.decisions.subject import IndexerFlag, Modifier, Source

_INFO_LINK = "https://wiki.servarr.com/radarr/settings#custom-formats-2"

_OPTIONS: Mapping[Kind, Mapping[int, str]] = {
    Kind.SOURCE: {one.value: one.name for one in Source},
    Kind.MODIFIER: {one.value: one.name for one in Modifier},
    Kind.RESOLUTION: {n: f"R{n}p" if n else "Unknown" for n in (0, 480, 576, 720, 1080, 2160)},
    Kind.FLAG: {one.value: one.name or "" for one in IndexerFlag},
    Kind.LANGUAGE: LANGUAGE_NAMES,
}

_LIMITS = {"min": "Minimum", "max": "Maximum"}


def guide_json(one: CustomFormat) -> dict[str, Any]:
    """The format as guides write it; what was read from a guide comes out as it went in."""
    written: dict[str, Any] = {}
    if one.guide is not None:
        written["trash_id"] = one.guide.trash_id
        if one.guide.scores:
            written["trash_scores"] = dict(one.guide.scores)
        if one.guide.regex is not None:
            written["trash_regex"] = one.guide.regex
        if one.guide.description is not None:
            written["trash_description"] = one.guide.description
    return {
        **written,
        "name": one.name,
        "includeCustomFormatWhenRenaming": one.is_in_file_names,
        "specifications": [
            {**_plain(condition), "fields": _values(condition)} for condition in one.conditions
        ],
    }


def api_json(one: CustomFormat, number: int) -> dict[str, Any]:
    """The format as the API shows it under its number."""
    return {
        "id": number,
        "name": one.name,
        "includeCustomFormatWhenRenaming": one.is_in_file_names,
        "specifications": [_specification(condition) for condition in one.conditions],
    }


def api_schema() -> list[dict[str, Any]]:
    """One empty condition of each kind, for those who build forms from them."""
    plain = {"name": "", "negate": False, "required": False}
    return [
        _dressed({**plain, "implementation": kind.value}, kind, _empty_values(kind))
        for kind in Kind
    ]


def _empty_values(kind: Kind) -> dict[str, Any]:
    if kind in SPANS:
        return {"min": 0, "max": 1}
    return {"value": "" if kind in PATTERNS else 0}


def _specification(one: Condition) -> dict[str, Any]:
    return _dressed(_plain(one), one.kind, _values(one))


def _dressed(plain: Mapping[str, Any], kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """The condition with what a form needs to show it."""
    if kind is Kind.LANGUAGE:
        values.setdefault("exceptLanguage", False)
    return {
        **plain,
        "implementationName": LABELS[kind],
        "infoLink": _INFO_LINK,
        "fields": [_field(kind, at, name, values[name]) for at, name in enumerate(values)],
    }


def _plain(one: Condition) -> dict[str, Any]:
    return {
        "name": one.name,
        "implementation": one.kind.value,
        "negate": one.is_negated,
        "required": one.is_required,
    }


def _values(one: Condition) -> dict[str, Any]:
    """Name and value of each field."""
    test = one.test
    if isinstance(test, Pattern):
        return {"value": test.text}
    if isinstance(test, Spoken):
        extra = {} if test.is_except is None else {"exceptLanguage": test.is_except}
        return {"value": test.value, **extra}
    if isinstance(test, Number):
        return {"value": test.value}
    return {"min": test.least, "max": test.most}


def _field(kind: Kind, at: int, name: str, value: object) -> dict[str, Any]:
    """One field as the family's forms are built from it."""
    field = {"order": at, "name": name, "value": value, "advanced": False, "isFloat": False}
    if name == "exceptLanguage":
        return {**field, "label": "Except Language", "type": "checkbox"}
    if kind in PATTERNS:
        return {**field, "label": "Regular Expression", "type": "textbox"}
    if name in _LIMITS:
        unit = "GB" if kind is Kind.SIZE else ""
        label = f"{_LIMITS[name]} {LABELS[kind]}"
        is_float = kind is Kind.SIZE
        return {**field, "label": label, "unit": unit, "type": "number", "isFloat": is_float}
    options = _OPTIONS.get(kind)
    if options is None:
        return {**field, "label": LABELS[kind], "type": "number"}
    return {**field, "label": LABELS[kind], "type": "select", "selectOptions": _choices(options)}


def _choices(options: Mapping[int, str]) -> Sequence[dict[str, Any]]:
    return [
        {"value": number, "name": name, "order": at}
        for at, (number, name) in enumerate(options.items())
    ]
