"""Keys of formats: what a release must have for a format to be worth asking about.

A format can be filed under conditions that matter and all ask for something to be there: a required
one alone, or all of those any of which would do. Of several such sets it is filed under the one
that leads to it most rarely. A format with none is asked about every time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from neonarr.decisions.formats.kinds import Condition, CustomFormat, Kind, Number
from neonarr.decisions.formats.patterns.needles import fold
from neonarr.decisions.formats.patterns.pattern import Pattern
from neonarr.decisions.subject import Subject

_GRAM = 3
"""Texts to find are looked up by their first so many characters."""


_FEW = 150
"""So many texts are looked for one by one; taking a title apart costs more."""


class Has(StrEnum):
    """What a key says about a release."""

    TITLE_HOLDS = "title holds"
    GROUP_IS = "group is"
    GROUP_HOLDS = "group holds"
    MODIFIER_IS = "modifier is"
    RESOLUTION_IS = "resolution is"
    SOURCE_IS = "source is"


class Key(NamedTuple):
    """One thing to have; numbers of qualities are written as text."""

    has: Has
    value: str


_WEIGHTS: Mapping[Has, int] = {
    Has.GROUP_IS: 100,
    Has.GROUP_HOLDS: 80,
    Has.MODIFIER_IS: 50,
    Has.RESOLUTION_IS: 3,
    Has.SOURCE_IS: 2,
}
"""How rarely a key leads anywhere; texts in titles weigh by their length."""

_NUMBERS = {
    Kind.SOURCE: Has.SOURCE_IS,
    Kind.RESOLUTION: Has.RESOLUTION_IS,
    Kind.MODIFIER: Has.MODIFIER_IS,
}


def keys_of(one: CustomFormat) -> frozenset[Key] | None:
    """The keys one of which a release must have; None where there are none to go by."""
    found = [keys for together in _that_matter(one) if (keys := _keys(together))]
    return max(found, key=_weight, default=None)


def _that_matter(one: CustomFormat) -> Iterable[Sequence[Condition]]:
    """Sets of conditions of which one at least must hold."""
    for kind in dict.fromkeys(condition.kind for condition in one.conditions):
        conditions = [condition for condition in one.conditions if condition.kind is kind]
        required = [condition for condition in conditions if condition.is_required]
        yield from [[condition] for condition in required] or [conditions]


def _keys(conditions: Sequence[Condition]) -> frozenset[Key] | None:
    keys: set[Key] = set()
    for condition in conditions:
        own = () if condition.is_negated else tuple(_of_condition(condition))
        if not own:
            return None
        keys.update(own)
    return frozenset(keys)


def _of_condition(condition: Condition) -> Iterable[Key]:
    test, kind = condition.test, condition.kind
    if isinstance(test, Number):
        has = _NUMBERS.get(kind)
        return (Key(has, str(test.value)),) if has else ()
    if not isinstance(test, Pattern) or kind is Kind.EDITION:
        return ()
    if kind is Kind.TITLE:
        return (Key(Has.TITLE_HOLDS, text) for text in test.needles or ())
    if test.whole is not None:
        return (Key(Has.GROUP_IS, text) for text in test.whole)
    return (Key(Has.GROUP_HOLDS, text) for text in test.needles or ())


def _weight(keys: frozenset[Key]) -> int:
    return min(_WEIGHTS.get(key.has, 5 * len(key.value)) for key in keys)


class Keyring:
    """From what a release has to the numbers of the formats worth asking about."""

    def __init__(self, filed: Sequence[frozenset[Key] | None]) -> None:
        lists: dict[Has, dict[str, list[int]]] = {has: defaultdict(list) for has in Has}
        for at, keys in enumerate(filed):
            for key in keys or ():
                lists[key.has][key.value].append(at)
        self._always = [at for at, keys in enumerate(filed) if keys is None]
        self._groups = lists[Has.GROUP_IS]
        self._in_groups = list(lists[Has.GROUP_HOLDS].items())
        self._sources = lists[Has.SOURCE_IS]
        self._resolutions = lists[Has.RESOLUTION_IS]
        self._modifiers = lists[Has.MODIFIER_IS]
        self._direct: list[tuple[str, list[int]]] = []
        self._by_gram: dict[str, list[tuple[str, list[int]]]] = defaultdict(list)
        texts = lists[Has.TITLE_HOLDS]
        for text, formats in texts.items():
            is_direct = len(text) < _GRAM or len(texts) <= _FEW
            place = self._direct if is_direct else self._by_gram[text[:_GRAM]]
            place.append((text, formats))

    def worth_asking(self, subject: Subject, folded: str) -> set[int]:
        """The formats the release may meet; `folded` is its text in small letters."""
        found = set(self._always)
        self._by_title(folded, found)
        if subject.group:
            self._by_group(fold(subject.group), found)
        picture = subject.picture
        for numbers, number in (
            (self._sources, picture.source),
            (self._resolutions, picture.resolution),
            (self._modifiers, picture.modifier),
        ):
            if numbers:
                found.update(numbers.get(str(int(number)), ()))
        return found

    def _by_title(self, folded: str, found: set[int]) -> None:
        if self._by_gram:
            grams = {folded[at : at + _GRAM] for at in range(len(folded) - _GRAM + 1)}
            for gram in self._by_gram.keys() & grams:
                for text, formats in self._by_gram[gram]:
                    if text in folded:
                        found.update(formats)
        for text, formats in self._direct:
            if text in folded:
                found.update(formats)

    def _by_group(self, group: str, found: set[int]) -> None:
        found.update(self._groups.get(group, ()))
        for text, formats in self._in_groups:
            if text in group:
                found.update(formats)
