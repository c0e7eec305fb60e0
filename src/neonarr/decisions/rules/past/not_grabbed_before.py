"""The very same release is never taken twice for one item."""

from neonarr.decisions.loops import is_same
from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def not_grabbed_before(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what was grabbed before, however it ended: taking it again would end the same way."""
    for grab in situation.standing.grabs:
        if is_same(candidate.release, grab):
            when = f"on {grab.at:%Y-%m-%d}"
            return Rejection(Reason.GRABBED_BEFORE, when, "another release")
    return None
