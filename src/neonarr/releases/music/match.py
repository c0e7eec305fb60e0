"""Finding what is wanted in a name that nothing separates: `Some Artist Some Album FLAC`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from neonarr.releases.clean import folded_words

_SIGNS = re.compile(r"[^\w\s.()\[\]{}-]+")
_LONGEST = 500


class Match(NamedTuple):
    """The wanted artist and album a name holds."""

    artist: str
    album: str


def search_match(name: str, artist: str, albums: Sequence[str]) -> Match | None:
    """The wanted album whose artist and title both stand in the name as whole words, in any order
    and not the same words; the longest title where several do. None if none does. Names of signs
    alone (`?`, `+`) are found as signs.

    >>> search_match("Jane.Doe-FLAC-Blue.Hours", "Jane Doe", ["Blue", "Blue Hours"])
    Match(artist='Jane Doe', album='Blue Hours')
    """
    words, signs = folded_words(name[:_LONGEST]), _SIGNS.findall(name[:_LONGEST])
    rest = _without(words, signs, artist)
    if rest is None:
        return None
    for album in sorted(albums, key=len, reverse=True):
        if _without(*rest, album) is not None:
            return Match(artist, album)
    return None


def _without(words: list[str], signs: list[str], wanted: str) -> tuple[list[str], list[str]] | None:
    """The words and signs left when the wanted ones are taken out; None if they are not there."""
    parts = folded_words(wanted)
    if not parts:
        sign = "".join(wanted.split())
        if not sign or sign not in signs:
            return None
        left = list(signs)
        left.remove(sign)
        return words, left
    at = _place(words, parts)
    if at is None and not wanted.isascii() and "?" in "".join(signs):
        # Somebody's computer could not write the accents: `Jan? Doe`.
        parts = folded_words("".join(sign if sign.isascii() else " " for sign in wanted))
        at = _place(words, parts) if parts else None
    if at is None and parts[:1] == ["the"] and len(parts) > 1:
        parts = parts[1:]
        at = _place(words, parts)
    return None if at is None else ([*words[:at], "", *words[at + len(parts) :]], signs)


def _place(words: list[str], parts: list[str]) -> int | None:
    size = len(parts)
    return next((at for at in range(len(words) - size + 1) if words[at : at + size] == parts), None)
