"""The size must be within bounds."""

from neonarr.base.units import Bytes
from neonarr.decisions.model import Blocklist, Candidate, Limits, Reason, Rejection, Want
from neonarr.decisions.wording import size_in_words


def fitting_size(
    candidate: Candidate, want: Want | None, limits: Limits, _blocklist: Blocklist
) -> Rejection | None:
    """Rejects what is too small or too large for its kind and quality; no size, or 0, passes."""
    size, parsed = candidate.release.size, candidate.parsed
    kind = want.kind if want else (parsed.kind if parsed else None)
    if not size or kind is None:
        return None
    bounds = limits.bounds(kind, parsed.quality.name if parsed else "Unknown")
    if size < bounds.least:
        return _rejection(Reason.TOO_SMALL, size, bounds.least)
    if size > bounds.most:
        return _rejection(Reason.TOO_LARGE, size, bounds.most)
    return None


def _rejection(reason: Reason, size: Bytes, bound: Bytes) -> Rejection:
    return Rejection(reason, size_in_words(size), size_in_words(bound))
