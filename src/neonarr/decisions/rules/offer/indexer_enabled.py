"""Its indexer must be in use."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def indexer_enabled(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what an indexer offered that was switched off since."""
    release = candidate.release
    if situation.indexer(release.indexer_id).is_enabled:
        return None
    return Rejection(Reason.INDEXER_OFF, release.indexer, "one that is on", is_permanent=False)
