"""The quality must be one of those wanted."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def wanted_quality(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects qualities the profile does not want; without a profile those the limits leave out,
    and an unknown one passes unless they name any."""
    if candidate.parsed is None:
        return None
    name, limits, profile = candidate.quality, situation.limits, situation.profile
    if profile is not None:
        if profile.wants(name):
            return None
        wanted = ", ".join(one.name for one in reversed(profile.rungs) if one.is_wanted)
        return Rejection(Reason.QUALITY_NOT_WANTED, name, wanted)
    if limits.wanted is not None and name not in limits.wanted:
        return Rejection(Reason.QUALITY_NOT_WANTED, name, ", ".join(sorted(limits.wanted)))
    if limits.wanted is None and name in limits.not_wanted:
        return Rejection(Reason.QUALITY_NOT_WANTED, name, "anything else")
    return None
