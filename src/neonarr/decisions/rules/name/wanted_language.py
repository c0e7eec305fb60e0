"""It must be spoken in the language of the profile."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.profiles.model import ANY_LANGUAGE
from neonarr.decisions.situation import Situation
from neonarr.decisions.subject import ORIGINAL, UNKNOWN_LANGUAGE


def wanted_language(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects other languages. `Original` asks for the one the movie was made in; where that is not
    known, and for what tells no language, there is nothing to reject by."""
    profile, subject = situation.profile, candidate.subject
    if profile is None or profile.language == ANY_LANGUAGE or candidate.parsed is None:
        return None
    wanted = profile.language
    if wanted == ORIGINAL:
        wanted = situation.standing.original_language or ORIGINAL
    spoken = subject.languages
    if wanted in spoken or wanted == ORIGINAL or spoken == (UNKNOWN_LANGUAGE,):
        return None
    return Rejection(Reason.WRONG_LANGUAGE, ", ".join(spoken), wanted)
