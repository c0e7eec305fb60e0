"""It must have been there for a while."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.sizes import age_of
from neonarr.decisions.wording import age_in_words


def old_enough(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what is younger than the least age; without a date it passes."""
    least, age = situation.policy.min_age, age_of(candidate, situation)
    if least is None or age is None or age >= least:
        return None
    return Rejection(Reason.TOO_NEW, age_in_words(age), age_in_words(least), is_permanent=False)
