"""The quality must be one of those wanted."""

from neonarr.decisions.model import Blocklist, Candidate, Limits, Reason, Rejection, Want


def wanted_quality(
    candidate: Candidate, _want: Want | None, limits: Limits, _blocklist: Blocklist
) -> Rejection | None:
    """Rejects qualities the limits leave out; an unknown one passes unless they name any."""
    if candidate.parsed is None:
        return None
    name = candidate.parsed.quality.name
    if limits.wanted is not None and name not in limits.wanted:
        return Rejection(Reason.QUALITY_NOT_WANTED, name, ", ".join(sorted(limits.wanted)))
    if limits.wanted is None and name in limits.not_wanted:
        return Rejection(Reason.QUALITY_NOT_WANTED, name, "anything else")
    return None
