"""A name taken apart: its words, where they stand, and what the vocabulary says about each."""

import re
from itertools import pairwise
from typing import NamedTuple

from neonarr.releases.vocabulary import EXTENSIONS, PHRASE_STARTS, WORDS, Facet, Mark

LONGEST_NAME = 500
"""Characters that are read: twice what file systems allow, so that no name costs more."""

FIRST_YEAR, LAST_YEAR = 1888, 2039
"""The oldest film that is left, and a bound that keeps sizes of pictures and titles of the far
future out: `Blade Runner 2049` came out in 2017."""

_WORD = re.compile(r"[\[({]|[\])}]|[^\W_]+(?:['’][^\W_]+)*")
_SOURCE_AND_SIZE = re.compile(r"([a-z]{2,12})(\d{3,4}[pi])")
_ENDING = re.compile(r"\s*\.([a-z0-9]{2,7})\s*$", re.IGNORECASE)
_SITE = re.compile(
    r"\s*(?:"
    r"[\[(]\s*(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}\s*[\])][\s-]*"
    r"|www\.(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}\s*-+\s+"
    r"|(?:[a-z0-9-]{1,63}\.){1,2}(?:com|net|org|info|biz|io|to|cc|me|co)(?:\.[a-z]{2})?\s+-+\s+"
    r")",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """One word, or several that mean one thing; `start` and `end` are its place in the name."""

    key: str
    start: int
    end: int
    is_bracketed: bool
    mark: Mark | None

    @property
    def year(self) -> int | None:
        """The year it is, None if it is none."""
        if len(self.key) == 4 and self.key.isascii() and self.key.isdigit():
            year = int(self.key)
            return year if FIRST_YEAR <= year <= LAST_YEAR else None
        return None

    def tells(self, facet: Facet) -> bool:
        return self.mark is not None and self.mark.facet is facet

    @property
    def is_telling(self) -> bool:
        """Whether it is a mark no title would contain."""
        return self.mark is not None and not self.mark.is_plain


def tidy(name: str) -> tuple[str, str]:
    """The name without file endings and the sites that stamped it, and its last file ending.

    >>> tidy("[www.site.org] - Some.Movie.1999.mkv")
    ('Some.Movie.1999', 'mkv')
    """
    text, ending = name[:LONGEST_NAME].strip(), ""
    while (found := _ENDING.search(text)) and found[1].lower() in EXTENSIONS:
        text, ending = text[: found.start()], found[1].lower()
    if site := _SITE.match(text):
        text = text[site.end() :]
    return text, ending


def words_of(text: str) -> list[Word]:
    """Its words in order, phrases of the vocabulary joined into one.

    >>> [(word.key, word.mark.value) for word in words_of("Web.WEB-DL.BD1080p") if word.mark]
    [('web', 'WEB'), ('web dl', 'WEBDL'), ('bd', 'BLURAY'), ('1080p', '1080')]
    """
    plain = _plain_words(text)
    words: list[Word] = []
    at = 0
    while at < len(plain):
        taken = _phrase(plain, at) if plain[at].key in PHRASE_STARTS else None
        if taken is not None:
            count, word = taken
            words.append(word)
            at += count
            continue
        words.extend(_glued(plain[at]))
        at += 1
    return words


def _plain_words(text: str) -> list[Word]:
    words, depth, flat = [], 0, text.lower()
    if len(flat) != len(text):
        # A few letters grow when made small; places must stay those of the name.
        flat = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for found in _WORD.finditer(flat):
        key = found[0]
        if key in "[({":
            depth += 1
        elif key in "])}":
            depth = max(0, depth - 1)
        else:
            words.append(Word(key, found.start(), found.end(), depth > 0, WORDS.get(key)))
    return words


def _phrase(words: list[Word], at: int) -> tuple[int, Word] | None:
    """The longest phrase that starts here: how many words it takes, and itself."""
    for count in (3, 2):
        parts = words[at : at + count]
        if len(parts) < count or any(
            later.start - earlier.end != 1 for earlier, later in pairwise(parts)
        ):
            continue
        key = " ".join(part.key for part in parts)
        if mark := WORDS.get(key):
            return count, Word(key, parts[0].start, parts[-1].end, parts[0].is_bracketed, mark)
    return None


def _glued(word: Word) -> list[Word]:
    """Two words where a source and a size are written as one (`BD1080p`)."""
    found = None if word.mark else _SOURCE_AND_SIZE.fullmatch(word.key)
    if found is None:
        return [word]
    first, second = WORDS.get(found[1]), WORDS.get(found[2])
    if first is None or second is None:
        return [word]
    middle = word.start + len(found[1])
    return [
        Word(found[1], word.start, middle, word.is_bracketed, Mark(first.facet, first.value)),
        Word(found[2], middle, word.end, word.is_bracketed, second),
    ]
