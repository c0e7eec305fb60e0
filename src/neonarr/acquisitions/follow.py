"""What one look at the client means for an acquisition. Pure.

Worked examples:
- DOWNLOADING and the client says complete → DOWNLOADED, with the content path to import from.
- IMPORTED, to be moved, and the client no longer seeds it → cleanup REMOVE_WITH_DATA.
- IMPORTED, ratio 1.02 of a goal of 1.0, library files in place → cleanup REMOVE_WITH_DATA.
"""

from dataclasses import replace
from datetime import datetime

from neonarr.acquisitions.judging.space import Disk
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.queueing.room import full_disk
from neonarr.acquisitions.seeding.goal import Sharing
from neonarr.acquisitions.states import NO_SPACE
from neonarr.downloads.model import Download, DownloadState
from neonarr.settings.model import ImportMode, Preferences, RemoveTorrent

D = DownloadState


def follow(
    old: Acquisition, seen: Download | None, now: datetime, disk: Disk | None = None
) -> Acquisition:
    """`old` as the look changes it; equal to `old` when there is nothing to save.

    `seen` None: the client answered and does not have it. `disk`: where the client saves, None if
    that is not known.
    """
    if seen is None:
        return replace(
            old,
            state=State.WARNING,
            trouble="vanished",
            message="The download client does not have this torrent any more. Retry to add it "
            "again, or cancel.",
        )
    new = replace(old, size=seen.size or old.size)
    if seen.state is D.COMPLETE:
        return replace(
            new,
            state=State.DOWNLOADED,
            content_path=seen.content_path,
            completed_at=now,
            due_at=now,
            attempts=0,
            trouble=None,
            message=None,
        )
    if seen.state is D.ERROR:
        full = full_disk(disk, seen)
        if full:
            return replace(new, state=State.WARNING, trouble=NO_SPACE, message=full)
        said = seen.message or "an error it does not explain"
        text = f"The download client reports {said.removesuffix('.')}."
        return replace(new, state=State.WARNING, trouble="client_error", message=text)
    state = State.PAUSED if seen.state is D.PAUSED else State.DOWNLOADING
    return replace(new, state=state, trouble=None, message=None)


def follow_imported(
    old: Acquisition,
    seen: Download | None,
    preferences: Preferences,
    shared: Sharing,
    now: datetime,
) -> Acquisition:
    """`old`, with its torrent marked for removal once nothing is owed for it any more."""
    if seen is None:
        return replace(old, cleanup=Cleanup.DONE)
    if preferences.remove_torrent is RemoveTorrent.NEVER and not _is_moved(preferences, seen):
        return old
    if shared.forbids_removal(seen):
        return old
    if _is_moved(preferences, seen) or shared.is_reached(seen):
        return replace(old, cleanup=Cleanup.REMOVE_WITH_DATA, due_at=now)
    return old


def _is_moved(preferences: Preferences, seen: Download) -> bool:
    """Whether it is in the library only to be moved there, and seeds no longer."""
    return preferences.import_mode is ImportMode.MOVE and seen.is_stopped


def without_client(old: Acquisition) -> Acquisition:
    """`old`, whose download client is not configured any more, or switched off."""
    return replace(
        old,
        state=State.WARNING,
        trouble="client_gone",
        message="Its download client is not configured any more, or switched off. Add it again or "
        "switch it on in Settings → Download clients, or cancel.",
    )
