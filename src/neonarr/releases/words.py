"""A name taken apart: its words, where they stand, and what the vocabulary says about each."""

import re
from typing import NamedTuple

from neonarr.releases.tables.facets import CAPITALS, Facet, Sense
from neonarr.releases.tables.groups import ENDINGS
from neonarr.releases.vocabulary import Vocabulary

LONGEST_NAME = 500
"""Characters that are read: twice what file systems allow, so that no name costs more."""

FIRST_YEAR, LAST_YEAR = 1888, 2039
"""The oldest film that is left, and a bound that keeps sizes of pictures and titles of the far
future out: `Blade Runner 2049` came out in 2017."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BRACKET = re.compile(r"[\[({\])}]")
_SOURCE_AND_SIZE = re.compile(r"([a-z]{2,12})(\d{3,4}[pi])")
_EPISODE_VERSION = re.compile(r"\d{1,4}(v[2-7])")
_SEPARATORS = "".join(
    chr(code) for code in range(128) if not chr(code).isalnum() and chr(code) not in "'()[]{}"
)
_TO_SPACES = str.maketrans(dict.fromkeys(_SEPARATORS + "–—", " "))
_TO_SPACES_ASCII = bytes.maketrans(_SEPARATORS.encode(), b" " * len(_SEPARATORS))
"""The same for bytes, which are translated several times faster."""

_NO_BRACKETS = bytes.maketrans(b"()[]{}", b"      ")
_SITE = re.compile(
    r"\s*(?:"
    r"[\[(]\s*(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}\s*[\])][\s-]*"
    r"|www\.(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}\s*-+\s+"
    r"|(?:[a-z0-9-]{1,63}\.){1,2}(?:com|net|org|info|biz|io|to|cc|me|co)(?:\.[a-z]{2})?\s+-+\s+"
    r")",
    re.IGNORECASE,
)
_HEX = re.compile(r"[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LONGEST_WORD = 30
"""Letters from which on a word with digits in it is none that anybody wrote."""

_ENDINGS_THAT_ARE_WORDS = frozenset({"iso", "TS", "divx", "xvid", "rm", "qt"})
"""What may stand last without being a file's ending; it is left in place and read as both."""


class Word(NamedTuple):
    """One word, or several that mean one thing; `start` and `end` are its place in the name.

    `bracket` is where the innermost bracket around it opens, -1 outside of brackets.
    """

    key: str
    start: int
    end: int
    bracket: int
    sense: Sense | None

    @property
    def is_telling(self) -> bool:
        """Whether it is a mark no title would contain."""
        return self.sense is not None and not self.sense.is_plain

    def tells(self, facet: Facet) -> str | None:
        """What it tells about that, None if nothing."""
        if self.sense is not None:
            for known, value in self.sense.facts:
                if known is facet:
                    return value
        return None


_new = tuple.__new__
"""Makes a word without the detour over its named arguments: half of the time goes into words."""


class Text(NamedTuple):
    """A name and the part of it that is read: without file endings and sites that stamped it."""

    name: str
    start: int
    end: int
    ending: str
    """The last file ending, in small letters; empty for none."""

    def cut(self, start: int, end: int | None = None) -> str:
        """The text between two places of the name, the end of what is read by default."""
        return self.name[start : self.end if end is None else end]


def text_of(name: str) -> Text:
    """The name with file endings and sites set aside.

    >>> text = text_of("[www.site.org] - Some.Movie.1999.mkv")
    >>> text.cut(text.start), text.ending
    ('Some.Movie.1999', 'mkv')
    """
    name = name[:LONGEST_NAME]
    end, ending = len(name.rstrip()), ""
    while (dot := name.rfind(".", max(0, end - 9), end)) >= 0:
        last = name[dot + 1 : end]
        if last.lower() not in ENDINGS:
            break
        ending = last.lower()
        if last in _ENDINGS_THAT_ARE_WORDS or ending in _ENDINGS_THAT_ARE_WORDS:
            break
        end = len(name[:dot].rstrip())
    start = 0
    if name[:1] in "[( " or name[:4].lower() == "www." or " - " in name[:70]:
        site = _SITE.match(name, 0, end)
        start = site.end() if site else 0
    return Text(name, start, end, ending)


def is_random(text: str) -> bool:
    """Whether it is a hash, a UUID or another run of letters and digits nobody would read.

    >>> is_random("185d86a343e39f3341e35c4dad3f9959"), is_random("Some Film")
    (True, False)
    """
    if len(text) < _LONGEST_WORD:
        return _HEX.fullmatch(text) is not None
    whole = text.replace(" ", "", 1)
    is_mixed = whole.isascii() and whole.isalnum() and not whole.isalpha()
    return is_mixed or _HEX.fullmatch(text) is not None


def year_of(key: str) -> int:
    """The year a word is, 0 if it is none.

    >>> year_of("1999"), year_of("2160"), year_of("99")
    (1999, 0, 0)
    """
    if len(key) == 4 and key.isascii() and key.isdigit():
        year = int(key)
        return year if FIRST_YEAR <= year <= LAST_YEAR else 0
    return 0


