"""Reading a movie's release name.

A name is a title, usually a year, and then words about the copy, in any order. So:

1. File endings, sites and leading brackets are set aside; `[Group]` in front may be the group.
2. Every word is looked up in the vocabulary. Some marks never occur in titles (`1080p`, `x264`);
   plain ones do (`German`, `Web`, `Cam`) and mean nothing yet.
3. The year is the last plausible one before the first mark that is never in a title, one in
   brackets before all others. The first word is never the year, for a movie must have a title.
   Where there is none, a year further back is taken.
4. The title ends where the year or that first mark begins, whichever is earlier, and gives up the
   edition and language words it ends with (after an article they are its own: The Good German).
   Without a year before it, it gives up every mark it ends with.
5. Only words behind the title, or in the brackets in front, tell the quality. The group is what
   follows the last dash, else what the brackets in front hold.

`1917.2019.EXTENDED.1080p.BluRay.x264-GRP`: the first mark is `1080p`. Of the years before it 1917
is the first word, so the year is 2019 and the title `1917`. `1080p` with `BluRay` is Bluray-1080p.

`[Grp] Some Film - German Cut (BD 720p)`: no year; the first mark is `720p`, and the plain `BD`
before it is given up too. `Cut` is no mark, so the title is `Some Film - German Cut`; the quality
is Bluray-720p, the group Grp.
"""

import re
from collections.abc import Sequence

from neonarr.base.kinds import MediaKind
from neonarr.releases.group import group_of
from neonarr.releases.model import ParsedName, Quality
from neonarr.releases.quality import movie_quality
from neonarr.releases.spelling import spoken
from neonarr.releases.vocabulary import WEB_GROUPS, Facet
from neonarr.releases.words import Word, tidy, words_of

_LEADING_BRACKET = re.compile(r"\s*\[([^\[\]]{1,60})\][\s_.-]*")
_EPISODE = re.compile(
    r"(?<![^\W_])(?:s\d{1,2}[ ._-]?e\d{1,3}|(?<=[\W_])(?:s\d{2}|\d{1,2}x\d{2,3}))(?![^\W_])",
    re.IGNORECASE,
)
_HASH = re.compile(r"[0-9a-fA-F]{16,}|(?=[a-zA-Z]*\d)[0-9a-zA-Z]{30,}")


def read_movie(name: str) -> ParsedName | None:
    """What a movie's name says; None for episodes, hashes and names without year or quality.

    >>> found = read_movie("1917.2019.1080p.BluRay.x264-GRP")
    >>> found.title, found.year, found.quality.name, found.group
    ('1917', 2019, 'Bluray-1080p', 'GRP')
    """
    text, ending = tidy(name)
    if _EPISODE.search(text):
        return None
    words = words_of(text)
    begin, brackets = _beginning(text)
    first = next((at for at, word in enumerate(words) if word.start >= begin), len(words))
    cut, year = _title_end(words, first)
    if cut is None:
        return None
    end = words[cut].start if cut < len(words) else len(text)
    title = spoken(text[begin:end])
    if not title or _HASH.fullmatch(title):
        return None
    group = group_of(text[end:]) or _bracket_group(brackets)
    quality = _quality(words, first, cut, ending, brackets)
    return ParsedName(MediaKind.MOVIE, title, quality, year=year, group=group)


def read_movie_quality(name: str) -> Quality:
    """The quality alone, of names that need not be a movie's (a file's, an episode's).

    >>> read_movie_quality("anything.720p.WEB-DL").name
    'WEBDL-720p'
    """
    text, ending = tidy(name)
    words = words_of(text)
    begin, brackets = _beginning(text)
    first = next((at for at, word in enumerate(words) if word.start >= begin), len(words))
    cut, _ = _title_end(words, first)
    return _quality(words, first, len(words) if cut is None else cut, ending, brackets)


def _quality(
    words: Sequence[Word], first: int, cut: int, ending: str, brackets: Sequence[str]
) -> Quality:
    is_web = any(bracket.lower() in WEB_GROUPS for bracket in brackets)
    return movie_quality([*words[cut:], *words[:first]], ending, is_web=is_web)


def _beginning(text: str) -> tuple[int, list[str]]:
    """Where the title begins, and what the brackets in front of it hold."""
    begin, brackets = 0, []
    while found := _LEADING_BRACKET.match(text, begin):
        begin = found.end()
        brackets.append(found[1].strip())
    # A name that is nothing but brackets has its title in one of them.
    return (begin, brackets) if begin < len(text) else (0, [])


def _title_end(words: Sequence[Word], first: int) -> tuple[int | None, int | None]:
    """The place of the word the title ends before, None if there is no telling; and the year."""
    telling = next((at for at in range(first, len(words)) if words[at].is_telling), None)
    limit = len(words) if telling is None else telling
    years = [at for at in range(first + 1, limit) if words[at].year]
    if years:
        bracketed = [at for at in years if words[at].is_bracketed]
        at = (bracketed or years)[-1]
        return _without_tail(words, first, at, is_year=True), words[at].year
    if telling is None:
        return None, None
    late = next((word.year for word in words[telling:] if word.year), None)
    return _without_tail(words, first, telling, is_year=False), late


def _without_tail(words: Sequence[Word], first: int, cut: int, *, is_year: bool) -> int:
    """The cut moved before the edition and language words the title would end with; before all
    plain marks where no year separates them from the rest."""
    if is_year and words[first].key in ("the", "a", "an"):
        return cut
    facets = (Facet.EDITION, Facet.LANGUAGE) if is_year else tuple(Facet)
    while cut > first + 1 and any(words[cut - 1].tells(facet) for facet in facets):
        cut -= 1
    return cut


def _bracket_group(brackets: Sequence[str]) -> str | None:
    return next((text for text in brackets if not any(word.mark for word in words_of(text))), None)
