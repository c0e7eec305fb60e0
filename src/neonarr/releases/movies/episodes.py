"""Whether a name is that of an episode, a season or a day's broadcast, which no movie has."""

import re
from collections.abc import Sequence

from neonarr.releases.words import Text, Word

_EPISODE = re.compile(
    r"(?<![^\W_])(?:s\d{1,2}[ ._-]?e\d{1,3}(?:-?e\d{1,3})*"
    r"|(?<=[\W_])(?:s\d{2}|\d{1,2}x\d{2,3}))(?![^\W_])",
    re.IGNORECASE,
)
_DAY = re.compile(r"[ ._-](?:0[1-9]|1[0-2])[ ._-](?:0[1-9]|[12]\d|3[01])(?![^\W_])")
_NUMBERED = re.compile(
    r"[ ._-](?:(?:season|episode)s?[ ._-]?\d{1,3}|(?:ep?|eps)\d{1,4})[\W_]*$", re.IGNORECASE
)
_FANSUB = re.compile(r"[ _]-[ _]\d{2,4}[\W_]*$")


def episode_in(text: Text, words: Sequence[Word], begin: int) -> int:
    """Where an episode or a season is named as releases of them do, -1 for nowhere.

    `Some.Show.S01E02`, `Some.Show.1x02`, `Some.Show.S02`.
    """
    for word in words:
        key = word.key
        # Looking at two letters of each word first saves searching nearly every name.
        if (key[0] == "s" and key[-1].isdigit()) or (key[0].isdigit() and "x" in key):
            found = _EPISODE.search(text.name, begin, text.end)
            return found.start() if found else -1
    return -1


def is_broadcast(name: str, year: Word | None) -> bool:
    """Whether the year begins a day's date: `Some.Show.2019.03.04`."""
    return year is not None and _DAY.match(name, year.end) is not None


def is_numbered(title: str, *, has_group_in_front: bool) -> bool:
    """Whether what would be the title of a movie without a year ends with the number of an episode
    or a season: `Some Show Season 2`, `Some Show E05`; behind a group `Some Show - 12`, too. With a
    year it may be a movie's own: Open Season 2."""
    if _NUMBERED.search(title):
        return True
    return has_group_in_front and _FANSUB.search(title) is not None
