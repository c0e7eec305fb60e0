"""It must still be where it was offered."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.sizes import age_of
from neonarr.decisions.wording import age_in_words


def young_enough(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is older than the retention; without a date it passes."""
    most, age = situation.policy.retention, age_of(candidate, situation)
    if most is None or age is None or age <= most:
        return None
    return Rejection(Reason.TOO_OLD, age_in_words(age), age_in_words(most))
