"""When will a disk be full, if it goes on filling as it has lately?"""

import os
import shutil
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from neonarr.doctor.disks.folders import folders_of
from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount, days
from neonarr.settings.store import save_setting, setting_value
from neonarr.storage.db import serialize

KEPT = "disk_trend"
TRIED = "Compared the free space with that of the last weeks."
DAY_S = 86400.0
MOST_POINTS = 30
LEAST_DAYS = 2.0
SOON, VERY_SOON = 30.0, 7.0

Points = Sequence[tuple[float, int]]
"""(seconds since 1970, bytes free), oldest first."""


async def look(visit: Visit) -> list[Finding]:
    now = visit.world.clock.now().timestamp()
    kept: dict[str, Any] = await visit.world.db.read(setting_value, KEPT) or {}
    found = []
    fresh = {}
    for name, path in (await folders_of(visit)).items():
        if not await visit.on_disk(os.path.isdir, path):
            continue
        free = (await visit.on_disk(shutil.disk_usage, path)).free
        # Points of a clock that was ahead would hold up new ones until then.
        points = [(float(at), int(left)) for at, left in kept.get(path, ()) if at <= now]
        found.append(told(name, points, free, now))
        if not points or now - points[-1][0] >= DAY_S * 0.9:
            points = [*points, (now, free)][-MOST_POINTS:]
        fresh[path] = [list(point) for point in points]
    if visit.may_store and fresh != kept:
        await visit.world.db.write(_save, fresh)
    return found


def told(name: str, points: Points, free: int, now: float) -> Finding:
    """What the points and the present say."""
    left = days_left([*points, (now, free)])
    if left is None and (not points or now - points[0][0] < LEAST_DAYS * DAY_S):
        return fine("trend", name, TRIED, f"{amount(free)} free; a trend takes two days to show.")
    if left is None:
        return fine("trend", name, TRIED, f"{amount(free)} free, and not filling up.")
    seen = f"{amount(free)} free; at the pace of the last weeks that lasts {days(left)}."
    if left > SOON:
        return fine("trend", name, TRIED, seen)
    return Finding(
        "trend",
        name,
        Severity.WARNING if left <= VERY_SOON else Severity.NOTICE,
        TRIED,
        seen,
        "It fills faster than it is emptied.",
        "Plan for space: another disk, lower share goals, or a lower cutoff in the profiles.",
    )


def days_left(points: Points) -> float | None:
    """By the straight line through them (least squares); None while they cover less than two days,
    or when the space does not shrink.

    >>> days_left([(0.0, 100), (86400.0, 90), (172800.0, 80)])
    8.0
    >>> days_left([(0.0, 100), (172800.0, 120)]), days_left([(0.0, 100), (60.0, 50)])
    (None, None)
    """
    if len(points) < 2 or points[-1][0] - points[0][0] < LEAST_DAYS * DAY_S:
        return None
    times = [(at - points[0][0]) / DAY_S for at, _ in points]
    mean_t = sum(times) / len(times)
    mean_f = sum(free for _, free in points) / len(points)
    spread = sum((t - mean_t) ** 2 for t in times)
    slope = sum((t - mean_t) * (f - mean_f) for t, (_, f) in zip(times, points, strict=True))
    per_day = slope / spread
    return round(points[-1][1] / -per_day, 1) if per_day < 0 else None


def _save(connection: Connection, fresh: dict[str, Any]) -> None:
    serialize(connection, KEPT)
    save_setting(connection, KEPT, fresh)
