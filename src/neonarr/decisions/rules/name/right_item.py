"""The release must be what is wanted.

Titles are compared by their matching keys, not by likeness: Alien is not Aliens. Artist and album
are also compared as one text, for many names do not tell where one ends and the other begins.
"""

import re
from functools import lru_cache

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Candidate, Reason, Rejection, Want
from neonarr.decisions.situation import Situation
from neonarr.releases.clean import same_title
from neonarr.releases.model import ParsedName
from neonarr.releases.vocabulary import VARIOUS_ARTISTS

_ALSO_KNOWN = re.compile(r"\s[\[(]?a\.?k\.?a\.?\s|\s/\s", re.IGNORECASE)
_same_title = lru_cache(maxsize=8192)(same_title)
"""A search brings the same few titles over and over."""

_IN_BRACKETS = re.compile(r"\s*[\[(][^\[\]()]{0,80}[\])]\s*$")


def right_item(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is named otherwise; a search without a want takes whatever comes."""
    want = situation.want
    parsed = candidate.parsed
    if want is None or parsed is None:
        return None
    if is_named(parsed, want):
        return None
    got = f"{parsed.artist} – {parsed.title}" if parsed.artist else parsed.title
    return Rejection(Reason.WRONG_ITEM, got, want.label)


def is_named(parsed: ParsedName, want: Want) -> bool:
    """Whether a name that was read names what is wanted; years are not compared."""
    return _is_album(parsed, want) if want.kind is MediaKind.ALBUM else _is_movie(parsed, want)


def _is_movie(parsed: ParsedName, want: Want) -> bool:
    names = [parsed.title, *_ALSO_KNOWN.split(parsed.title)]
    return any(_same_title(name, want.title) for name in names)


def _is_album(parsed: ParsedName, want: Want) -> bool:
    # The library may know the edition (`Salute (Deluxe Edition)`), a name's title never has it.
    titles = (want.title, _IN_BRACKETS.sub("", want.title))
    artist = _artist(want.artist)
    if parsed.artist and _same_title(_artist(parsed.artist), artist):
        return any(_same_title(parsed.title, title) for title in titles)
    whole = f"{_artist(parsed.artist)} {parsed.title}"
    return any(_same_title(whole, f"{artist} {title}") for title in titles)


def _artist(name: str | None) -> str:
    folded = (name or "").casefold()
    return "various artists" if folded in VARIOUS_ARTISTS else name or ""
