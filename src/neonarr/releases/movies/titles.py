"""A movie's titles: one name may give several."""

import re

from neonarr.releases.spelling import spoken

_ALSO_DOTTED = re.compile(r"(?<![^\W_])a\.k\.a\.?(?![^\W_])", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:\(\s*)?aka\s+|\s+/\s+|\s+\|\s+", re.IGNORECASE)


def titles_of(text: str) -> tuple[str, ...]:
    """The whole title, then each part of one that gives several; empty for text without a title.

    >>> titles_of("One.Film.AKA.Another.")
    ('One Film AKA Another', 'One Film', 'Another')
    """
    if "k" in text or "K" in text:
        text = _ALSO_DOTTED.sub("AKA", text)
    if "]" in text and "[" not in text[: text.index("]")]:
        # The title stood in brackets of its own.
        text = text[: text.index("]")]
    whole = spoken(text)
    if not whole:
        return ()
    if "aka " not in whole.lower() and " / " not in whole and " | " not in whole:
        return (whole,)
    parts = [spoken(part).rstrip(") ") for part in _SEPARATOR.split(whole)]
    return (whole, *parts) if len(parts) > 1 and all(parts) else (whole,)
