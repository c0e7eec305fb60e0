from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.units import Bytes
from neonarr.downloads.limits import Limits, is_slow, limits_at
from neonarr.settings.model import Preferences, checked

MONDAY = "2026-05-04"
SET = Preferences(
    "/m",
    "/a",
    "/d",
    sets_limits=True,
    down_limit_kib=1000,
    slow_down_limit_kib=100,
    slow_up_limit_kib=10,
    slow_from="08:00",
    slow_to="18:00",
    slow_days="mon, tue",
)


def at(hour: str, day: str = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}:00")


def test_what_nobody_asked_for_is_left_alone() -> None:
    assert limits_at(Preferences("/m", "/a", "/d"), at("09:00")) is None


def test_the_schedule_chooses() -> None:
    assert limits_at(SET, at("09:00")) == Limits(Bytes(102_400), Bytes(10_240))
    assert limits_at(SET, at("18:00")) == Limits(Bytes(1_024_000), None)


@pytest.mark.parametrize(
    ("changes", "hour", "day", "slow"),
    [
        ({}, "07:59", MONDAY, False),
        ({}, "08:00", MONDAY, True),
        ({}, "17:59", MONDAY, True),
        ({}, "09:00", "2026-05-06", False),
        ({"slow_days": ""}, "09:00", "2026-05-06", True),
        ({"slow_from": ""}, "09:00", MONDAY, False),
        ({"slow_from": "22:00", "slow_to": "06:00"}, "23:00", MONDAY, True),
        ({"slow_from": "22:00", "slow_to": "06:00"}, "05:00", "2026-05-06", True),
        ({"slow_from": "22:00", "slow_to": "06:00"}, "05:00", MONDAY, False),
        ({"slow_from": "22:00", "slow_to": "06:00"}, "12:00", MONDAY, False),
    ],
)
def test_days_and_hours(changes: dict[str, Any], hour: str, day: str, *, slow: bool) -> None:
    assert is_slow(replace(SET, **changes), at(hour, day)) is slow


def test_clients_round() -> None:
    assert Limits(Bytes(102_400), None).is_like(Limits(Bytes(103_000), None))
    assert not Limits(Bytes(102_400), None).is_like(Limits(Bytes(110_000), None))
    assert not Limits(None, None).is_like(Limits(Bytes(1), None))


@pytest.mark.parametrize(
    ("name", "bad", "good"),
    [
        ("slow_from", "24:00", "00:00"),
        ("slow_to", "8:00", ""),
        ("slow_days", "mon,someday", "Mon, tue"),
    ],
)
def test_a_schedule_must_be_one(name: str, bad: str, good: str) -> None:
    assert checked(name, good) == good
    with pytest.raises(Invalid, match="must be"):
        checked(name, bad)
