"""Amounts and spans as people read them. Pure."""


def amount(size: int) -> str:
    """
    >>> amount(730_000_000), amount(1_200_000_000_000), amount(900), amount(0)
    ('730 MB', '1.2 TB', '900 B', '0 B')
    """
    value = float(size)
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if value < 1000 or unit == "TB":
            break
        value /= 1000
    return f"{value:.1f} {unit}" if value < 10 and unit in ("GB", "TB") else f"{value:.0f} {unit}"


def days(count: float) -> str:
    """
    >>> days(1), days(20.4), days(0.2)
    ('1 day', '20 days', 'less than a day')
    """
    whole = round(count)
    if whole < 1:
        return "less than a day"
    return "1 day" if whole == 1 else f"{whole} days"


def title(label: str, subject: str) -> str:
    """
    >>> title("Paths", "qBittorrent"), title("Database", "Database")
    ('Paths: qBittorrent', 'Database')
    """
    return subject if subject == label else f"{label}: {subject}"
