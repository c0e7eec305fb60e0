"""Its indexer must not be resting after failures."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def indexer_rested(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what would be fetched from an indexer that just failed."""
    release, now = candidate.release, situation.now
    until = situation.indexer(release.indexer_id).resting_until
    if until is None or now is None or until <= now:
        return None
    return Rejection(
        Reason.INDEXER_RESTING, release.indexer, f"{until:%Y-%m-%d %H:%M}", is_permanent=False
    )
