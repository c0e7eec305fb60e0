import asyncio
from typing import Any

import pytest

from neonarr.acquisitions import events
from neonarr.acquisitions.model import State
from tests.acquisitions.rows import Rows

pytestmark = pytest.mark.anyio


async def test_one_event_for_each_change_of_state_and_none_for_others(rows: Rows) -> None:
    one = await rows.add(State.QUEUED)
    same = await rows.save(one, priority=4)
    await rows.save(same, state=State.GRABBING, message="off it goes")

    told = await rows.db.read(events.events_after, 0)

    assert [(e.previous, e.state, e.message) for e in told] == [
        (None, State.QUEUED, None),
        (State.QUEUED, State.GRABBING, "off it goes"),
    ]
    assert {e.public_id for e in told} == {one.public_id}
    assert told[0].at == rows.clock.now()


async def test_a_cursor_goes_through_all_of_them_in_order(rows: Rows) -> None:
    made = [await rows.add() for _ in range(7)]
    cursor, told = 0, []
    while some := await rows.db.read(events.events_after, cursor, 3):
        assert len(some) <= 3
        cursor = some[-1].id
        told += some

    assert [e.acquisition_id for e in told] == [a.id for a in made]
    assert await rows.db.read(events.last_event_id) == cursor
    newest = await rows.db.read(events.latest_events, 2)
    assert [e.acquisition_id for e in newest] == [made[6].id, made[5].id]


async def test_no_events_yet(rows: Rows) -> None:
    assert await rows.db.read(events.last_event_id) == 0
    assert await rows.db.read(events.events_after, 0) == []


async def test_a_reader_by_cursor_misses_nothing_while_many_write(rows: Rows) -> None:
    """An id that becomes visible after a larger one would be skipped for ever."""
    made = [await rows.add(film=f"Film {n}") for n in range(12)]
    start = await rows.db.read(events.last_event_id)
    writing = asyncio.Event()

    async def write(one: Any) -> None:
        await rows.save(one, state=State.SEARCHING)

    async def follow() -> list[int]:
        cursor, ids = start, []
        while True:
            is_last_look = writing.is_set()
            for event in await rows.db.read(events.events_after, cursor):
                cursor = event.id
                ids.append(event.acquisition_id)
            if is_last_look:
                return ids
            await asyncio.sleep(0)

    reader = asyncio.create_task(follow())
    await asyncio.gather(*(write(one) for one in made))
    writing.set()

    assert sorted(await reader) == sorted(a.id for a in made)
