"""After a grab there must be a while before the next that is no better."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.upgrading import STEPS_UP, frozen, step
from neonarr.decisions.wording import age_in_words


def not_just_grabbed(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what is no better than what was just grabbed, be it imported yet or not."""
    policy, now = situation.policy, situation.now
    if policy.grab_pause is None or now is None:
        return None
    offered = frozen(candidate, policy)
    for grab in situation.standing.grabs:
        is_recent = now - grab.at < policy.grab_pause and not grab.has_failed
        if is_recent and step(offered, grab.score, policy) not in STEPS_UP:
            got = f"{age_in_words(now - grab.at)} ago was “{grab.name}”"
            return Rejection(Reason.RECENTLY_GRABBED, got, "something better", is_permanent=False)
    return None
