"""What becomes of a story whose release was no good. Pure.

What this program chose goes back to the wish, and the next candidate is taken; what a person picked
fails with the reason, for they may want to pick again.
"""

from datetime import datetime, timedelta
from typing import Any

from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.settings.model import Preferences, RemoveTorrent

MOST_RELEASES = 5
"""Tried in a row without a person's word."""

BAD_RELEASE = frozenset(
    {
        *("bad_release", "no_media", "fewer_tracks"),
        *("not_as_claimed", "locked_archive", "unsafe_archive", "broken_archive"),
    }
)
"""Troubles that another release may not have."""

TAKEN_AGAIN_AFTER = timedelta(hours=1)

_NO_RELEASE = {
    "state": State.WANTED,
    "guid": None,
    "indexer_id": None,
    "indexer": None,
    "sealed_link": None,
    "size": None,
    "quality": "Unknown",
    "score": None,
    "content_path": None,
    "grabbed_at": None,
    "completed_at": None,
}


def after_failure(
    bad: Acquisition, preferences: Preferences, trouble: str, message: str
) -> dict[str, Any]:
    """What changes about the story: WANTED again, or FAILED."""
    failed = {"state": State.FAILED, "trouble": trouble, "message": message}
    if bad.is_manual:
        return failed
    tried = bad.failed_releases + 1
    if tried >= MOST_RELEASES:
        told = f"{tried} releases failed one after the other, the last one so: {message}"
        return failed | {"message": told, "failed_releases": tried}
    return without_release(bad, preferences) | {
        "failed_releases": tried,
        "trouble": "next_release",
        "message": f"The next release is taken, for {bad.title} failed: {message}",
    }


def without_release(bad: Acquisition, preferences: Preferences) -> dict[str, Any]:
    """Back to the wish. A torrent that is in the client is taken out first, unless torrents are
    never removed."""
    is_in_client = bad.info_hash is not None and bad.grabbed_at is not None
    if is_in_client and preferences.remove_torrent is not RemoveTorrent.NEVER:
        return _NO_RELEASE | {"cleanup": Cleanup.REMOVE_WITH_DATA}
    return _NO_RELEASE | {"cleanup": None, "info_hash": None, "client_id": None}


def left_in_client(changes: dict[str, Any]) -> dict[str, Any]:
    """Those changes of `after_failure`, but that the torrent stays where it is, to stand by."""
    message = f"{changes['message']} It stays in the client, in case it comes first."
    return changes | {"cleanup": None, "info_hash": None, "client_id": None, "message": message}


def after_other_took_it(bad: Acquisition, title: str, now: datetime) -> dict[str, Any]:
    """The same torrent is under way for another item or version; nothing is wrong with it, and
    once it is there this one may have it too."""
    message = f"The same torrent is already being downloaded as {title}."
    told = {"trouble": "already_downloading", "message": message}
    if bad.is_manual:
        return told | {"state": State.FAILED}
    wish = _NO_RELEASE | {"info_hash": None, "client_id": None}
    return wish | told | {"due_at": now + TAKEN_AGAIN_AFTER}
