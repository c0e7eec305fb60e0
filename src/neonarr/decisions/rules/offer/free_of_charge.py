"""It must be free where only that is wanted."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.subject import IndexerFlag


def free_of_charge(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what counts against the ratio on indexers where nothing but freeleech is
    wanted."""
    release = candidate.release
    if not situation.indexer(release.indexer_id).is_freeleech_only:
        return None
    if release.is_freeleech or IndexerFlag.FREELEECH in candidate.subject.flags:
        return None
    return Rejection(
        Reason.NOT_FREELEECH, "counted against the ratio", "freeleech only", is_permanent=False
    )
