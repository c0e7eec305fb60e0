"""What failed before is not taken again."""

from neonarr.decisions.model import Blocklist, Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation


def not_blocklisted(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is on the list by its info hash, or by its name where indexers give no hash;
    only for now where the entry runs out."""
    release, blocklist = candidate.release, situation.blocklist
    info_hash = release.info_hash
    if info_hash is not None and info_hash in blocklist.hashes:
        return _listed("by its info hash", info_hash, blocklist, situation)
    if release.title in blocklist.names:
        return _listed("by its name", release.title, blocklist, situation)
    return None


def _listed(how: str, key: str, blocklist: Blocklist, situation: Situation) -> Rejection | None:
    until, now = blocklist.expires.get(key), situation.now
    if until is not None and now is not None and until <= now:
        return None
    return Rejection(Reason.BLOCKLISTED, how, "another release", is_permanent=until is None)
