"""There must be something to fetch it with."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def enabled_protocol(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects protocols that are switched off."""
    protocol = situation.indexer(candidate.release.indexer_id).protocol
    if protocol in situation.policy.protocols:
        return None
    enabled = " or ".join(sorted(situation.policy.protocols)) or "none"
    return Rejection(Reason.PROTOCOL_OFF, protocol, enabled)
