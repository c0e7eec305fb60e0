"""Formats in as few words as a test needs."""

from typing import Any

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.formats.reading import read_format
from neonarr.decisions.subject import Subject, subject_of
from neonarr.releases.parse import parse
from tests.decisions.make import release


def line(
    kind: str, value: Any, *, negate: bool = False, required: bool = False, **fields: Any
) -> dict[str, Any]:
    """One condition as guides write it; `kind` without `Specification`."""
    span = value if isinstance(value, dict) else {"value": value}
    return {
        "name": f"{kind} {value}",
        "implementation": f"{kind}Specification",
        "negate": negate,
        "required": required,
        "fields": {**span, **fields},
    }


def form(*lines: dict[str, Any], name: str = "Form") -> dict[str, Any]:
    return {
        "name": name,
        "includeCustomFormatWhenRenaming": False,
        "specifications": list(lines),
    }


def custom(*lines: dict[str, Any], name: str = "Form") -> CustomFormat:
    return read_format(form(*lines, name=name))


def subject(title: str, kind: MediaKind = MediaKind.MOVIE, **known: Any) -> Subject:
    fields = {key: known.pop(key) for key in ("size", "is_freeleech") if key in known}
    return subject_of(release(title, **fields), parse(title, kind), **known)


def meets(one: Subject | str, *lines: dict[str, Any]) -> bool:
    whole = subject(one) if isinstance(one, str) else one
    return bool(FormatSet([custom(*lines)]).met_by(whole))
