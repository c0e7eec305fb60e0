"""Figures and states in the words a person reads; `static/js/format.js` says the same live."""

from datetime import datetime

STATES: dict[str, tuple[str, str]] = {
    "wanted": ("Wanted", "quiet"),
    "searching": ("Searching", "purple"),
    "chosen": ("Chosen", "purple"),
    "queued": ("Queued", "purple"),
    "grabbing": ("Grabbing", "pink"),
    "downloading": ("Downloading", "blue"),
    "paused": ("Paused", "quiet"),
    "warning": ("Needs a look", "amber"),
    "downloaded": ("Waiting to import", "blue"),
    "importing": ("Importing", "pink"),
    "imported": ("Imported", "mint"),
    "failed": ("Failed", "red"),
    "removed": ("Removed", "quiet"),
}
"""Every state of a download: its word, and the tone its chip has."""
STATUSES: dict[str, tuple[str, str]] = {
    "ok": ("OK", "mint"),
    "warning": ("Warning", "amber"),
    "error": ("Error", "red"),
}
"""Of a component of the health board."""

_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def size(count: float | None) -> str:
    """Bytes as a person reads them, in steps of 1,000 as disks and indexers count. None is "?".

    >>> size(4_231_000_000), size(812), size(None)
    ('4.2 GB', '812 B', '?')
    """
    if count is None:
        return "?"
    amount, unit = float(count), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    figures = f"{amount:.1f}" if unit and amount < 99.95 else f"{amount:.0f}"
    return f"{figures} {_UNITS[unit]}"


def speed(per_second: float | None) -> str:
    """Bytes per second.

    >>> speed(1_260_000)
    '1.3 MB/s'
    """
    return f"{size(per_second or 0)}/s"


def percent(progress: float | None) -> str:
    """Whole percent, never 100 before it is done.

    >>> percent(99.7), percent(100), percent(None)
    ('99%', '100%', '0%')
    """
    return f"{int(progress or 0)}%"


def signed(score: int) -> str:
    """A score with its sign; a true minus, and nothing before 0.

    >>> signed(100), signed(-20), signed(0)
    ('+100', '−20', '0')
    """
    return f"{score:+d}".replace("-", "−") if score else "0"


def duration(seconds: float | None) -> str:
    """The two largest units. None (unknown or endless) is empty.

    >>> duration(42), duration(3700), duration(400_000), duration(None)
    ('42 s', '1 h 1 min', '4 d 15 h', '')
    """
    if seconds is None:
        return ""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    if whole < 86400:
        return _pair(whole // 3600, "h", whole % 3600 // 60, "min")
    return _pair(whole // 86400, "d", whole % 86400 // 3600, "h")


def age(hours: float | None) -> str:
    """How old a release is. None (the indexer did not say) is empty.

    >>> age(0.4), age(30), age(24 * 800)
    ('new', '30 h', '2.2 y')
    """
    if hours is None:
        return ""
    if hours < 1:
        return "new"
    if hours < 48:
        return f"{int(hours)} h"
    days = hours / 24
    return f"{int(days)} d" if days < 365 else f"{days / 365:.1f} y"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, roughly; the future reads as now.

    >>> from datetime import UTC
    >>> ago(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 3, tzinfo=UTC))
    '3 h ago'
    """
    seconds = (now - moment).total_seconds()
    if seconds < 45:
        return "just now"
    if seconds < 3600:
        return f"{max(1, round(seconds / 60))} min ago"
    if seconds < 86400:
        return f"{int(seconds // 3600)} h ago"
    days = int(seconds // 86400)
    return (
        "yesterday" if days == 1 else f"{days} d ago" if days < 60 else f"{days // 30} months ago"
    )


def ahead(moment: datetime, now: datetime) -> str:
    """In how long, roughly; the past reads as now.

    >>> from datetime import UTC
    >>> at, now = datetime(2026, 1, 1, 3, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    >>> ahead(at, now), ahead(now, at)
    ('in 3 h', 'any moment now')
    """
    seconds = int((moment - now).total_seconds())
    return f"in {duration(seconds)}" if seconds >= 60 else "any moment now"


def _pair(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large} {large_unit} {small} {small_unit}" if small else f"{large} {large_unit}"
