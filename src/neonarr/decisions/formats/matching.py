"""Which formats a release meets.

The family's rules, which every published list is written for:

1. A condition asks one thing of a release. Negated, it holds where that is not so.
2. The conditions of one kind stand together. If some of them are required, all of these must hold
   and the others do not matter; if none is, any one of them is enough.
3. A format is met when every kind in it is.
4. Patterns are searched for anywhere, regardless of case. A release title is searched without the
   movie's own name; a group or an edition nobody told has no pattern, so its negation holds.
5. A language of Original is the one the movie was made in.

Sources: https://github.com/Radarr/Radarr/tree/develop/src/NzbDrone.Core/CustomFormats,
https://wiki.servarr.com/radarr/settings#custom-formats

`HDR, not from the web` has a required title `\\bHDR`, and the sources WEBDL and WEBRip, both
negated and required. `A.Film.2020.HDR.BluRay` meets it: the title holds, and both sources hold as
it is neither. `A.Film.2020.HDR.WEB-DL` does not: not WEBDL is required and false.

`Good groups` has the groups `^(A)$` and `^(B)$`, and a required resolution 2160. A release of B in
2160p meets it: any group is enough. With the second group required, one of A would no longer do.

How it is fast. Asked one by one, the 242 formats of the guides cost 1,200 searches a release. So
each format is filed under *keys*, one of which every release it can meet has: a text its title must
contain, a group's name, a source … A release's own keys lead to the few formats worth asking; there
each condition is asked at most once, the cheap kinds first.

A search that takes too long is given up: its format then is not met, and the set says so in
`too_slow` and does not ask again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from neonarr.decisions.formats.keys import Keyring, keys_of
from neonarr.decisions.formats.kinds import Condition, CustomFormat, Kind, Span, Spoken, Test
from neonarr.decisions.formats.patterns.needles import fold
from neonarr.decisions.formats.patterns.pattern import Pattern, TooSlow
from neonarr.decisions.formats.values import language_ask, number_ask, span_ask
from neonarr.decisions.subject import Subject

Ask = Callable[["Question"], bool]


@dataclass(slots=True)
class Question:
    """One release while it is being asked; `answers` by the number of the test."""

    subject: Subject
    folded: str
    """Its text, in small letters."""
    answers: dict[int, bool]


@dataclass(frozen=True, slots=True)
class _KindGroup:
    """The conditions of one kind that matter: number of the test, and the answer it needs."""

    is_all: bool
    lines: tuple[tuple[int, bool], ...]


_CHEAPEST_FIRST = (
    Kind.RELEASE_TYPE, Kind.RESOLUTION, Kind.SOURCE, Kind.MODIFIER, Kind.FLAG, Kind.YEAR, Kind.SIZE,
    Kind.LANGUAGE, Kind.GROUP, Kind.EDITION, Kind.TITLE,
)  # fmt: skip


class FormatSet:
    """Formats made ready to be asked about many releases; build one whenever they change."""

    def __init__(self, formats: Iterable[CustomFormat] = ()) -> None:
        self.formats: tuple[CustomFormat, ...] = tuple(formats)
        self._asks: list[Ask] = []
        self._numbers: dict[tuple[Kind, Test | frozenset[str]], int] = {}
        self._groups = [self._compiled(one) for one in self.formats]
        self._keyring = Keyring([keys_of(one) for one in self.formats])
        self._slow: dict[int, str] = {}

    @property
    def too_slow(self) -> Mapping[str, str]:
        """Formats that are no longer asked about, and the pattern that took too long."""
        return MappingProxyType({self.formats[at].name: text for at, text in self._slow.items()})

    def met_by(self, subject: Subject) -> tuple[CustomFormat, ...]:
        """The formats the release meets, in the order they were given."""
        folded = fold(subject.text)
        question = Question(subject, folded, {})
        found = sorted(self._keyring.worth_asking(subject, folded))
        return tuple(self.formats[at] for at in found if self._meets(at, question))

    def _meets(self, at: int, question: Question) -> bool:
        if at in self._slow:
            return False
        try:
            return all(self._holds(group, question) for group in self._groups[at])
        except TooSlow as slow:
            self._slow[at] = str(slow)
            return False

    def _holds(self, group: _KindGroup, question: Question) -> bool:
        answers, asks = question.answers, self._asks
        for number, needed in group.lines:
            answer = answers.get(number)
            if answer is None:
                answer = answers[number] = asks[number](question)
            if (answer is needed) is not group.is_all:
                return not group.is_all
        return group.is_all

    def _compiled(self, one: CustomFormat) -> tuple[_KindGroup, ...]:
        kinds = {condition.kind for condition in one.conditions}
        groups = []
        for kind in (kind for kind in _CHEAPEST_FIRST if kind in kinds):
            conditions = [condition for condition in one.conditions if condition.kind is kind]
            required = [condition for condition in conditions if condition.is_required]
            groups.append(_KindGroup(bool(required), self._lines(kind, required, conditions)))
        return tuple(groups)

    def _lines(
        self, kind: Kind, required: list[Condition], conditions: list[Condition]
    ) -> tuple[tuple[int, bool], ...]:
        """The tests that matter. Of many names any of which would do, one look-up is made."""
        if required:
            return tuple((self._number(kind, one.test), not one.is_negated) for one in required)
        names: set[str] = set()
        lines = []
        for one in conditions:
            whole = one.test.whole if isinstance(one.test, Pattern) else None
            if kind is Kind.GROUP and whole is not None and not one.is_negated:
                names |= whole
            else:
                lines.append((self._number(kind, one.test), not one.is_negated))
        if names:
            lines.insert(0, (self._number(kind, frozenset(names)), True))
        return tuple(lines)

    def _number(self, kind: Kind, test: Test | frozenset[str]) -> int:
        """The same number for the same test of any format."""
        known = self._numbers.get((kind, test))
        if known is None:
            known = self._numbers[kind, test] = len(self._asks)
            self._asks.append(_ask(kind, test))
        return known


def score(formats: Iterable[CustomFormat], scores: Mapping[str, int]) -> int:
    """The sum a profile gives to the formats met; those it does not name count nothing."""
    return sum(scores.get(one.name, 0) for one in formats)


def _ask(kind: Kind, test: Test | frozenset[str]) -> Ask:
    if isinstance(test, frozenset):
        return _named_ask(test)
    if isinstance(test, Pattern):
        return _PATTERN_ASKS[kind](test)
    about: Callable[[Subject], bool]
    if isinstance(test, Spoken):
        about = language_ask(test)
    elif isinstance(test, Span):
        about = span_ask(kind, test)
    else:
        about = number_ask(kind, test)
    return lambda question: about(question.subject)


def _title_ask(pattern: Pattern) -> Ask:
    needles = tuple(pattern.needles or ("",))

    def ask(question: Question) -> bool:
        # A plain text is found in a twentieth of the time a pattern takes not to be.
        folded = question.folded
        return any(needle in folded for needle in needles) and pattern.matches(
            question.subject.text
        )

    return ask


def _group_ask(pattern: Pattern) -> Ask:
    return lambda question: _has(pattern, question.subject.group)


def _named_ask(names: frozenset[str]) -> Ask:
    def ask(question: Question) -> bool:
        group = question.subject.group
        return group is not None and fold(group) in names

    return ask


def _edition_ask(pattern: Pattern) -> Ask:
    return lambda question: _has(pattern, question.subject.edition)


def _has(pattern: Pattern, text: str | None) -> bool:
    return bool(text) and text is not None and pattern.matches(text)


_PATTERN_ASKS: Mapping[Kind, Callable[[Pattern], Ask]] = {
    Kind.TITLE: _title_ask,
    Kind.GROUP: _group_ask,
    Kind.EDITION: _edition_ask,
}
