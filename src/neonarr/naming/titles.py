"""A title in the spellings that names use."""

import re
import unicodedata

_BRACKETS = re.compile(r"[()\[\]{}]")
_ALONE = re.compile(r"(?<=\s)[^\w\s&](?=\s)")
_QUIET = re.compile(r"['’`:?,!](?=(?:[sm]\b)|\s|$)", re.I)
_SLASHES = re.compile(r"[/\\]+")
_BLANKS = re.compile(r"\s+")
_CAPITALS = frozenset({"IMAX", "3D", "4K", "HDR", "TV", "II", "III", "IV", "VI"})
_ARTICLE = re.compile(r"(the|an|a)\s+(.*?)((?:\s*\([^)]+\))*)", re.I)


def clean(title: str) -> str:
    """Without accents, brackets and the signs that stand at the ends of words.

    >>> clean("What's Up, Doc?"), clean("Amélie & the Ducks"), clean("Face/Off (2)")
    ('Whats Up Doc', 'Amelie and the Ducks', 'Face Off 2')
    """
    text = _SLASHES.sub(" ", title.replace("&", "and"))
    text = _ALONE.sub(" ", _QUIET.sub("", _BRACKETS.sub("", text)))
    return _BLANKS.sub(" ", _without_accents(text)).strip()


def the(title: str) -> str:
    """With its article behind.

    >>> the("The Matrix"), the("An Education (Uncut)"), the("Heat")
    ('Matrix, The', 'Education, An (Uncut)', 'Heat')
    """
    match = _ARTICLE.fullmatch(title.strip())
    return f"{match[2]}, {match[1]}{match[3]}" if match and match[2] else title


def clean_the(title: str) -> str:
    """Both: cleaned, and with its article behind.

    >>> clean_the("The Matrix: Reloaded?")
    'Matrix Reloaded, The'
    """
    match = _ARTICLE.fullmatch(title.strip())
    if not match or not match[2]:
        return clean(title)
    return f"{clean(match[2])}, {match[1]} {clean(match[3])}".rstrip()


def first_character(title: str) -> str:
    """The letter or figure it is filed under: behind its article, in capitals, without accents;
    `_` for anything else.

    >>> first_character("The Élite"), first_character("¡Three!"), first_character("東京")
    ('E', 'T', '東')
    """
    found = next((char for char in _without_accents(the(title)) if char.isalnum()), "_")
    return found.upper()[:1]


def edition(written: str) -> str:
    """An edition as it is shown: as it was written, unless all of it was small or in capitals.

    >>> edition("directors cut"), edition("EXTENDED IMAX"), edition("Director's Cut")
    ('Directors Cut', 'Extended IMAX', "Director's Cut")
    """
    if not written.islower() and not written.isupper():
        return written
    words = [(word.upper(), word.title()) for word in written.split()]
    return " ".join(large if large in _CAPITALS else usual for large, usual in words)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(c for c in apart if unicodedata.category(c) != "Mn")
    )
