"""Somebody must be there to load it from."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def enough_seeders(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects, for now, what too few have; an indexer that does not count them is believed. What is
    set for the indexer stands instead of what is set for all."""
    seeders = candidate.release.seeders
    own = situation.indexer(candidate.release.indexer_id).min_seeders
    least = situation.limits.min_seeders if own is None else own
    if seeders is None or seeders >= least:
        return None
    return Rejection(Reason.NO_SEEDERS, _counted(seeders), _counted(least), is_permanent=False)


def _counted(seeders: int) -> str:
    return f"{seeders or 'no'} seeder{'' if seeders == 1 else 's'}"
