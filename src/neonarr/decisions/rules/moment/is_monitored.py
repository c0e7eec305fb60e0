"""It must be wanted by itself."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def is_monitored(_candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, everything for an item nobody asked to be looked after."""
    if situation.want is None or situation.standing.is_monitored:
        return None
    return Rejection(Reason.NOT_MONITORED, "not monitored", "what is monitored", is_permanent=False)
