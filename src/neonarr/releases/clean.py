"""Matching keys: what two spellings of one title have in common."""

import re
import unicodedata
from functools import lru_cache

_JOINERS = frozenset({"a", "an", "and", "of", "or", "the"})
"""Left out inside a title (`Best of the Rest` is `Best Rest`), kept at its ends (`The Who`)."""

_ARTICLES = ("the", "a", "an")

_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters Unicode does not take apart, as people without them on their keyboard write them."""

_LATIN_MARKS = re.compile("[\u0300-\u036f]")
"""Accents. The vowel signs of other scripts are letters of their words and stay."""

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_PERCENT = re.compile(r"(?<=\d)%")


@lru_cache(maxsize=8192)
def clean_title(text: str) -> str:
    """The key under which all spellings of a title meet: small letters and digits, no accents, no
    small words inside. Empty only for text of nothing but white space; a title of signs alone is
    its own key.

    >>> clean_title("Amélie & the Ducks"), clean_title("amelie.and.ducks"), clean_title("!!!")
    ('amelieducks', 'amelieducks', '!!!')
    """
    words = _words(text)
    last = len(words) - 1
    kept = [
        word
        for at, word in enumerate(words)
        if at in (0, last)
        or word not in _JOINERS
        # `a` beside other single letters is part of an acronym: S.H.A.D.O.
        or (word == "a" and (len(words[at - 1]) == 1 or len(words[at + 1]) == 1))
    ]
    return "".join(kept) or "".join(text.casefold().split())


def same_title(one: str, other: str) -> bool:
    """Whether two spellings mean the same title; a leading article makes no difference.

    >>> same_title("The Beatles", "beatles"), same_title("Alien", "Aliens")
    (True, False)
    """
    return clean_title(one) == clean_title(other) or (
        clean_title(_without_article(one)) == clean_title(_without_article(other))
    )


def _without_article(text: str) -> str:
    words = _words(text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _words(text: str) -> list[str]:
    flat = text.casefold().replace("&", " and ").translate(_PLAIN_LETTERS)
    if not flat.isascii():
        flat = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", flat))
        flat = unicodedata.normalize("NFC", flat).casefold()
    flat = _PERCENT.sub("percent ", _APOSTROPHES.sub("", flat))
    return "".join(c if _is_kept(c) else " " for c in flat).split()


def _is_kept(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and unicodedata.category(char)[0] == "M")
