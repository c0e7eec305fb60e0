"""When a download that does not move has had its chance. Pure.

Time counts only while the download could have moved: the client answered, the tunnel was up, and
nobody had paused it. A strike is one hour of that without progress (`Patience`); with the third the
release has failed. Progress forgives all strikes. Where every tracker says that it does not have
the torrent, waiting is of little use: then five minutes are a strike.

Worked examples, with looks that are 600 s apart:
- 5 looks at 40 % and STALLED, then 41 %           -> nothing, and the count begins anew
- 6 looks at 40 % and STALLED                       -> a strike for STALLED
- 6 looks at 40 %, four of them while PAUSED        -> nothing: 1,200 s are no hour
- 1 look at 40 %, unknown to its only tracker       -> a strike for UNREGISTERED
- 2 looks at METADATA                               -> a strike for NO_METADATA, they come sooner
- one look after the server was off for a night     -> nothing: the night does not count
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from neonarr.base.units import Bytes
from neonarr.decisions.wording import age_in_words
from neonarr.downloads.model import Download, DownloadState
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.vetting.trackers import complaints, is_unregistered

LONGEST_LOOK_S = 900.0
"""More between two looks was no looking: the server slept, or the clock was moved."""
LEAST_PROGRESS = 1_000_000
"""Bytes, or a thousandth of the whole if that is less: a few blocks a day are no progress."""

WAITS = frozenset({DownloadState.DOWNLOADING, DownloadState.STALLED, DownloadState.METADATA})
"""Where a download could move, and should."""


class Cause(StrEnum):
    """What a strike is for; stored and shown by this key."""

    NO_METADATA = "no_metadata"
    NO_SEEDS = "no_seeds"
    STALLED = "stalled"
    UNREGISTERED = "unregistered"
    """No tracker has the torrent (any more)."""


@dataclass(frozen=True, slots=True)
class Patience:
    """What a download is allowed. `strikes` 0: everything, for ever."""

    strikes: int = 3
    strike_s: float = 3600.0
    metadata_strike_s: float = 1200.0
    unregistered_strike_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Idle:
    """How long a download has not moved: `counted_s` since `done` bytes were there."""

    done: Bytes
    counted_s: float = 0.0


def idle_after(before: Idle | None, seen: Download, elapsed_s: float, *, counts: bool) -> Idle:
    """What is remembered after a look that came `elapsed_s` after the one before. `counts` False:
    it could not have moved in between (tunnel down, client away)."""
    if before is None or _has_moved(before, seen):
        return Idle(seen.done)
    if not counts or seen.state not in WAITS or elapsed_s > LONGEST_LOOK_S:
        return before
    return replace(before, counted_s=before.counted_s + max(elapsed_s, 0.0))


def strike_for(
    idle: Idle, seen: Download, patience: Patience, answers: Sequence[TrackerAnswer] = ()
) -> Cause | None:
    """Whether one is due, and for what. The caller then begins with a new `Idle`."""
    if not patience.strikes or seen.state not in WAITS:
        return None
    if is_unregistered(answers) and idle.counted_s >= patience.unregistered_strike_s:
        return Cause.UNREGISTERED
    has_metadata = seen.state is not DownloadState.METADATA
    if idle.counted_s < (patience.strike_s if has_metadata else patience.metadata_strike_s):
        return None
    if not has_metadata:
        return Cause.NO_METADATA
    return Cause.STALLED if seen.seeds else Cause.NO_SEEDS


def sentence(
    cause: Cause, seen: Download, idle: Idle, answers: Sequence[TrackerAnswer] = ()
) -> str:
    """The reason of the strike, for a person, with what trackers complain of."""
    length, said = age_in_words(timedelta(seconds=idle.counted_s)), complaints(answers)
    told = {
        Cause.NO_METADATA: f"Nobody has told what is in it for {length}.",
        Cause.NO_SEEDS: f"No progress for {length} at {seen.progress:.1f} %, and no seeds.",
        Cause.STALLED: f"No progress for {length} at {seen.progress:.1f} %: seeds send nothing.",
        Cause.UNREGISTERED: f"No progress for {length} at {seen.progress:.1f} %, and no tracker "
        "has this torrent any more.",
    }
    return f"{told[cause]} What trackers say: {said}." if said else told[cause]


def _has_moved(before: Idle, seen: Download) -> bool:
    """Also backwards: blocks that were counted back are a recheck, not an hour of nothing."""
    least = min(LEAST_PROGRESS, seen.size // 1000) or 1
    return abs(seen.done - before.done) >= least
