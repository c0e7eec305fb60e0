"""Upgrades that go round in circles, found in what was grabbed.

A loop is either of two things among the grabs nobody chose by hand and that did not fail:

1. the same release twice for the same slot of an item;
2. a release that is worse than, or just as good as, one that was imported before it: by the scores
   of their own time it can't have been an upgrade, so something judges the two by different scales.

Both can't happen by the rules; where a history from elsewhere, a changed profile or a fault makes
them happen all the same, a person must hear of it with both names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from neonarr.decisions.situation import Grab, Policy
from neonarr.decisions.upgrading import STEPS_UP, step
from neonarr.releases.model import Release


@dataclass(frozen=True, slots=True)
class Loop:
    """Two grabs of one item that chase each other."""

    first: Grab
    second: Grab
    is_same_release: bool

    @property
    def message(self) -> str:
        """One sentence for a person, with both names."""
        one, two = f"“{self.first.name}”", f"“{self.second.name}”"
        days = f"{self.first.at:%Y-%m-%d} and {self.second.at:%Y-%m-%d}"
        if self.is_same_release:
            return (
                f"{one} was grabbed twice, on {days} (the second time as {two}); what was imported "
                "of it is judged by another scale than its name. Check the formats of the profile."
            )
        return (
            f"{two} replaced {one} though it is no better (grabbed on {days}). Check the formats "
            "of the profile, or turn upgrades off for this item."
        )


def is_same(release: Release, grab: Grab) -> bool:
    """Whether this is the release that was grabbed: by its hash, or where one has none, its name.

    Two torrents of one name may differ (a repaired upload), so where both tell a hash only that
    counts.
    """
    if release.info_hash is not None and grab.info_hash is not None:
        return release.info_hash == grab.info_hash
    return release.title.casefold() == grab.name.casefold()


def detect_loop(history: Sequence[Grab], policy: Policy) -> Loop | None:
    """The latest loop in the grabs of one item, in the order they happened; None if there is none.
    Grabs of different slots have nothing to do with each other."""
    counted = [grab for grab in history if not grab.is_manual and not grab.has_failed]
    for at in range(len(counted) - 1, 0, -1):
        second = counted[at]
        earlier = [grab for grab in counted[:at] if grab.slot == second.slot]
        twin = next((grab for grab in earlier if _is_twin(grab, second)), None)
        if twin is not None:
            return Loop(twin, second, is_same_release=True)
        before = next((grab for grab in reversed(earlier) if grab.imported_at), None)
        if before is not None and _goes_back(before, second, policy):
            return Loop(before, second, is_same_release=False)
    return None


def _is_twin(one: Grab, other: Grab) -> bool:
    if one.info_hash is not None and other.info_hash is not None:
        return one.info_hash == other.info_hash
    return one.name.casefold() == other.name.casefold()


def _goes_back(before: Grab, after: Grab, policy: Policy) -> bool:
    """Whether it was no upgrade, as far as one profile judged both."""
    old, new = before.score, after.score
    if (old.profile, old.profile_version) != (new.profile, new.profile_version):
        return False
    return step(new, old, policy) not in STEPS_UP
