"""Its custom formats must not speak against it."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def enough_score(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what scores less than the profile asks for."""
    profile = situation.profile
    if profile is None or candidate.format_score >= profile.min_score:
        return None
    why = f" ({', '.join(candidate.formats)})" if candidate.formats else ""
    return Rejection(Reason.SCORE_TOO_LOW, f"{candidate.format_score}{why}", str(profile.min_score))
