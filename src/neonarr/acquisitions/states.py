"""Where the story may go from where. Pure.

From a state before the grab straight to DOWNLOADED goes what had stood by (standby/turn.py).
A new state gets its line here, and in STEPS (advance.py) if something is to be done in it.
"""

from neonarr.acquisitions.model import State

S = State

NEXT: dict[State, frozenset[State]] = {
    S.WANTED: frozenset({S.SEARCHING, S.CHOSEN, S.DOWNLOADED, S.REMOVED}),
    S.SEARCHING: frozenset({S.WANTED, S.CHOSEN, S.REMOVED}),
    S.CHOSEN: frozenset({S.QUEUED, S.DOWNLOADED, S.REMOVED}),
    S.QUEUED: frozenset({S.WANTED, S.GRABBING, S.DOWNLOADED, S.REMOVED}),
    S.GRABBING: frozenset({S.WANTED, S.QUEUED, S.DOWNLOADING, S.FAILED, S.REMOVED}),
    S.DOWNLOADING: frozenset({S.WANTED, S.PAUSED, S.WARNING, S.DOWNLOADED, S.FAILED, S.REMOVED}),
    S.PAUSED: frozenset({S.WANTED, S.DOWNLOADING, S.WARNING, S.DOWNLOADED, S.FAILED, S.REMOVED}),
    S.WARNING: frozenset({S.WANTED, S.DOWNLOADING, S.PAUSED, S.DOWNLOADED, S.FAILED, S.REMOVED}),
    S.DOWNLOADED: frozenset({S.IMPORTING, S.REMOVED}),
    S.IMPORTING: frozenset({S.WANTED, S.DOWNLOADED, S.IMPORTED, S.FAILED}),
    S.IMPORTED: frozenset({S.REMOVED}),
    S.FAILED: frozenset({S.WANTED, S.CHOSEN, S.DOWNLOADED, S.REMOVED}),
    S.REMOVED: frozenset(),
}

IN_CLIENT = frozenset({S.DOWNLOADING, S.PAUSED, S.WARNING})
"""Followed by watching the client, not by the loop."""

TAKES_SLOT = frozenset({S.GRABBING, S.DOWNLOADING})
"""Count against the number of downloads active at once. One that is paused or in trouble does not:
five of those would stop the queue."""

OVER = frozenset({S.IMPORTED, S.FAILED, S.REMOVED})
"""Nothing moves any more by itself."""

MOVING = frozenset(State) - OVER

NO_SPACE = "no_space"
"""The trouble of what waits for room on a disk."""


def may_go(old: State, new: State) -> bool:
    """Whether the story may go from `old` to `new`; staying is always allowed."""
    return old is new or new in NEXT[old]
