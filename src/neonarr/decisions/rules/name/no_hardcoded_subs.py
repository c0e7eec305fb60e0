"""Its picture should be clean."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def no_hardcoded_subs(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects burned-in subtitles where they are refused, except those that are welcome."""
    policy, subs = situation.policy, candidate.subject.hardcoded_subs
    if not subs or not policy.refuses_hardcoded_subs or subs.casefold() in policy.allowed_subs:
        return None
    return Rejection(Reason.HARDCODED_SUBS, subs, "a clean picture")
