"""Where a movie's title ends. The algorithm is told in `movies/read.py`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from neonarr.base.kinds import MediaKind
from neonarr.releases.movies.edition import edition_before
from neonarr.releases.movies.episodes import episode_in
from neonarr.releases.tables.facets import Facet
from neonarr.releases.vocabulary import VOCABULARY
from neonarr.releases.words import Text, Word, text_of, words_of, year_of

_LEADING_BRACKET = re.compile(r"\s*[\[【]([^\[\]【】]{1,60})[\]】][\s_.-]*")
_YEAR_IN_FRONT = re.compile(r"\s*\(((?:18|19|20)\d\d)\)\s+(?=\w)")
_TITLE_AND_YEAR = re.compile(r"\w[\W_]+(?:19|20)\d\d(?!\d)")
_FAR_YEAR = re.compile(r"20[4-9]\d")
_ARTICLES = frozenset({"the", "a", "an"})
_VOCABULARY = VOCABULARY[MediaKind.MOVIE]
_NAMES_OF_LANGUAGES = 4
"""Letters from which on a word for a language is given up by a title: `ITA` before a year may be
anything."""
_MANY = 2
"""Marks at the end of a name that make it a release where nothing certain is told."""


class Anatomy(NamedTuple):
    """A name taken apart. `cut` is the first word behind the title, None where nothing tells."""

    text: Text
    words: list[Word]
    begin: int
    """Where the title begins."""
    first: int
    """The first word of the title."""
    brackets: list[tuple[int, int]]
    """The places of what stands in brackets in front of it."""
    cut: int | None
    year: Word | None
    episode: int
    """Where an episode is named, -1 for nowhere."""

    @property
    def title_end(self) -> int:
        if self.cut is None or self.cut >= len(self.words):
            return self.text.end
        return self.words[self.cut].start

    @property
    def copy_start(self) -> int:
        """Where the words about the copy begin, with the bracket that opens before them."""
        if self.cut is None:
            return self.begin
        if self.cut >= len(self.words):
            return self.text.end
        word = self.words[self.cut]
        return max(self.begin, word.bracket - 1) if word.bracket >= self.begin else word.start

    def about_copy(self) -> list[Word]:
        """The words that tell about the copy: behind the title and in the brackets in front. Of a
        name without a title's end, those behind the episode or the first word."""
        cut = self.cut
        if cut is None:
            words = self.words
            cut = next((at for at, w in enumerate(words) if w.start > self.episode >= 0), 0)
            cut = cut or self.first + 1
            # Where nothing certain is told, `The Web` is a title's.
            return [w for w in words[cut:] if w.key != "web" or w.bracket >= 0]
        return [*self.words[cut:], *self.words[: self.first]] if self.first else self.words[cut:]


def anatomy(name: str) -> Anatomy:
    """The name taken apart; any text is."""
    text = text_of(name)
    words = words_of(text, _VOCABULARY)
    begin, brackets = _beginning(text)
    first = 0
    while first < len(words) and words[first].start < begin:
        first += 1
    episode = episode_in(text, words, begin)
    cut, year = _title_end(words, first)
    if year is None and first < len(words) and (found := _YEAR_IN_FRONT.match(name, begin)):
        year, begin, first = words[first], found.end(), first + 1
        cut = max(cut, first) if cut is not None else len(words)
    return Anatomy(text, words, begin, first, brackets, cut, year, episode)


def _beginning(text: Text) -> tuple[int, list[tuple[int, int]]]:
    begin, brackets = text.start, []
    while text.name[begin : begin + 1] in ("[", " ", "【") and (
        found := _LEADING_BRACKET.match(text.name, begin, text.end)
    ):
        begin = found.end()
        brackets.append(found.span(1))
    if begin < text.end:
        return begin, brackets
    # A name that is nothing but brackets has its title in one of them: beside a year, else behind
    # the group's.
    inner = brackets[1:] or brackets
    dated = (place for place in inner if _TITLE_AND_YEAR.search(text.name, *place))
    title = next(dated, inner[0]) if inner else (text.start, 0)
    return title[0], brackets[: brackets.index(title)] if title in brackets else []


def _title_end(words: Sequence[Word], first: int) -> tuple[int | None, Word | None]:
    count = len(words)
    limit = _first_telling(words, first)
    years = [
        at for at in range(first + 1, limit) if len(words[at].key) == 4 and year_of(words[at].key)
    ]
    if years:
        at = _right_year(words, years)
        return _without_tail(words, first, at, is_year=True), words[at]
    late = next((word for word in words[limit:] if year_of(word.key)), None)
    cut = _without_tail(words, first, _bracket_start(words, first, limit), is_year=False)
    if limit == count and not _is_enough(words, first, cut):
        return _before_far_year(words, first)
    return cut, late


def _before_far_year(words: Sequence[Word], first: int) -> tuple[int | None, Word | None]:
    """The title's end and the year where a name ends with an edition and a year of the far future,
    which is part of the title otherwise."""
    last = len(words) - 1
    if last <= first or not _FAR_YEAR.fullmatch(words[last].key):
        return None, None
    cut = edition_before(words, first + 1, last)
    return (cut, words[last]) if cut < last else (None, None)


def _first_telling(words: Sequence[Word], first: int) -> int:
    """The first word no title would contain; the number of words when there is none."""
    for at in range(first, len(words)):
        sense = words[at].sense
        if sense is not None and not sense.is_plain:
            return at
    return len(words)


def _bracket_start(words: Sequence[Word], first: int, at: int) -> int:
    """The first word of the brackets the word is in, if a title stands before them."""
    if at == len(words) or words[at].bracket < 0:
        return at
    begin = at
    while begin > first and words[begin - 1].start > words[at].bracket:
        begin -= 1
    return begin if begin > first else at


def _right_year(words: Sequence[Word], years: Sequence[int]) -> int:
    """The last one in brackets, else the last; but not one that only marks separate from an earlier
    one (`2009 3D BD 2009`)."""
    bracketed = [at for at in years if words[at].bracket >= 0]
    at = (bracketed or years)[-1]
    for earlier in years:
        between = words[earlier + 1 : at]
        if between and all(word.sense is not None for word in between):
            return earlier
    return at


def _is_enough(words: Sequence[Word], first: int, cut: int) -> bool:
    marks = len(words) - cut
    return (
        cut > first
        and marks > 0
        and (marks >= _MANY or edition_before(words, cut, len(words)) == cut)
    )


def _without_tail(words: Sequence[Word], first: int, cut: int, *, is_year: bool) -> int:
    """The cut moved before the edition and language words the title would end with; before all
    plain marks where no year separates them from the rest."""
    end = cut
    while cut > first + 1:
        before = edition_before(words, first + 1, cut)
        if before < cut:
            cut = before
        elif _gives_up(words[cut - 1], is_year=is_year):
            cut -= 1
        else:
            break
    if cut < end and words[cut - 1].key in _ARTICLES and cut > first + 1:
        cut -= 1  # `Some Film The Directors Edition`
    if cut == end or words[first].key not in _ARTICLES:
        return cut
    # After an article a single language is the title's own: The Good German.
    is_own = is_year and end - cut == 1 and words[cut].tells(Facet.LANGUAGE) is not None
    return end if is_own or cut == first + 1 else cut


def _gives_up(word: Word, *, is_year: bool) -> bool:
    if word.sense is None or word.tells(Facet.EDITION) is not None:
        return False
    if not is_year or word.bracket >= 0:
        return True
    if word.key.startswith(("repack", "rerip")):
        return True
    return word.tells(Facet.LANGUAGE) is not None and len(word.key) >= _NAMES_OF_LANGUAGES
