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
    words = folded_words(text)
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
    words = folded_words(text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def folded_words(text: str) -> list[str]:
    """The words of a text without case, accents and signs.

    >>> folded_words("What's Amélie & Co?")
    ['whats', 'amelie', 'and', 'co']
    """
    flat = text.casefold().replace("&", " and ").translate(_PLAIN_LETTERS)
    if not flat.isascii():
        flat = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", flat))
        flat = unicodedata.normalize("NFC", flat).casefold()
    flat = _PERCENT.sub("percent ", _APOSTROPHES.sub("", flat))
    return "".join(c if _is_kept(c) else " " for c in flat).split()


def _is_kept(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and unicodedata.category(char)[0] == "M")


_NOT_IN_SLUG = re.compile(r"[^a-z0-9\s_-]")


def slug(text: str, *, invalid: str = "", trimmed: str = "-_", deduplicated: str = "-_") -> str:
    """The text as part of an address: small Latin letters, digits, dashes. `invalid` stands for
    each sign that can't be in one; `trimmed` are the signs its ends don't have, `deduplicated` the
    signs that don't stand twice in a row.

    >>> slug("Amélie & the  Ducks!")
    'amelie-the-ducks'
    """
    flat = unicodedata.normalize("NFKD", text.lower())
    flat = "".join(char for char in flat if unicodedata.category(char) != "Mn")
    flat = "".join(flat.split("\0")) if "\0" in flat else flat
    flat = re.sub(r"\s", "-", flat)
    flat = _NOT_IN_SLUG.sub(lambda found: invalid if found[0].isascii() else "", flat)
    flat = flat.strip(trimmed) if trimmed else flat
    if deduplicated:
        flat = re.sub(rf"([{re.escape(deduplicated)}])\1+", r"\1", flat)
    return flat


_EXTRA = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*$")
_CREDIT = re.compile(r"(?:feat|ft|featuring|with|produced by|prod)\b", re.IGNORECASE)
_ISSUE_WORDS = frozenset({"edition", "version", "remaster", "remastered", "deluxe", "expanded",
                          "single", "bonus", "reissue", "anniversary", "explicit", "mono",
                          "stereo"})  # fmt: skip


def bare_album(title: str) -> str:
    """An album's title without the brackets that name its issue.

    >>> bare_album("Blue Hours (2016 Remastered)"), bare_album("Limited Edition")
    ('Blue Hours', 'Limited Edition')
    """
    while (found := _EXTRA.search(title)) and found.start() and _names_issue(found[1]):
        title = title[: found.start()]
    return title


def bare_track(title: str) -> str:
    """A track's title without the brackets that name its issue, guests or producers.

    >>> bare_track("Some Song (feat. Jane Doe)"), bare_track("Some Song (Skit)")
    ('Some Song', 'Some Song (Skit)')
    """
    while (found := _EXTRA.search(title)) and found.start():
        if not _names_issue(found[1]) and not _CREDIT.match(found[1]):
            break
        title = title[: found.start()]
    return title


def _names_issue(text: str) -> bool:
    return not _ISSUE_WORDS.isdisjoint(folded_words(text))
