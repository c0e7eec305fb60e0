"""JSON from outside, taken apart with a sentence for whatever is not as it must be."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from neonarr.base.errors import Invalid

LARGEST = 5_000_000
"""Characters; all the formats of the guides together have a tenth of that."""

_SHOWN = 60
_LONGEST_NAME = 200
_LARGEST_NUMBER = 2**31
_MOST_NAMED = 10


def parse_json(text: str | bytes, field: str = "json") -> object:
    """What the text holds. Raises Invalid for everything that is not JSON of a sensible size."""
    if len(text) > LARGEST:
        raise Invalid(
            field,
            f"That is {len(text) / 1e6:.1f} MB of JSON; the most is {LARGEST / 1e6:.0f} MB. "
            "Import it in parts.",
        )
    try:
        loaded: object = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise Invalid(field, "The JSON is nested too deeply to be formats or profiles.") from None
    except ValueError as error:
        raise Invalid(field, f"This is not JSON: {error}. Paste the whole file.") from None
    return loaded


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number JSON has")


def shown(given: object) -> str:
    """A value as a sentence can carry it: short, and without what can't be printed.

    >>> shown("a\\x00b"), shown(["x" * 100])
    ('“ab”', 'a list')
    """
    if isinstance(given, str):
        text = "".join(char for char in given[: _SHOWN + 1] if char.isprintable())
        return f"“{text[:_SHOWN]}…”" if len(given) > _SHOWN else f"“{text}”"
    if given is None:
        return "nothing"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return str(given) if abs(given) < 1e18 else "a huge number"
    return "an object" if isinstance(given, Mapping) else "a list"


def all_of(names: Sequence[str]) -> str:
    """The names for a sentence; of many the first ones and the count of the rest."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(shown(name) for name in names[:_MOST_NAMED]) + more


def sentence(place: str, rest: str) -> str:
    """A sentence with its place in front; without one it begins with what is said."""
    return f"{place}: {rest}" if place else rest[:1].upper() + rest[1:]


@dataclass(frozen=True, slots=True)
class Given:
    """An object of somebody's JSON. `path` is where it lies, `place` what a person calls it."""

    value: Mapping[str, object]
    path: str = ""
    place: str = ""

    def wrong(self, key: str, rest: str) -> Invalid:
        """The fault in one of its fields."""
        return Invalid(self.at(key), sentence(self.place, rest))

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the field is there; null is as good as absent, as in the family's API."""
        return self.value.get(key) is not None

    def named(self, place: str) -> "Given":
        """The same under what a person calls it."""
        return Given(self.value, self.path, place)

    def text(self, key: str, *, longest: int = _LONGEST_NAME, otherwise: str | None = None) -> str:
        """A text that can be stored and shown; `otherwise` stands for an absent one."""
        found = self.value.get(key)
        if found is None and otherwise is not None:
            return otherwise
        if not isinstance(found, str):
            raise self.wrong(key, f"“{key}” must be a text, not {shown(found)}.")
        if len(found) > longest:
            raise self.wrong(key, f"“{key}” has {len(found)} characters; the most is {longest}.")
        if "\0" in found or any(0xD800 <= ord(char) <= 0xDFFF for char in found):
            raise self.wrong(key, f"“{key}” holds a character that is none; take it out.")
        return found

    def name(self, key: str = "name") -> str:
        """A text that is not empty and stands on one line."""
        found = self.text(key)
        if not found.strip():
            raise self.wrong(key, f"“{key}” is empty; give it a name.")
        if any(ord(char) < 32 or ord(char) == 127 for char in found):
            raise self.wrong(key, f"“{key}” holds a control character; take it out.")
        return found

    def truth(self, key: str, *, otherwise: bool = False) -> bool:
        found = self.value.get(key)
        if found is None:
            return otherwise
        if not isinstance(found, bool):
            raise self.wrong(key, f"“{key}” must be true or false, not {shown(found)}.")
        return found

    def whole(self, key: str, *, otherwise: int | None = None) -> int:
        """A whole number that fits into a database's."""
        found = self.value.get(key)
        if found is None and otherwise is not None:
            return otherwise
        if isinstance(found, float) and found.is_integer():
            found = int(found)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self.wrong(key, f"“{key}” must be a whole number, not {shown(found)}.")
        if not -_LARGEST_NUMBER <= found < _LARGEST_NUMBER:
            raise self.wrong(key, f"“{key}” is out of bounds; {shown(found)} can't be meant.")
        return found

    def numbers(self, key: str) -> list[int]:
        """The whole numbers of a list that is not empty."""
        found = self.value.get(key)
        if not isinstance(found, list | tuple) or not found:
            raise self.wrong(key, f"“{key}” must be a list of numbers, not {shown(found)}.")
        listed = Given({f"{key}[{n}]": one for n, one in enumerate(found)}, self.path, self.place)
        return [listed.whole(name) for name in listed.value]

    def number(self, key: str) -> float:
        """Any number of a sensible size; whole ones stay whole, as they were written."""
        found = self.value.get(key)
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise self.wrong(key, f"“{key}” must be a number, not {shown(found)}.")
        if not abs(found) < 1e12 or math.isnan(found):
            raise self.wrong(key, f"“{key}” is out of bounds; {shown(found)} can't be meant.")
        return found

    def inner(self, key: str) -> "Given":
        return self.inside(self.value.get(key), key)

    def objects(self, key: str) -> list["Given"]:
        """The objects of a list."""
        found = self.value.get(key)
        if not isinstance(found, Sequence) or isinstance(found, str | bytes):
            raise self.wrong(key, f"“{key}” must be a list, not {shown(found)}.")
        return [self.inside(one, f"{key}[{n}]") for n, one in enumerate(found)]

    def inside(self, value: object, key: str) -> "Given":
        """An object that lies in this one."""
        if not isinstance(value, Mapping):
            raise self.wrong(key, f"“{key}” must be an object, not {shown(value)}.")
        return Given(value, self.at(key), self.place)


def given(value: object, place: str, path: str = "") -> Given:
    """A value that must be an object."""
    if not isinstance(value, Mapping):
        raise Invalid(path or "json", f"{place} must be an object, not {shown(value)}.")
    return Given(value, path)
