"""Where an album's name ends. The algorithm is told in `music/read.py`."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from neonarr.base.kinds import MediaKind
from neonarr.releases.tables.facets import Facet
from neonarr.releases.tables.groups import SOUND_ENDINGS
from neonarr.releases.vocabulary import VOCABULARY
from neonarr.releases.words import Text, Word, text_of, words_of, year_of

_LEADING = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|\([^()]{0,60}\))[\s_]*(?=[^\s_-])")
_SPACED = re.compile(r"[\s_.][-–—][\s_.]")
_DASH_OR_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|[-–—]")
_DISCOGRAPHY = re.compile(r"(?<![^\W_])(?:discograf[ií]a|discography|discographie)(?![^\W_])", re.I)
_YEAR_IN_FRONT = re.compile(
    r"\s*(?:(?:19|20)\d\d\s+[-–—]\s+|\((?:19|20)\d\d\)\s*|\[(?:19|20)\d\d\]\s*)(?=\w)"
)
"""The year before the artist, or between artist and album: `2021 - `, `(2021) `."""

_VOCABULARY = VOCABULARY[MediaKind.ALBUM]

_COPIED_FROM = frozenset({"cd", "web", "vinyl"})
"""What stands bare before the year or the codec and is no part of the title."""

_FORMS_OF_TITLES = frozenset({"live", "compilation", "soundtrack"})
"""What a bracket may tell that belongs to the title: `Blue Hours (Live)`."""

Place = tuple[int, int]


class Anatomy(NamedTuple):
    """An album's name taken apart; places are those in the name."""

    text: Text
    written: str
    """The name up to what is set aside at its end."""
    words: list[Word]
    begin: int
    """Where the artist begins: behind what stands in brackets in front."""
    artist: Place | None
    title: Place
    end: int
    """Where the words about the copy begin."""
    is_discography: bool
    is_scene: bool
    is_unspaced: bool
    """Whether it is written as the scene does, whatever separates artist and album."""

    def tail(self) -> list[Word]:
        """The words about the copy."""
        return [word for word in self.words if word.start >= self.end]


def anatomy(name: str) -> Anatomy:
    """The name taken apart; any text is."""
    text = text_of(name)
    written = text.name[: text.end]
    if text.ending in SOUND_ENDINGS:
        # An ending that is a codec may be the only one told.
        written = text.name[: text.end + 1 + len(text.ending)]
        text = text._replace(end=len(written))
    begin = _beginning(written, text.start)
    if (year := _YEAR_IN_FRONT.match(written, begin)) and _SPACED.search(written, year.end()):
        begin = year.end()
    words = words_of(text, _VOCABULARY)
    from_artist = [word for word in words if word.start >= begin] if begin else words
    separator = _SPACED.search(written, begin)
    dashes = _dashes(written, begin) if separator is None or " " not in written else []
    is_scene = separator is None and _is_scene(written, from_artist, dashes)
    names: Place | None
    if found := _discography(written, begin):
        names = begin, _artist_end(written, separator, dashes, found.start())
        title, end = found.span(), found.end()
    elif is_scene:
        names, title, end = _scene_names(written, from_artist, begin, dashes)
    else:
        names, title, end = _spaced_names(written, from_artist, begin, separator)
    if end < len(written) and written[title[1] - 1 : title[1]] == ".":
        # A dot right before a mark separates the two; elsewhere it may be the title's own.
        title = title[0], title[1] - 1
    is_unspaced = " " not in written and len(dashes) > 1
    return Anatomy(
        text, written, words, begin, names, title, end, found is not None, is_scene, is_unspaced
    )


def _discography(written: str, begin: int) -> re.Match[str] | None:
    return _DISCOGRAPHY.search(written, begin) if "iscogra" in written.lower() else None


def _artist_end(
    written: str, separator: re.Match[str] | None, dashes: Sequence[int], end: int
) -> int:
    """Where the artist ends whose discography begins at `end`."""
    if separator is not None and separator.start() < end:
        return separator.start()
    return next((at for at in dashes if at < end), end)


def _spaced_names(
    written: str, words: Sequence[Word], begin: int, separator: re.Match[str] | None
) -> tuple[Place | None, Place, int]:
    start = separator.end() if separator else begin
    if separator and (year := _YEAR_IN_FRONT.match(written, start)):
        start = year.end()
    end = _album_end(written, words, start)
    if separator is None or end <= start:
        end = _album_end(written, words, begin)
        return None, (begin, end), end
    return (begin, separator.start()), (start, end), end


