"""How fast downloads may be at a given moment, and when the slower limits apply. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from neonarr.base.units import Bytes
from neonarr.settings.model import DAYS, Preferences

KIB = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes per second over all torrents of a client; None is no limit."""

    down: Bytes | None
    up: Bytes | None

    def is_like(self, other: "Limits") -> bool:
        """Whether they differ by no more than clients round to."""
        return _is_like(self.down, other.down) and _is_like(self.up, other.up)


def limits_at(preferences: Preferences, local: datetime) -> Limits | None:
    """Those wanted at that local time; None: the clients' own are left alone."""
    if not preferences.sets_limits:
        return None
    if is_slow(preferences, local):
        return Limits(
            _bytes(preferences.slow_down_limit_kib), _bytes(preferences.slow_up_limit_kib)
        )
    return Limits(_bytes(preferences.down_limit_kib), _bytes(preferences.up_limit_kib))


def is_slow(preferences: Preferences, local: datetime) -> bool:
    """Whether the schedule has the slower limits in force; one over midnight belongs to the day it
    begins on."""
    if not preferences.slow_from or not preferences.slow_to:
        return False
    begins, ends = (
        time.fromisoformat(preferences.slow_from),
        time.fromisoformat(preferences.slow_to),
    )
    now = local.time()
    if begins < ends:
        return begins <= now < ends and _has_day(preferences, local)
    if now >= begins:
        return _has_day(preferences, local)
    return now < ends and _has_day(preferences, local - timedelta(days=1))


def _has_day(preferences: Preferences, local: datetime) -> bool:
    days = [day.strip().lower() for day in preferences.slow_days.split(",") if day.strip()]
    return not days or DAYS[local.weekday()] in days


def _bytes(kib: int) -> Bytes | None:
    return Bytes(kib * KIB) if kib else None


def _is_like(one: Bytes | None, other: Bytes | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < KIB
