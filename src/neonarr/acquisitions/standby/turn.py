"""What becomes of a download that stands by, at one look. Pure.

Whichever of the two is complete first wins. If it is the one that stands by, the two change places:
the story goes on with it, and the other one stands by until the story is over. A story that is over
needs neither, so the one that stands by then goes from its client; it also makes way where the
disk has no room for both.

Worked examples:
- the story DOWNLOADING, the other one still at 40 %     -> WAITS
- the story WANTED or DOWNLOADING, the other complete    -> TAKES_OVER
- the story DOWNLOADED or IMPORTING, the other complete  -> WAITS: this import may yet fail
- the story IMPORTED or REMOVED                          -> GOES
- the story waits for room on a disk, the other at 40 %   -> GOES: nobody has room for both
- the story got the very same torrent again              -> FORGOTTEN
- both save to the same file or folder                   -> MAKES_ROOM, before they spoil each other
"""

from dataclasses import replace
from datetime import datetime
from enum import Enum, auto

from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.standby.kept import Left, taken_up
from neonarr.acquisitions.states import IN_CLIENT, NO_SPACE
from neonarr.downloads.model import Download, DownloadState


class Turnout(Enum):
    WAITS = auto()
    TAKES_OVER = auto()
    GOES = auto()
    MAKES_ROOM = auto()
    """It goes from its client, the data stays: it is the other one's as well."""
    FORGOTTEN = auto()


_CAN_TAKE_UP = IN_CLIENT | {State.WANTED, State.CHOSEN, State.QUEUED, State.FAILED}
"""Not while a step is asking for another release, or handing it to a client."""
OVER_FOR_BOTH = frozenset({State.IMPORTED, State.REMOVED})
"""What FAILED may still come with what stands by."""


def turnout(story: Acquisition, left: Left, seen: Download, own: Download | None) -> Turnout:
    """`seen` is the download that stands by, `own` the one the story has now, if any is there."""
    if story.info_hash == left.info_hash:
        return Turnout.FORGOTTEN
    if own is not None and own.content_path and own.content_path == seen.content_path:
        return Turnout.MAKES_ROOM
    if story.state in OVER_FOR_BOTH:
        return Turnout.GOES
    if seen.state is DownloadState.COMPLETE and story.state in _CAN_TAKE_UP:
        return Turnout.TAKES_OVER
    return Turnout.GOES if story.trouble == NO_SPACE else Turnout.WAITS


def after_takeover(story: Acquisition, left: Left, seen: Download, now: datetime) -> Acquisition:
    """`story`, going on with what has stood by and is complete."""
    return replace(
        taken_up(story, left),
        state=State.DOWNLOADED,
        content_path=seen.content_path,
        size=seen.size or left.size,
        completed_at=now,
        due_at=now,
        attempts=0,
        strikes=0,
        cleanup=None,
        trouble=None,
        message=f"{left.title} had stood still and is complete after all.",
    )
