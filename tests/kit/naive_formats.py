"""Custom formats matched with nothing spared: every condition of every format is asked."""

from collections import defaultdict
from typing import Any

from neonarr.decisions.formats.kinds import CustomFormat, Kind
from neonarr.decisions.formats.languages import LANGUAGE_NAMES
from neonarr.decisions.formats.patterns.pattern import Pattern
from neonarr.decisions.subject import Subject


def naive(formats: tuple[CustomFormat, ...], about: Subject) -> list[str]:
    """Every condition asked, by the rules and nothing else."""
    return [one.name for one in formats if all(_kinds(one, about))]


def _kinds(one: CustomFormat, about: Subject) -> list[bool]:
    kinds: dict[Kind, list[tuple[bool, bool]]] = defaultdict(list)
    for condition in one.conditions:
        holds = _holds(condition.kind, condition.test, about) is not condition.is_negated
        kinds[condition.kind].append((condition.is_required, holds))
    return [
        any(holds for _, holds in lines) and all(holds for required, holds in lines if required)
        for lines in kinds.values()
    ]


def _holds(kind: Kind, test: Any, about: Subject) -> bool:
    if isinstance(test, Pattern):
        text = {Kind.TITLE: about.text, Kind.GROUP: about.group, Kind.EDITION: about.edition}[kind]
        return bool(text) and test.compiled.search(text or "") is not None
    if kind is Kind.LANGUAGE:
        name = about.original_language if test.value == -2 else LANGUAGE_NAMES[test.value]
        return name in about.languages
    if kind is Kind.FLAG:
        return bool(about.flags & test.value)
    picture = about.picture
    numbers = {
        Kind.SOURCE: picture.source,
        Kind.RESOLUTION: picture.resolution,
        Kind.MODIFIER: picture.modifier,
    }
    return numbers[kind] == test.value