def lowered(name: str) -> str:
    """Small letters, in as many characters as the name has; a plus that belongs to a word as `p`.

    >>> lowered("DD+5.1 HDR10+")
    'ddp5.1 hdr10p'
    """
    flat = name.lower()
    if len(flat) != len(name):
        # A few letters grow when made small; places must stay those of the name.
        flat = "".join(c.lower() if len(c.lower()) == 1 else c for c in name)
    if "+" in flat:
        for word in ("dd+", "hdr10+", "disney+", "paramount+", "hdr+"):
            flat = flat.replace(word, f"{word[:-1]}p")
    if "【" in flat:
        flat = flat.replace("【", "[").replace("】", "]")
    return flat


def words_of(text: Text, vocabulary: Vocabulary) -> list[Word]:
    """Its words in order, phrases of the vocabulary joined into one.

    >>> from neonarr.base.kinds import MediaKind
    >>> from neonarr.releases.vocabulary import VOCABULARY
    >>> [word.key for word in words_of(text_of("Web.WEB-DL.BD1080p"), VOCABULARY[MediaKind.MOVIE])]
    ['web', 'web dl', 'bd', '1080p']
    """
    flat = lowered(text.name)
    spaced = (
        flat.encode().translate(_TO_SPACES_ASCII).decode()
        if flat.isascii()
        else flat.translate(_TO_SPACES)
    )
    known, phrases = vocabulary
    plain = _plain_words(flat, spaced, text)
    words: list[Word] = []
    at, count = 0, len(plain)
    while at < count:
        key, start, end, bracket = plain[at]
        at += 1
        sense = known.get(key)
        if key in phrases:
            for last in range(min(at + phrases[key] - 2, count - 1), at - 1, -1):
                phrase = spaced[start : plain[last][2]]
                if phrase in known:
                    key, end, at, sense = phrase, plain[last][2], last + 1, known[phrase]
                    break
        if sense is not None:
            if sense.spelled:
                sense = _as_written(sense, text.name[start:end])
            words.append(_new(Word, (key, start, end, bracket, sense)))
        elif key.isalpha() or key.isdigit():
            words.append(_new(Word, (key, start, end, bracket, None)))
        else:
            words.extend(_glued(key, start, bracket, known))
    return words


def _plain_words(flat: str, spaced: str, text: Text) -> list[tuple[str, int, int, int]]:
    """Words, where they stand and where the bracket around them opens."""
    if not flat.isascii():
        return _words_between(flat, text, _bracket_places(flat, text))
    found = []
    at, end = text.start, text.start
    brackets = _bracket_places(flat, text)
    bracket, next_bracket = -1, 0
    if brackets:
        spaced = spaced.encode().translate(_NO_BRACKETS).decode()
    for key in spaced[at : text.end].split(" "):
        end = at + len(key)
        if key:
            while next_bracket < len(brackets) and brackets[next_bracket][0] < at:
                bracket = brackets[next_bracket][1]
                next_bracket += 1
            found.append((key, at, end, bracket))
        at = end + 1
    return found


def _words_between(
    flat: str, text: Text, brackets: list[tuple[int, int]]
) -> list[tuple[str, int, int, int]]:
    """The same for names in other letters, where signs are many."""
    found, bracket, next_bracket = [], -1, 0
    for match in _WORD.finditer(flat, text.start, text.end):
        start, end = match.span()
        while next_bracket < len(brackets) and brackets[next_bracket][0] < start:
            bracket = brackets[next_bracket][1]
            next_bracket += 1
        found.append((match[0], start, end, bracket))
    return found


def _bracket_places(flat: str, text: Text) -> list[tuple[int, int]]:
    """Where a bracket opens or closes, and from there on the place of the innermost open one."""
    if "(" not in flat and "[" not in flat and "{" not in flat:
        return []
    places, opened = [], [-1]
    for match in _BRACKET.finditer(flat, text.start, text.end):
        if match[0] in "[({":
            opened.append(match.start())
        elif len(opened) > 1:
            opened.pop()
        places.append((match.start(), opened[-1]))
    return places


def _as_written(sense: Sense | None, written: str) -> Sense | None:
    """The sense of a word in the way it is spelled."""
    while sense is not None and sense.spelled:
        spelled = sense.spelled
        if spelled == written or (spelled == CAPITALS and written.isupper()):
            return sense
        sense = sense.otherwise
    return sense


def _glued(key: str, start: int, bracket: int, known: dict[str, Sense]) -> list[Word]:
    """Two words where a source and a size are written as one (`BD1080p`), or an episode and its
    version (`07v2`)."""
    end = start + len(key)
    if found := _SOURCE_AND_SIZE.fullmatch(key):
        first, second = known.get(found[1]), known.get(found[2])
        if first and second:
            middle = start + len(found[1])
            # Next to a size the source is meant for sure.
            return [
                Word(found[1], start, middle, bracket, Sense(first.facts)),
                Word(found[2], middle, end, bracket, second),
            ]
    if found := _EPISODE_VERSION.fullmatch(key):
        return [Word(key, start, end, bracket, Sense(((Facet.REVISION, found[1]),), is_plain=True))]
    return [Word(key, start, end, bracket, None)]