def _scene_names(
    written: str, words: Sequence[Word], begin: int, dashes: Sequence[int]
) -> tuple[Place | None, Place, int]:
    parts = _parts(written, begin, dashes)
    index, group = 1, written[slice(*parts[-1])].casefold()
    if _is_year(words, parts[1]) and len(parts) > 3:
        index = 2
    end = next(
        (
            at
            for at in range(index + 1, len(parts))
            if _is_about_copy(written, words, parts[at], group)
        ),
        len(parts) - 1,
    )
    title = parts[index][0], parts[end][0] - 1
    inside = [word for word in words if title[0] <= word.start < title[1]]
    if any(word.is_telling for word in inside[1:]):
        # Dots go on where dashes end: `Artist-Album.2017.FLAC-GRP`.
        copy = _album_end(written[: title[1]], inside, title[0])
        return parts[0], (title[0], copy), copy
    # The year in second place belongs to the words about the copy.
    return parts[0], title, parts[1][0] if index == 2 else parts[end][0]


def _parts(written: str, begin: int, dashes: Sequence[int]) -> list[Place]:
    """The places of what stands between dashes."""
    places, at = [], begin
    for dash in dashes:
        places.append((at, dash))
        at = dash + 1
    return [*places, (at, len(written))]


def _dashes(written: str, begin: int) -> list[int]:
    """The places of dashes outside brackets."""
    if "-" not in written and written.isascii():
        return []
    return [
        found.start()
        for found in _DASH_OR_BRACKETS.finditer(written, begin)
        if found.end() - found.start() == 1
    ]


def _is_about_copy(written: str, words: Sequence[Word], part: Place, group: str) -> bool:
    start, end = part
    if written[start:end].casefold() == group or written[start : start + 1] in ("(", "["):
        return True
    # A mark may reach over the dash into the next part (24-96).
    at = bisect_left(words, start, key=_start_of)
    if at == len(words) or words[at].start >= end:
        return False
    word = words[at]
    if year_of(word.key):
        return True
    return word.sense is not None and (word.is_telling or _ends(word) or word.key == "web")


def _start_of(word: Word) -> int:
    return word.start


def _is_year(words: Sequence[Word], part: Place) -> bool:
    return any(w.start == part[0] and w.end == part[1] and year_of(w.key) for w in words)


def _is_scene(written: str, words: Sequence[Word], dashes: Sequence[int]) -> bool:
    """At least two dashes, and a year or mark among the later parts."""
    if len(dashes) < 2 or written[:1] in ("[", "(", "{"):
        return False
    return (
        any(w.start > dashes[0] and (w.sense is not None or year_of(w.key)) for w in words)
        and written[dashes[-1] - 1 : dashes[-1]].strip() != ""
    )


def _album_end(written: str, words: Sequence[Word], start: int) -> int:
    later = [word for word in words if word.start >= start] if start else words
    end = _telling_bracket(written, later, start)
    years: list[Word] = []
    for word in later[1:]:
        if word.is_telling and word.start < end:
            end = word.start
        elif len(word.key) == 4 and year_of(word.key):
            years.append(word)
    if any(word.bracket >= 0 for word in (*later[:1], *years) if year_of(word.key)):
        return end
    end = next((year.start for year in reversed(years) if year.start <= end), end)
    at = len(later) - 1
    while at > 0 and (later[at].start >= end or later[at].key in _COPIED_FROM):
        end = min(end, later[at].start)
        at -= 1
    return end


def _ends(word: Word) -> bool:
    """Whether it ends an album when it stands in brackets or between the dashes of a scene name."""
    if word.sense is None:
        return False
    facet, value = word.sense.facts[0]
    return facet is not Facet.FORM or value not in _FORMS_OF_TITLES


def _telling_bracket(written: str, words: Sequence[Word], start: int) -> int:
    """Where the first bracket with a year, mark or edition opens; else the end of the text."""
    for word in words:
        if word.bracket <= start:
            continue
        if _ends(word) or year_of(word.key):
            opening = max(written.rfind(sign, start + 1, word.start) for sign in "[({")
            if opening > start:
                return opening
    return len(written)


def _beginning(written: str, start: int) -> int:
    begin = start
    while written[begin : begin + 1] in ("[", "(", " ") and (
        found := _LEADING.match(written, begin)
    ):
        begin = found.end()
    return begin
