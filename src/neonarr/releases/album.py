"""Reading an album's release name.

Three ways of writing are told apart, because each separates artist and album differently:

- *scene*: no spaces around dashes, the group last: `Artist-Album-WEB-FLAC-2024-GRP`. The parts
  between dashes are taken one by one: artist, then album up to the first part about the copy.
- *spaced*: `Artist - Album (2024) [FLAC]`. The first ` - ` separates; brackets in front are set
  aside.
- *plain*: `Artist.Album.2024.FLAC`. Nothing separates artist and album: the artist stays None and
  the title is both. Whoever knows what is wanted compares the two together.

The album ends before the first of: a bracket that holds a year, a mark or an edition; a mark that
is never in a title; without a bracketed year, the last bare year before that. Behind the end every
mark counts for the quality.

`Jane_Doe-Blue_Hours-24-96-WEB-FLAC-2021-GRP`: dashes and no ` - `, so scene. Artist `Jane Doe`,
album `Blue Hours` as `24-96` is about the copy; FLAC 24bit, 2021, group GRP.

`[tag] Jane Doe - Live 2016 (Deluxe) (2017) 320`: spaced. `(Deluxe)` ends the album; a bracket
holds a year, 2017, so the 2016 in `Live 2016` is none; `320` behind the end is MP3-320.
"""

import re
from collections.abc import Sequence

from neonarr.base.kinds import MediaKind
from neonarr.releases.group import group_of
from neonarr.releases.model import ParsedName, Quality
from neonarr.releases.quality import album_quality
from neonarr.releases.spelling import tidied
from neonarr.releases.vocabulary import WORDS, Facet
from neonarr.releases.words import Word, tidy, words_of

DISCOGRAPHY = "Discography"
"""The title given to all albums of an artist in one release."""

_LEADING = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|\([^()]{0,60}\))[\s_]*(?=[^\s_-])")
_SPACED = re.compile(r"[\s_.][-–—][\s_.]")
_DASH = re.compile(r"[-–—]")
_DASH_OR_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|[-–—]")
_DISCOGRAPHY = re.compile(r"(?<![^\W_])(?:discograf[ií]a|discography|discographie)(?![^\W_])", re.I)
_HASH = re.compile(r"[0-9a-fA-F]{16,}|(?=[a-zA-Z ]*\d)[0-9a-zA-Z ]{30,}")

_COPIED_FROM = frozenset({"cd", "web", "vinyl"})
"""What stands bare before the year or the codec and is no part of the title."""

_ENDS = frozenset(Facet) - {Facet.LANGUAGE}
"""What ends an album when it stands in brackets or between the dashes of a scene name."""


def read_album(name: str) -> ParsedName | None:
    """What an album's name says; None when it tells neither an artist, nor a year, nor a quality.

    >>> found = read_album("Jane Doe - Blue Hours (2021) [FLAC]")
    >>> found.artist, found.title, found.year, found.quality.name
    ('Jane Doe', 'Blue Hours', 2021, 'FLAC')
    """
    text = _text(name)
    begin = _beginning(text)
    words = [word for word in words_of(text) if word.start >= begin]
    artist, title, end = _names(text, words, begin)
    tail = [word for word in words if word.start >= end]
    quality = _quality(text, words, tail)
    year = _year(words, tail)
    if not title or (artist is None and year is None and quality.rank == 0):
        return None
    if artist is None and _is_junk(title):
        return None
    group = group_of(text[end:]) if _is_unspaced(text) or _is_scene(text, words) else None
    return ParsedName(MediaKind.ALBUM, title, quality, artist=artist, year=year, group=group)


def read_album_quality(name: str) -> Quality:
    """The quality alone, of names that need not be an album's.

    >>> read_album_quality("Some Song [MP3-VBR-V0]").name
    'MP3-VBR-V0'
    """
    text = _text(name)
    begin = _beginning(text)
    words = words_of(text)
    _, _, end = _names(text, [word for word in words if word.start >= begin], begin)
    return _quality(text, words, [w for w in words if w.start >= end or w.start < begin])


def _text(name: str) -> str:
    """The name tidied; an ending that is a codec stays, it may be the only one told."""
    text, ending = tidy(name)
    mark = WORDS.get(ending)
    return f"{text}.{ending}" if mark is not None and mark.facet is Facet.SOUND else text


def _quality(text: str, words: Sequence[Word], tail: Sequence[Word]) -> Quality:
    is_web = any(word.key == "web" for word in tail)
    return album_quality(tail, is_scene_web=is_web and _is_unspaced(text))


