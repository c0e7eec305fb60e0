"""Sizes and kinds in words, as rejections tell them."""

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes

KIND_WORDS = {MediaKind.MOVIE: "a movie", MediaKind.ALBUM: "an album"}

_UNITS = ("B", "kB", "MB", "GB", "TB")


def size_in_words(size: Bytes) -> str:
    """A size as people read it, in powers of 1,000.

    >>> size_in_words(Bytes(1_500_000)), size_in_words(Bytes(12))
    ('1.5 MB', '12 B')
    """
    amount, unit = float(size), 0
    while amount >= 999.95 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f}".removesuffix(".0") + f" {_UNITS[unit]}"
