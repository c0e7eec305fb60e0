"""Its delay must be over, so that a better one may come first."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.sizes import age_of
from neonarr.decisions.upgrading import Step, frozen, step
from neonarr.decisions.wording import age_in_words


def delay_over(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what is younger than the delay. Not delayed are: the best quality and high
    scores where that is set, repairs of what is there, and what has no date."""
    delay, age = situation.policy.delay, age_of(candidate, situation)
    if delay is None or age is None or age >= delay.wait or _is_skipped(candidate, situation):
        return None
    return Rejection(
        Reason.DELAYED, age_in_words(age), age_in_words(delay.wait), is_permanent=False
    )


def _is_skipped(candidate: Candidate, situation: Situation) -> bool:
    delay, profile = situation.policy.delay, situation.profile
    if delay is None:
        return True
    least = delay.skipped_from_score
    if least is not None and candidate.format_score >= least:
        return True
    if profile is not None and delay.is_skipped_for_best:
        best = max((at for at, one in enumerate(profile.rungs) if one.is_wanted), default=-1)
        if profile.place(candidate.quality) == best:
            return True
    holding, policy = situation.standing.holding, situation.policy
    if holding is None:
        return False
    return step(frozen(candidate, policy), holding.score, policy) is Step.BETTER_REVISION
