"""The ladder."""

import pytest

from neonarr.search.backoff import limited_pause_s, pause_s

MINUTES = [0, 1, 5, 15, 30, 60, 180, 360, 720, 1440]


@pytest.mark.parametrize(("failures", "minutes"), list(enumerate(MINUTES)))
def test_each_failure_is_one_rung(failures: int, minutes: int) -> None:
    assert pause_s(failures) == minutes * 60


def test_a_day_is_the_last_rung() -> None:
    assert pause_s(10) == pause_s(1000) == 86400


def test_a_limit_lasts_as_long_as_the_source_says_but_a_day_at_most() -> None:
    assert limited_pause_s(9, 7.0) == 7
    assert limited_pause_s(0, 10.0**9) == 86400


def test_a_limit_without_a_figure_lasts_five_minutes_or_the_rung() -> None:
    assert limited_pause_s(0, None) == 300
    assert limited_pause_s(5, None) == 3600
