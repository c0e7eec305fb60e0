"""It must not be on its way already."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.upgrading import STEPS_UP, frozen, step
from neonarr.decisions.wording import score_in_words


def not_downloading(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what a download client has, and what is no better than what is on its way
    for the item."""
    standing, release, policy = situation.standing, candidate.release, situation.policy
    if release.info_hash is not None and release.info_hash in standing.downloading:
        return Rejection(
            Reason.ALREADY_DOWNLOADING, "this release", "another one", is_permanent=False
        )
    offered = frozen(candidate, policy)
    for grab in standing.grabs:
        if grab.is_under_way and step(offered, grab.score, policy) not in STEPS_UP:
            got = f"“{grab.name}” ({score_in_words(grab.score)})"
            return Rejection(
                Reason.ALREADY_DOWNLOADING, got, "something better", is_permanent=False
            )
    return None
