from datetime import timedelta
from typing import Any

from neonarr.decisions.rules.past.within_churn import within_churn
from neonarr.decisions.situation import ChurnBudget, Grab, Situation
from tests.decisions.make import NOW, grabbed, held, movie, situation

BUDGET = ChurnBudget(upgrades=2, within=timedelta(days=10))


def days_ago(days: int, **fields: Any) -> Grab:
    return grabbed(f"Name.{days}", at=NOW - timedelta(days=days), **fields)


def asked(*grabs: Grab) -> Situation:
    return situation(holding=held(), grabs=grabs, churn=BUDGET)


def test_past_the_budget_an_item_rests() -> None:
    # The first of the three filled the slot, two replaced it.
    found = within_churn(movie("1080p"), asked(days_ago(1), days_ago(2), days_ago(3)))
    assert found is not None
    assert found.message == "There were 3 grabs in 10 days already; the most is 2."
    assert found.is_permanent is False


def test_old_grabs_and_those_by_hand_do_not_count() -> None:
    assert within_churn(movie("1080p"), asked(days_ago(1), days_ago(2), days_ago(10))) is None
    by_hand = days_ago(3, is_manual=True)
    assert within_churn(movie("1080p"), asked(days_ago(1), days_ago(2), by_hand)) is None


def test_what_is_missing_is_taken_in_any_case() -> None:
    grabs = (days_ago(1), days_ago(2), days_ago(3))
    assert within_churn(movie("1080p"), situation(grabs=grabs, churn=BUDGET)) is None
    assert within_churn(movie("1080p"), situation(grabs=grabs, holding=held())) is None
