"""The edition: a run of edition words with one sign between each (see `tables/editions.py`)."""

from collections.abc import Sequence

from neonarr.releases.tables.facets import Facet
from neonarr.releases.words import Word, year_of

_LONGEST_NAME = 4
"""Words before `Edition` that may be its name: Ultimate Hunter Edition."""

_LONGEST_RUN = 12
"""Words an edition has at most: what goes on longer is no name."""

_BY_THEMSELVES = ("own", "late")

Place = tuple[int, int]
"""The first word of an edition and the one behind its last."""


def edition_before(words: Sequence[Word], first: int, end: int) -> int:
    """Where the edition begins that ends before word `end`; `end` when none does."""
    begin = end
    first = max(first, end - _LONGEST_RUN)
    while begin > first and words[begin - 1].tells(Facet.EDITION):
        if begin < end and not _touch(words, begin - 1):
            break
        begin -= 1
    while begin < end and not _is_edition(words, begin, end, _BY_THEMSELVES[:1]):
        begin += 1
    return begin


def edition_in(words: Sequence[Word]) -> Place | None:
    """The first edition among the words behind a title."""
    at, count = 0, len(words)
    while at < count:
        if not words[at].tells(Facet.EDITION):
            at += 1
            continue
        begin, end = at, at + 1
        limit = min(count, at + _LONGEST_RUN)
        while end < limit and words[end].tells(Facet.EDITION) and _touch(words, end - 1):
            end += 1
        if (place := _settled(words, begin, end)) is not None:
            return place
        at = end
    return None


def _settled(words: Sequence[Word], begin: int, end: int) -> Place | None:
    """The run without leading words nothing follows, and with the free name before its closing
    word."""
    while end > begin and words[end - 1].tells(Facet.EDITION) == "leading":
        end = _with_name(words, begin, end)[1]
        if end > begin and words[end - 1].tells(Facet.EDITION) != "leading":
            break
        end -= 1
    if end == begin:
        return None
    if words[begin].tells(Facet.EDITION) == "closing":
        begin = _named_before(words, begin)
    return (begin, end) if _is_edition(words, begin, end, _BY_THEMSELVES) else None


def _with_name(words: Sequence[Word], begin: int, end: int) -> Place:
    """A run that goes on behind a free name: `Ultimate` `Hunter` `Edition`."""
    for at in range(end, min(end + _LONGEST_NAME, len(words))):
        if not _touch(words, at - 1):
            break
        told = words[at].tells(Facet.EDITION)
        if told == "closing":
            return begin, at + 1
        if told is None and words[at].sense is not None:
            break
    return begin, end


def _named_before(words: Sequence[Word], closing: int) -> int:
    begin = closing
    while (
        begin > 0
        and closing - begin < _LONGEST_NAME
        and words[begin - 1].sense is None
        and not year_of(words[begin - 1].key)
        and _touch(words, begin - 1)
    ):
        begin -= 1
    return begin + 1 if words[begin].key in ("the", "a", "an") else begin


def _is_edition(words: Sequence[Word], begin: int, end: int, whole: Sequence[str]) -> bool:
    """Whether the run has a word of those kinds that are editions by themselves, or a closing one
    with another before it."""
    told = [word.tells(Facet.EDITION) for word in words[begin:end]]
    if any(one in whole for one in told):
        return (told[-1] in whole or told[-1] == "closing") and told[0] != "closing"
    return told[-1] == "closing" and len(told) > 1 and told[0] != "closing"


def _touch(words: Sequence[Word], at: int) -> bool:
    """Whether one sign separates the word and the next."""
    return words[at + 1].start - words[at].end == 1
