"""Sizes, ages, scores and kinds in words, as rejections tell them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.formats.patterns.pattern import Pattern
from neonarr.decisions.profiles.model import FrozenScore, Profile

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


_AGES = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def age_in_words(age: timedelta) -> str:
    """A length of time in its largest whole unit.

    >>> age_in_words(timedelta(hours=30)), age_in_words(timedelta(minutes=1))
    ('1 day', '1 minute')
    """
    seconds = max(int(age.total_seconds()), 0)
    for unit, name in _AGES:
        if seconds >= unit:
            count = seconds // unit
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"


def age_of_day(published_at: datetime | None) -> str:
    """The day something was published, as far as that is known."""
    return "no date" if published_at is None else f"{published_at:%Y-%m-%d %H:%M}"


def score_in_words(score: FrozenScore) -> str:
    """A quality with what else counts.

    >>> score_in_words(FrozenScore("DVD", format_score=20))
    'DVD with a format score of 20'
    """
    told = score.quality
    if score.revision.version > 1 or score.revision.real:
        told += f" v{score.revision.version}{' REAL' * score.revision.real}"
    return f"{told} with a format score of {score.format_score}" if score.format_score else told


def cutoff_in_words(profile: Profile) -> str:
    """The cutoff of a profile, with its score where it has one."""
    name = profile.cutoff
    return f"{name} with a score of {profile.cutoff_score}" if profile.cutoff_score else name


def terms_in_words(terms: Iterable[str | Pattern]) -> str:
    """Words of release profiles as they were written."""
    return ", ".join(one if isinstance(one, str) else f"/{one.text}/" for one in terms)
