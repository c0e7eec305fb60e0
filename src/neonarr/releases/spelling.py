"""From the way names are written to the way they are spoken."""

import re

_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
_KEPT_DOT = "\0"
_OPENING = ("[", "(", "{")
_EDGES = " -_,;:|[({/~@+=<【"


def spoken(text: str) -> str:
    """Dots and underscores to spaces, acronyms left alone, loose signs at the ends gone.

    >>> spoken("To.Live.and.Film.in.L.A.(")
    'To Live and Film in L.A.'
    """
    text = text.replace(_KEPT_DOT, " ")
    text = _ACRONYM.sub(lambda found: found[0].replace(".", _KEPT_DOT) + " ", text)
    words = text.replace(".", " ").replace("_", " ").split()
    return " ".join(words).rstrip(_EDGES).lstrip(" -_,;|])}/~").replace(_KEPT_DOT, ".")


def tidied(text: str) -> str:
    """Underscores to spaces and loose signs at the ends gone. Dots become spaces only in text that
    has no other separator: `Mr. Big` keeps its own.

    >>> tidied("_Blue_Hours ("), tidied("Blue.Hours"), tidied("Mr. Big")
    ('Blue Hours', 'Blue Hours', 'Mr. Big')
    """
    text = text.replace("_", " ").strip()
    if " " not in text:
        return spoken(text)
    if text[:1] in _OPENING and not any(sign in text for sign in "])}"):
        text = text[1:]
    return " ".join(text.split()).rstrip(_EDGES).lstrip(" -_,;|])}/~")
