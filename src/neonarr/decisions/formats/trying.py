"""A format tried on names, condition by condition, before anybody goes by it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.subject import Subject


@dataclass(frozen=True, slots=True)
class TriedFormat:
    """What a format says of one name."""

    is_met: bool
    holds: tuple[bool, ...]
    """By condition, its negation heeded."""


def try_format(one: CustomFormat, subjects: Iterable[Subject]) -> list[TriedFormat]:
    """What it says of each; a pattern that takes too long holds nowhere."""
    whole = FormatSet([one])
    # Alone and required, a condition is a format that is met where the condition holds.
    parts = FormatSet(
        CustomFormat(str(at), (replace(condition, is_required=True),))
        for at, condition in enumerate(one.conditions)
    )
    tried = []
    for subject in subjects:
        held = {part.name for part in parts.met_by(subject)}
        holds = tuple(str(at) in held for at in range(len(one.conditions)))
        tried.append(TriedFormat(bool(whole.met_by(subject)), holds))
    return tried
