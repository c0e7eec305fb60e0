import pytest

from neonarr.acquisitions.advance import STEPS
from neonarr.acquisitions.control import CAN_CANCEL, CAN_PAUSE, CAN_RETRY
from neonarr.acquisitions.model import State
from neonarr.acquisitions.states import IN_CLIENT, MOVING, NEXT, OVER, TAKES_SLOT, may_go

WAITS_FOR_A_SLOT = frozenset({State.QUEUED})


def test_every_state_is_moved_by_exactly_one_thing() -> None:
    movers = [frozenset(STEPS), IN_CLIENT, WAITS_FOR_A_SLOT, OVER]

    assert frozenset().union(*movers) == frozenset(State)
    assert sum(map(len, movers)) == len(State)


def test_every_state_has_a_line_and_leads_only_to_states() -> None:
    assert set(NEXT) == set(State)
    assert all(then <= set(State) for then in NEXT.values())
    assert not any(state in then for state, then in NEXT.items())


def test_every_state_can_be_reached_from_the_beginning() -> None:
    reached = {State.WANTED}
    for _ in State:
        reached |= {after for state in reached for after in NEXT[state]}

    assert reached == set(State)


def test_every_moving_state_can_end() -> None:
    for state in MOVING:
        ahead = {state}
        for _ in State:
            ahead |= {after for known in ahead for after in NEXT[known]}
        assert {State.IMPORTED, State.REMOVED} <= ahead, state


def test_staying_is_always_allowed() -> None:
    assert all(may_go(state, state) for state in State)


@pytest.mark.parametrize("state", sorted(CAN_CANCEL))
def test_what_can_be_cancelled_may_be_removed(state: State) -> None:
    assert State.REMOVED in NEXT[state]


def test_what_can_be_paused_and_retried_exists_in_the_map() -> None:
    assert all(State.PAUSED in NEXT[state] for state in CAN_PAUSE)
    assert State.REMOVED not in CAN_RETRY
    assert State.IMPORTED not in CAN_RETRY


def test_slots_are_taken_only_by_what_a_client_works_on() -> None:
    assert IN_CLIENT | {State.GRABBING} >= TAKES_SLOT
    assert State.PAUSED not in TAKES_SLOT
