"""It must be free where only that is wanted."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.subject import IndexerFlag


def free_of_charge(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what counts against the ratio on indexers where nothing but freeleech is
    wanted."""
    is_free = candidate.release.is_freeleech or IndexerFlag.FREELEECH & candidate.subject.flags
    if is_free or not situation.indexer(candidate.release.indexer_id).is_freeleech_only:
        return None
    return Rejection(
        Reason.NOT_FREELEECH, "counted against the ratio", "freeleech only", is_permanent=False
    )
