"""Who made a release."""

import re

from neonarr.releases.vocabulary import GROUP_SUFFIXES, GROUPS_WITH_DASH, WORDS

_GROUP = re.compile(r"-\s?([^\W_]{1,25})(?:_int)?\s*$", re.IGNORECASE)
_SUFFIX = re.compile(r"[-_ .]([^\W_]{1,20})$")
_TRAILING_BRACKET = re.compile(r"-?\s*(?:\[[^\[\]]{0,40}\]|\([^()]{0,60}\))\s*$")


def group_of(tail: str) -> str | None:
    """The release group in what follows a title, None if there is none.

    >>> group_of(".720p.WEB-DL-GRP-xpost"), group_of(".720p.WEB-DL")
    ('GRP', None)
    """
    while found := _TRAILING_BRACKET.search(tail):
        tail = tail[: found.start()]
    while (found := _SUFFIX.search(tail)) and found[1].lower() in GROUP_SUFFIXES and "-" in tail:
        tail = tail[: found.start()]
    for group in GROUPS_WITH_DASH:
        if tail.endswith(f"-{group}"):
            return group
    found = _GROUP.search(tail)
    if found is None or not _is_group(tail, found):
        return None
    return found[1]


def _is_group(tail: str, found: re.Match[str]) -> bool:
    """Whether what follows the last dash is not half of a mark (`WEB-DL`, `DTS-HD`)."""
    group = found[1].lower()
    before = re.search(r"[^\W_]+$", tail[: found.start()][-20:])
    is_half = before is not None and f"{before[0].lower()} {group}" in WORDS
    mark = WORDS.get(group)
    return not is_half and (mark is None or mark.is_plain)
