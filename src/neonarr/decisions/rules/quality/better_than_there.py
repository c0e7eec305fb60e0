"""It must be better than what is there."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.upgrading import Step, frozen, step
from neonarr.decisions.wording import score_in_words

_NO_STEPS = frozenset({Step.SAME, Step.WORSE, Step.ENOUGH_ALREADY})


def better_than_there(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is as good or worse by the order of `upgrading`."""
    policy, holding = situation.policy, situation.standing.holding
    if holding is None:
        return None
    offered = frozen(candidate, policy)
    if step(offered, holding.score, policy) not in _NO_STEPS:
        return None
    return Rejection(Reason.NOT_AN_UPGRADE, score_in_words(offered), score_in_words(holding.score))
