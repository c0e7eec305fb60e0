"""What another profile, format or rule would have done with what was decided before.

Every kept decision is judged again as things stood then: with its own time, its own item and what
was there of it. Only what the person sets is exchanged. So the answer is what would have happened,
not what would happen now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from neonarr.base.units import Bytes
from neonarr.decisions.choose import choose_in
from neonarr.decisions.model import Choice, Judged, Limits
from neonarr.decisions.profiles.model import MAIN_SLOT, Profile
from neonarr.decisions.situation import Policy, Situation
from neonarr.decisions.wording import size_in_words
from neonarr.releases.model import Release


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """One decision as it was kept: how things stood, what was offered, what was taken.

    The candidates' links need not be kept: nothing here fetches anything.
    """

    id: int
    item: str
    """How a person would name the item."""
    situation: Situation
    candidates: tuple[Release, ...]
    taken: Release | None
    """What was grabbed; None if nothing was."""
    slot: str = MAIN_SLOT


class Turn(StrEnum):
    """What would have come of a decision instead."""

    SAME = "same"
    GRABBED = "grabbed"
    """Nothing was taken, something would have been."""
    REPLACED = "replaced"
    """Another one would have been taken."""
    LEFT = "left"
    """Something was taken, nothing would have been."""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision, before and after."""

    decision: KeptDecision
    turn: Turn
    taken: Release | None
    """What would have been taken."""
    choice: Choice
    """All candidates as they would have been judged."""

    @property
    def size(self) -> int:
        """Bytes more than were taken, fewer below zero; what has no size counts as none."""
        return _size(self.taken) - _size(self.decision.taken)

    @property
    def message(self) -> str:
        """One sentence for a person."""
        old, new = self.decision.taken, self.taken
        item = self.decision.item
        if self.turn is Turn.SAME:
            return f"{item}: nothing would change."
        if new is None:
            name = f"“{old.title}”" if old else "nothing"
            return f"{item}: {name} would not have been taken.{self._why(old)}"
        instead = f" instead of “{old.title}”" if old else ""
        return f"{item}: “{new.title}” would have been taken{instead}."

    def _why(self, old: Release | None) -> str:
        judged = next((one for one in self.choice.judged if _is(one, old)), None)
        return f" {judged.rejections[0].message}" if judged and judged.rejections else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All decisions, before and after; those that stay the same are only counted."""

    changes: tuple[Change, ...]
    unchanged: int
    counts: Mapping[Turn, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes more than were taken in all, fewer below zero."""
        return sum(change.size for change in self.changes)

    @property
    def message(self) -> str:
        """One sentence for a person."""
        if not self.changes:
            return f"Nothing would have changed in {_counted(self.unchanged, 'decision')}."
        told = {
            Turn.GRABBED: "more would have been grabbed",
            Turn.REPLACED: "would have been another release",
            Turn.LEFT: "would not have been grabbed",
        }
        parts = [
            f"{self.counts[turn]} {text}" for turn, text in told.items() if turn in self.counts
        ]
        amount = size_in_words(Bytes(abs(self.size)))
        room = f"{amount} {'more' if self.size >= 0 else 'less'}"
        return f"Of {_counted(self.unchanged + len(self.changes), 'decision')}: " + (
            f"{', '.join(parts)}; {room}."
        )


def rejudge(
    kept: Iterable[KeptDecision], policy: Policy, limits: Limits | None = None
) -> Difference:
    """What would have been grabbed or replaced under another policy, and what that takes on disk.

    The policy's profile stands for all decisions; leave out those it is not for. `limits` None
    leaves each its own.
    """
    changes = []
    unchanged = 0
    for decision in kept:
        change = _again(decision, policy, limits)
        if change.turn is Turn.SAME:
            unchanged += 1
        else:
            changes.append(change)
    turns = [change.turn for change in changes]
    return Difference(tuple(changes), unchanged, {turn: turns.count(turn) for turn in set(turns)})


def with_profile(policy: Policy, profile: Profile) -> Policy:
    """The same policy under another profile, as an editor tries it before it is saved."""
    return replace(policy, profile=profile)


def _again(decision: KeptDecision, policy: Policy, limits: Limits | None) -> Change:
    situation = replace(
        decision.situation, policy=policy, limits=limits or decision.situation.limits
    )
    choice = choose_in(decision.candidates, situation)
    taken = choice.best.candidate.release if choice.best else None
    return Change(decision, _turn(decision.taken, taken), taken, choice)


def _turn(old: Release | None, new: Release | None) -> Turn:
    if (old is None and new is None) or (old and new and _key(old) == _key(new)):
        return Turn.SAME
    if old is None:
        return Turn.GRABBED
    return Turn.REPLACED if new else Turn.LEFT


def _key(release: Release) -> tuple[int, str]:
    return int(release.indexer_id), release.guid


def _is(judged: Judged, release: Release | None) -> bool:
    return release is not None and _key(judged.candidate.release) == _key(release)


def _size(release: Release | None) -> int:
    return (release.size or 0) if release else 0


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
