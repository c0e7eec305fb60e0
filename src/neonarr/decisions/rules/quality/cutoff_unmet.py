"""What is there must not be good enough already."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.upgrading import Step, frozen, is_enough, step
from neonarr.decisions.wording import cutoff_in_words, score_in_words


def cutoff_unmet(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects everything past the cutoff, but what repairs a release of the same quality."""
    policy, holding = situation.policy, situation.standing.holding
    if policy.profile is None or holding is None or not is_enough(holding.score, policy.profile):
        return None
    if step(frozen(candidate, policy), holding.score, policy) is Step.BETTER_REVISION:
        return None
    return Rejection(
        Reason.CUTOFF_MET, score_in_words(holding.score), cutoff_in_words(policy.profile)
    )
