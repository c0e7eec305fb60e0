"""The release must be from the right year.

Movies: one year more or less passes, for a film shown at a festival in autumn and in cinemas the
next spring is given either year. Albums: a later year passes too, reissues are named by their own.
A name without a year, or a want without one, passes.
"""

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def right_year(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is plainly from another year."""
    want = situation.want
    parsed = candidate.parsed
    if want is None or want.year is None or parsed is None or parsed.year is None:
        return None
    later = parsed.year - want.year
    if abs(later) <= 1 or (want.kind is MediaKind.ALBUM and later > 0):
        return None
    return Rejection(Reason.WRONG_YEAR, str(parsed.year), str(want.year))
