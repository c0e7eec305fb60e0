"""A release that only repairs must be one that is wanted."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.upgrading import Step, frozen, step
from neonarr.decisions.wording import score_in_words
from neonarr.settings.model import Propers


def wanted_proper(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects propers where nothing is replaced for them, and a repack of another group than that
    whose release is there: it repairs its own."""
    policy, holding = situation.policy, situation.standing.holding
    if holding is None:
        return None
    if step(frozen(candidate, policy), holding.score, policy) is not Step.BETTER_REVISION:
        return None
    if policy.propers is Propers.KEEP:
        return Rejection(
            Reason.PROPER_NOT_WANTED, score_in_words(holding.score), "something better"
        )
    group = candidate.subject.group
    if not candidate.subject.revision.is_repack or group == holding.group:
        return None
    return Rejection(
        Reason.PROPER_NOT_WANTED,
        f"repack by {group or 'nobody named'}",
        f"one by {holding.group or 'whoever made what is there'}",
    )
