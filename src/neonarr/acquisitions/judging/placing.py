"""For which version of an item a release is meant that nobody gave one for."""

from collections.abc import Mapping
from dataclasses import dataclass

from neonarr.acquisitions.judging.ground import Ground
from neonarr.decisions.choose import judge_in
from neonarr.decisions.model import Judged
from neonarr.decisions.profiles.model import Profile
from neonarr.releases.model import Release


@dataclass(frozen=True, slots=True)
class Meant:
    """The slot, and how the release was judged for it."""

    slot: str
    ground: Ground
    judged: Judged


def best_slot(release: Release, grounds: Mapping[str, Ground]) -> Meant:
    """In this order: the slot nothing speaks against; whose profile wants the quality; where fewer
    wanted rungs stand above it; the higher format score; the first. `grounds` is not empty."""
    judged = [Meant(name, on, judge_in(release, on.situation)) for name, on in grounds.items()]
    return max(judged, key=_wish)  # of equals, max takes the first


def _wish(one: Meant) -> tuple[bool, bool, int, int]:
    profile, candidate = one.ground.situation.profile, one.judged.candidate
    if profile is None:
        return one.judged.is_approved, False, 0, 0
    quality = candidate.quality
    is_wanted = profile.wants(quality)
    above = _above(profile, quality) if is_wanted else 0
    return one.judged.is_approved, is_wanted, -above, candidate.format_score


def _above(profile: Profile, quality: str) -> int:
    """How many wanted rungs are better than the one of that quality."""
    return sum(rung.is_wanted for rung in profile.rungs[profile.place(quality) + 1 :])
