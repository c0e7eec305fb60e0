"""A better format score must be better by enough."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.upgrading import Step, frozen, step


def enough_increment(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects a higher score of the same quality that is not higher by the profile's increment."""
    policy, holding = situation.policy, situation.standing.holding
    if holding is None or policy.profile is None:
        return None
    offered = frozen(candidate, policy)
    if step(offered, holding.score, policy) is not Step.SCORE_HARDLY_BETTER:
        return None
    least = holding.score.format_score + policy.profile.min_increment
    return Rejection(Reason.INCREMENT_TOO_SMALL, str(offered.format_score), f"{least} or more")
