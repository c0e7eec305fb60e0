"""Its indexer must be one for this item."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def right_tags(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what an indexer for other tags offers; one without tags is for all, and what belongs
    to no item has no tags to go by."""
    tags, own = situation.indexer(candidate.release.indexer_id).tags, situation.standing.tags
    if not tags or own is None or tags & own:
        return None
    return Rejection(
        Reason.OTHER_TAGS, ", ".join(sorted(tags)), ", ".join(sorted(own)) or "no tags"
    )
