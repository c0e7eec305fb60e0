"""How values look on the wire: camelCase, no nulls, dates ending in Z."""

import unicodedata
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

INPUT = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")
"""For request bodies: camelCase and snake_case are both taken, unknown keys are ignored."""


def _in_any_case(cls: type[BaseModel], given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    names = _names(cls)
    return {names.get(str(name).lower(), name): value for name, value in given.items()}


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    """The model's names in small letters, each with how it is given."""
    fields = {name: field.alias or name for name, field in model.model_fields.items()}
    return {name.lower(): alias for name, alias in fields.items()} | {
        alias.lower(): alias for alias in fields.values()
    }


IN_ANY_CASE = model_validator(mode="before")(_in_any_case)
"""Stands in every model of a request body: clients of the *arr family write `ArtistName` as well as
`artistName`. Of two spellings of one name the later counts."""


def one_line(text: str) -> str:
    """Blanks made single; control characters and halves of surrogate pairs taken out.

    >>> one_line(" Night\\tTrain\\0 ")
    'Night Train'
    """
    kept = (c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _checked_line(text: str) -> str:
    cleaned = " ".join(text.split())
    if cleaned != one_line(text):
        raise ValueError("must be text without control characters")
    return cleaned


def _checked_storable(text: str) -> str:
    if "\0" in text or any(unicodedata.category(char) == "Cs" for char in text):
        raise ValueError("must be text that can be stored: no NUL, no halves of characters")
    return text


Exact = Annotated[str, AfterValidator(_checked_storable)]
"""Text that names something of the outside: kept to the letter."""

Line = Annotated[str, AfterValidator(_checked_line)]
"""Text of one line: blanks are made single, control characters refused (PostgreSQL can't hold NUL);
joiners and direction marks stay, names in many scripts need them."""

RowId = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""An id of ours; what no database can hold is bad input."""


def stamp(at: datetime | None) -> str | None:
    """`2024-05-01T12:00:00Z`; None stays None."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def present(shape: dict[str, Any]) -> dict[str, Any]:
    """Without the keys that have no value: clients of this API can't read null."""
    return {key: value for key, value in shape.items() if value is not None}
