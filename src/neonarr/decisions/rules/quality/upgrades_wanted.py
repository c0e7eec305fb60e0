"""The profile must allow what is there to be replaced."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def upgrades_wanted(_candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects everything once something is there that is never to be replaced."""
    profile, holding = situation.profile, situation.standing.holding
    if profile is None or holding is None or profile.can_upgrade:
        return None
    return Rejection(Reason.UPGRADES_OFF, holding.score.quality, f"{profile.name} replaces nothing")
