"""The order of the queue, as it is moved and as slots are handed out."""

from typing import Any

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.lineup.order import put_beside
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.queueing.promote import Gate, promote
from neonarr.acquisitions.states import MOVING
from neonarr.base.errors import Conflict
from tests.acquisitions.rows import Rows

pytestmark = pytest.mark.anyio


async def move(rows: Rows, one: Acquisition, beside: Acquisition, *, is_after: bool) -> Acquisition:
    def work(connection: Any) -> Acquisition:
        now = rows.clock.now()
        return put_beside(connection, one.id, beside.id, now, is_after=is_after)

    return await rows.db.write(work)


async def order(rows: Rows) -> list[int]:
    return [a.id for a in await rows.db.read(store.by_state, MOVING)]


async def test_before_and_after_another(rows: Rows) -> None:
    a, b, c, d = [await rows.add(State.QUEUED) for _ in range(4)]

    await move(rows, d, b, is_after=False)
    assert await order(rows) == [a.id, d.id, b.id, c.id]
    await move(rows, a, c, is_after=True)
    assert await order(rows) == [d.id, b.id, c.id, a.id]
    await move(rows, a, d, is_after=False)
    assert await order(rows) == [a.id, d.id, b.id, c.id]
    e = await rows.add(State.QUEUED)
    assert await order(rows) == [a.id, d.id, b.id, c.id, e.id], "what is new comes last"


async def test_it_takes_the_priority_of_its_neighbor(rows: Rows) -> None:
    a = await rows.add(State.QUEUED)
    urgent = await rows.add(State.QUEUED, priority=7)
    assert await order(rows) == [urgent.id, a.id]

    moved = await move(rows, a, urgent, is_after=False)

    assert moved.priority == 7
    assert await order(rows) == [a.id, urgent.id]


async def test_there_is_always_a_place_between_two(rows: Rows) -> None:
    """Halving a gap for ever runs out of numbers; then all are numbered anew."""
    a, b, c = [await rows.add(State.QUEUED) for _ in range(3)]

    for _ in range(60):
        b, c = c, b
        await move(rows, b, a, is_after=True)
        assert await order(rows) == [a.id, b.id, c.id]


async def test_slots_are_handed_out_in_that_order(rows: Rows) -> None:
    a, b, c = [await rows.add(State.QUEUED) for _ in range(3)]
    await move(rows, c, a, is_after=False)

    started = await rows.db.write(promote, Gate(2), rows.clock.now())

    assert [one.id for one in started] == [c.id, a.id]
    claimed = await rows.db.write(
        store.claim, [State.GRABBING], rows.clock.now(), store.Lease("me", 30), 9
    )
    assert [one.id for one in claimed] == [c.id, a.id]
    assert (await rows.get(b)).state is State.QUEUED


@pytest.mark.parametrize("which", ["moved", "beside"])
async def test_what_is_over_has_no_place(rows: Rows, which: str) -> None:
    over, there = await rows.add(State.FAILED), await rows.add(State.QUEUED)
    pair = (over, there) if which == "moved" else (there, over)

    with pytest.raises(Conflict, match="not in the queue any more"):
        await move(rows, *pair, is_after=True)


async def test_nothing_begins_while_all_is_paused(rows: Rows) -> None:
    one = await rows.add(State.QUEUED)

    [held] = await rows.db.write(promote, Gate(5, is_shut=True), rows.clock.now())
    assert (held.state, held.trouble) == (State.QUEUED, "all_paused")
    assert await rows.db.write(promote, Gate(5, is_shut=True), rows.clock.now()) == []
    [begun] = await rows.db.write(promote, Gate(5), rows.clock.now())

    assert (begun.id, begun.state, begun.trouble) == (one.id, State.GRABBING, None)
