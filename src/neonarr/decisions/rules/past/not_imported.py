"""It must not be in the library already."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def not_imported(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects the release that is there, and those that were there and made room for it."""
    standing, info_hash = situation.standing, candidate.release.info_hash
    if info_hash is None:
        return None
    holding = standing.holding
    if holding is not None and holding.info_hash == info_hash:
        return Rejection(Reason.ALREADY_IMPORTED, "and is there", "another release")
    for grab in standing.grabs:
        if grab.imported_at is not None and grab.info_hash == info_hash:
            when = f"on {grab.imported_at:%Y-%m-%d}"
            return Rejection(Reason.ALREADY_IMPORTED, when, "another release")
    return None
