"""It must be out."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def is_available(_candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, whatever is offered before the date that is waited for."""
    now, day = situation.now, situation.standing.available_at
    if now is None or day is None or day <= now:
        return None
    return Rejection(Reason.NOT_AVAILABLE, f"{now:%Y-%m-%d}", f"{day:%Y-%m-%d}", is_permanent=False)
