"""The name must say what the release is."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.wording import KIND_WORDS


def readable_name(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects names that say nothing: what nobody can read nobody should load by itself."""
    want = situation.want
    if candidate.parsed is not None:
        return None
    wanted = KIND_WORDS[want.kind] if want else "a movie or an album"
    return Rejection(Reason.UNREADABLE_NAME, f"“{candidate.release.title}”", wanted)
