"""Whether one release is better than another, as far as replacing goes.

In this order, as the family has it:

1. quality, by the place in the profile; places above the cutoff are as good as the cutoff;
2. revision, unless propers are ignored;
3. format score.

The first that differs decides. A score that is higher, but by less than the profile's increment, is
no step up, and neither is one above a score that already was good enough.

With the cutoff at WEB 1080p, a Bluray-1080p is no step up from a WEBDL-1080p of the same formats.
A WEBDL-1080p of score 120 is one from a score of 100 if the increment is 20 or less and the cutoff
score is above 100.

Source: https://github.com/Radarr/Radarr/blob/develop/src/NzbDrone.Core/DecisionEngine/Specifications/UpgradableSpecification.cs
"""

from enum import StrEnum

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Candidate
from neonarr.decisions.profiles.model import FrozenScore, Profile
from neonarr.decisions.situation import Policy
from neonarr.releases.model import Revision
from neonarr.releases.quality import quality_named
from neonarr.settings.model import Propers


class Step(StrEnum):
    """From what is there to what is offered."""

    BETTER_QUALITY = "better_quality"
    BETTER_REVISION = "better_revision"
    BETTER_SCORE = "better_score"
    SCORE_HARDLY_BETTER = "score_hardly_better"
    ENOUGH_ALREADY = "enough_already"
    SAME = "same"
    WORSE = "worse"


STEPS_UP = frozenset({Step.BETTER_QUALITY, Step.BETTER_REVISION, Step.BETTER_SCORE})


def frozen(candidate: Candidate, policy: Policy) -> FrozenScore:
    """How good it is by the policy of now; kept with the grab, it never changes again."""
    profile = policy.profile
    return FrozenScore(
        candidate.quality,
        candidate.subject.revision,
        candidate.format_score,
        candidate.formats,
        profile.name if profile else "",
        profile.version if profile else 0,
    )


def step(offered: FrozenScore, there: FrozenScore, policy: Policy) -> Step:
    """What replacing what is there by what is offered would be."""
    profile = policy.profile
    if profile is None:
        return _plain_step(offered, there)
    new, old = profile.place(offered.quality), profile.place(there.quality)
    cutoff = profile.cutoff_place
    if new < old:
        return Step.WORSE
    if new > old and old < cutoff:
        return Step.BETTER_QUALITY
    if policy.propers is not Propers.IGNORE and new == old:
        newer, older = order_of(offered.revision), order_of(there.revision)
        if newer != older:
            return Step.BETTER_REVISION if newer > older else Step.WORSE
    return _score_step(offered.format_score, there.format_score, profile)


def is_enough(there: FrozenScore, profile: Profile) -> bool:
    """Whether the cutoff is met, in quality and in format score."""
    is_good = profile.place(there.quality) >= profile.cutoff_place
    return is_good and there.format_score >= profile.cutoff_score


def order_of(revision: Revision) -> tuple[int, int]:
    """What revisions are compared by."""
    return revision.version, revision.real


def _score_step(new: int, old: int, profile: Profile) -> Step:
    if new < old:
        return Step.WORSE
    if new == old:
        return Step.SAME
    if old >= profile.cutoff_score:
        return Step.ENOUGH_ALREADY
    return Step.BETTER_SCORE if new - old >= profile.min_increment else Step.SCORE_HARDLY_BETTER


def _plain_step(offered: FrozenScore, there: FrozenScore) -> Step:
    """Without a profile only the family's order of qualities is to go by."""
    new, old = (_rank(one.quality) for one in (offered, there))
    if new == old:
        return Step.SAME
    return Step.BETTER_QUALITY if new > old else Step.WORSE


def _rank(quality: str) -> int:
    return max(quality_named(kind, quality).rank for kind in MediaKind)
