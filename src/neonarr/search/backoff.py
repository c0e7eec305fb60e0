"""How long a source that failed is left alone. Pure.

A failure lengthens the pause, one success ends it. A rate limit is no failure: the source says
itself how long to wait, and only where it says nothing does the ladder apply, from five minutes up.
"""

MINUTE, HOUR = 60.0, 3600.0
LADDER_S = (
    0.0,
    *(minutes * MINUTE for minutes in (1, 5, 15, 30)),
    *(hours * HOUR for hours in (1, 3, 6, 12, 24)),
)
LIMITED_AT_LEAST_S = 5 * MINUTE


def pause_s(failures: int) -> float:
    """Seconds to wait after that many failures in a row.

    >>> [pause_s(n) for n in (0, 1, 2, 99)]
    [0.0, 60.0, 300.0, 86400.0]
    """
    return LADDER_S[min(failures, len(LADDER_S) - 1)]


def limited_pause_s(failures: int, retry_after_s: float | None) -> float:
    """Seconds to wait after a rate limit: the source's own figure, at most a day.

    >>> limited_pause_s(3, 90.0), limited_pause_s(1, None), limited_pause_s(3, None)
    (90.0, 300.0, 900.0)
    """
    if retry_after_s is not None:
        return min(retry_after_s, LADDER_S[-1])
    return max(pause_s(failures), LIMITED_AT_LEAST_S)
