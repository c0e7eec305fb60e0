"""Somebody must be there to load it from."""

from neonarr.decisions.model import Blocklist, Candidate, Limits, Reason, Rejection, Want


def enough_seeders(
    candidate: Candidate, _want: Want | None, limits: Limits, _blocklist: Blocklist
) -> Rejection | None:
    """Rejects, for now, what too few have; an indexer that does not count them is believed."""
    seeders = candidate.release.seeders
    if seeders is None or seeders >= limits.min_seeders:
        return None
    return Rejection(
        Reason.NO_SEEDERS, _counted(seeders), _counted(limits.min_seeders), is_permanent=False
    )


def _counted(seeders: int) -> str:
    return f"{seeders or 'no'} seeder{'' if seeders == 1 else 's'}"
