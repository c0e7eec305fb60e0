"""Whether the trackers of a download do not have it (any more), by what they said. Pure.

Trackers have no common words for it. A sentence means it when it names the torrent and says that it
is unknown or gone; one about the user, the client or the tracker itself never does, for that may
pass. To know one more, add its line, and a line in the test beside it.
"""

import re
from collections.abc import Sequence

from neonarr.downloads.trackers import Standing, TrackerAnswer

_TORRENT = r"\b(?:torrent|info[ _-]?hash)s?\b"
_GONE = re.compile(
    "|".join(
        (
            rf"\b(?:un-?registered|unknown|no such|nuked|trumped|deleted) {_TORRENT}",
            rf"{_TORRENT}.{{0,40}}\b(?:un-?registered|unknown|nuked|trumped|deleted|removed|pruned)\b",
            rf"{_TORRENT}.{{0,40}}\bnot (?:been )?(?:registered|found|known|exist|in the database)",
            rf"{_TORRENT}.{{0,40}}\b(?:doesn['’]?t exist|no longer exists)",
            # What opentracker says of a torrent that is not on its list.
            r"\b(?:torrent|download) is not authori[sz]ed for use (?:with|on) this tracker",
        )
    ),
    re.IGNORECASE,
)
_SOMETHING_ELSE = re.compile(
    r"pass[ _-]?key|torrent[ _-]?pass|auth[ _-]?key|\buser|\baccount|\bclient\b|\bpeer\b|\bip\b"
    r"|time[ds]?[ -]?out|too many|slots?\b|try again|temporar|maintenance",
    re.IGNORECASE,
)
MOST_TOLD = 3


def says_unregistered(said: str) -> bool:
    """
    >>> [says_unregistered(s) for s in ("Torrent not found", "Passkey not found", "timed out")]
    [True, False, False]
    """
    return bool(_GONE.search(said)) and not _SOMETHING_ELSE.search(said)


def is_unregistered(answers: Sequence[TrackerAnswer]) -> bool:
    """Whether every tracker says so; one that works, or has not said anything yet, is hope."""
    return bool(answers) and all(
        one.standing is Standing.FAILS and says_unregistered(one.said) for one in answers
    )


def complaints(answers: Sequence[TrackerAnswer]) -> str:
    """The words of the trackers that fail, the first three; empty if none does.

    >>> complaints([TrackerAnswer("t.example", Standing.FAILS, "timed out")])
    't.example: “timed out”'
    """
    told = [f"{a.host}: “{a.said}”" for a in answers if a.standing is Standing.FAILS and a.said]
    shown = list(dict.fromkeys(told))
    more = f" (and {len(shown) - MOST_TOLD} more)" if len(shown) > MOST_TOLD else ""
    return ", ".join(shown[:MOST_TOLD]) + more
