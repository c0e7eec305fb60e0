"""What failed before is not taken again."""

from neonarr.decisions.model import Blocklist, Candidate, Limits, Reason, Rejection, Want


def not_blocklisted(
    candidate: Candidate, _want: Want | None, _limits: Limits, blocklist: Blocklist
) -> Rejection | None:
    """Rejects what is on the list by its info hash, or by its name where indexers give no hash."""
    release = candidate.release
    if release.info_hash is not None and release.info_hash in blocklist.hashes:
        return Rejection(Reason.BLOCKLISTED, "by its info hash", "another release")
    if release.title in blocklist.names:
        return Rejection(Reason.BLOCKLISTED, "by its name", "another release")
    return None
