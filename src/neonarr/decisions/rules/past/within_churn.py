"""An item must not be replaced over and over."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.wording import age_in_words


def within_churn(_candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, every upgrade of an item that had its share of them lately. What a person
    chose does not count."""
    budget, now = situation.policy.churn, situation.now
    if budget is None or now is None or situation.standing.holding is None:
        return None
    since = now - budget.within
    count = sum(grab.at > since and not grab.is_manual for grab in situation.standing.grabs)
    if count <= budget.upgrades:
        return None
    got = f"{count} grabs in {age_in_words(budget.within)}"
    return Rejection(Reason.TOO_MANY_UPGRADES, got, str(budget.upgrades), is_permanent=False)
