"""There must be room for it."""

from neonarr.base.units import Bytes
from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.wording import size_in_words


def enough_space(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what would not leave the reserve free on the disk."""
    size, free = candidate.release.size, situation.outside.free_space
    if not size or free is None or size <= free - situation.policy.reserve:
        return None
    room = Bytes(max(free - situation.policy.reserve, 0))
    return Rejection(Reason.NO_SPACE, size_in_words(size), size_in_words(room), is_permanent=False)
