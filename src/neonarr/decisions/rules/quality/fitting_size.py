"""The size must be within bounds."""

from neonarr.base.units import Bytes
from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.sizes import kind_bounds, minute_bounds
from neonarr.decisions.wording import size_in_words


def fitting_size(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is too small or too large for its kind, and, where it is known how long it
    plays, for its quality; no size, or 0, passes."""
    size = candidate.release.size
    if not size:
        return None
    for bounds in (kind_bounds(candidate, situation), minute_bounds(candidate, situation)):
        if bounds is not None and size < bounds.least:
            return _rejection(Reason.TOO_SMALL, size, bounds.least)
        if bounds is not None and size > bounds.most:
            return _rejection(Reason.TOO_LARGE, size, bounds.most)
    return None


def _rejection(reason: Reason, size: Bytes, bound: Bytes) -> Rejection:
    return Rejection(reason, size_in_words(size), size_in_words(bound))