def _names(text: str, words: Sequence[Word], begin: int) -> tuple[str | None, str, int]:
    """Artist, album, and where the words about the copy begin."""
    if found := _DISCOGRAPHY.search(text, begin):
        artist = _DASH.split(_before_separator(text[begin : found.start()]))[0]
        return tidied(artist) or None, DISCOGRAPHY, found.end()
    if _is_scene(text, words):
        return _scene_names(text, words, begin)
    separator = _SPACED.search(text, begin)
    start = separator.end() if separator else begin
    end = _album_end(text, words, start)
    if separator is None or end <= start:
        end = _album_end(text, words, begin)
        return None, tidied(text[begin:end]), end
    return tidied(text[begin : separator.start()]) or None, tidied(text[start:end]), end


def _before_separator(text: str) -> str:
    found = _SPACED.search(text)
    # A dash without spaces is part of the artist's name where one with spaces follows.
    return text[: found.start()].replace("-", "‐") if found else text


def _scene_names(text: str, words: Sequence[Word], begin: int) -> tuple[str | None, str, int]:
    parts = _parts(text, begin)
    artist = tidied(text[slice(*parts[0])])
    index, group = 1, text[slice(*parts[-1])].casefold()
    if _part_year(words, parts[1]) and len(parts) > 3:
        index = 2
    end = next(
        (
            at
            for at in range(index + 1, len(parts))
            if _is_about_copy(text, words, parts[at], group)
        ),
        len(parts) - 1,
    )
    title = tidied(text[parts[index][0] : parts[end][0] - 1])
    # The year in second place belongs to the words about the copy.
    return artist or None, title, parts[1][0] if index == 2 else parts[end][0]


def _parts(text: str, begin: int) -> list[tuple[int, int]]:
    """The places of what stands between dashes."""
    places, at = [], begin
    for dash in _dashes(text, begin):
        places.append((at, dash))
        at = dash + 1
    return [*places, (at, len(text))]


def _dashes(text: str, begin: int) -> list[int]:
    """The places of dashes outside brackets."""
    return [
        found.start()
        for found in _DASH_OR_BRACKETS.finditer(text, begin)
        if found.end() - found.start() == 1
    ]


def _is_about_copy(text: str, words: Sequence[Word], part: tuple[int, int], group: str) -> bool:
    start, end = part
    if text[start:end].casefold() == group or text[start : start + 1] in ("(", "["):
        return True
    # A mark may reach over the dash into the next part (24-96).
    first = next((word for word in words if start <= word.start < end), None)
    if first is None:
        return False
    if first.year is not None:
        return True
    return first.mark is not None and (
        first.is_telling or first.mark.facet in _ENDS or (first.key == "web")
    )


def _part_year(words: Sequence[Word], part: tuple[int, int]) -> int | None:
    word = next((word for word in words if word.start == part[0] and word.end == part[1]), None)
    return word.year if word else None


def _is_unspaced(text: str) -> bool:
    """Whether it is written as the scene does, whatever separates artist and album."""
    return " " not in text and len(_dashes(text, 0)) > 1


def _is_scene(text: str, words: Sequence[Word]) -> bool:
    """No ` - ` anywhere, at least two dashes, and a year or mark among the later parts."""
    if _SPACED.search(text) is not None:
        return False
    dashes = _dashes(text, 0)
    if len(dashes) < 2 or text[0] in "[({":
        return False
    return (
        any(word.start > dashes[0] and (word.year or word.mark is not None) for word in words)
        and text[dashes[-1] - 1 : dashes[-1]].strip() != ""
    )


def _album_end(text: str, words: Sequence[Word], start: int) -> int:
    later = [word for word in words if word.start >= start]
    bracket = _telling_bracket(text, later, start)
    telling = next((w.start for w in later[1:] if _ends_spaced(w)), len(text))
    end = min(bracket, telling)
    if any(word.year and word.is_bracketed for word in later):
        return end
    years = [w.start for w in later[1:] if w.year and w.start <= end]
    end = years[-1] if years else end
    before = [word for word in later[1:] if word.start < end]
    while before and before[-1].key in _COPIED_FROM:
        end = before.pop().start
    return end


def _ends_spaced(word: Word) -> bool:
    return word.is_telling and word.tells(Facet.EDITION) is False


def _telling_bracket(text: str, words: Sequence[Word], start: int) -> int:
    """Where the first bracket with a year, mark or edition opens; else the end of the text."""
    for word in words:
        if word.is_bracketed and (word.year or (word.mark and word.mark.facet in _ENDS)):
            opening = max(text.rfind(sign, start + 1, word.start) for sign in "[({")
            if opening > start:
                return opening
    return len(text)


def _year(words: Sequence[Word], tail: Sequence[Word]) -> int | None:
    years = [word for word in tail if word.year]
    bracketed = [word for word in years if word.is_bracketed]
    if years:
        return (bracketed or years)[0].year
    return next((word.year for word in words[1:] if word.year and word.is_bracketed), None)


def _beginning(text: str) -> int:
    """Where the artist begins: behind what stands in brackets in front."""
    begin = 0
    while found := _LEADING.match(text, begin):
        begin = found.end()
    return begin


def _is_junk(title: str) -> bool:
    return _HASH.fullmatch(title) is not None
