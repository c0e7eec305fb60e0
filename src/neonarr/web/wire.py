"""How values look on the wire: camelCase, no nulls, dates ending in Z."""

from datetime import UTC, datetime
from typing import Any

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

INPUT = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")
"""For request bodies: camelCase and snake_case are both taken, unknown keys are ignored."""


def stamp(at: datetime | None) -> str | None:
    """`2024-05-01T12:00:00Z`; None stays None."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def present(shape: dict[str, Any]) -> dict[str, Any]:
    """Without the keys that have no value: clients of this API can't read null."""
    return {key: value for key, value in shape.items() if value is not None}
