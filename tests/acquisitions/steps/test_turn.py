import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.model import State
from neonarr.acquisitions.steps.turn import RETRY_S, Turn
from neonarr.acquisitions.store import Lease, Lost
from tests.acquisitions.rows import Rows
from tests.kit.world import Process

pytestmark = pytest.mark.anyio


async def claimed(rows: Rows, process: Process) -> Turn:
    now = rows.clock.now()
    lease = Lease("me", 30)
    [one] = await rows.db.write(store.claim, [State.GRABBING], now, lease, 1)
    return Turn(process.world, one)


async def test_each_failure_in_a_row_waits_longer_up_to_ten_minutes(
    rows: Rows, process: Process
) -> None:
    one = await rows.add(State.GRABBING)
    waits = []
    for _ in range(len(RETRY_S) + 3):
        turn = await claimed(rows, process)
        await turn.put_off(State.GRABBING, "down", "It is down.")
        due_at = (await rows.get(one)).due_at
        waits.append((due_at - rows.clock.now()).total_seconds())
        assert (
            await rows.db.write(
                store.claim, [State.GRABBING], rows.clock.now(), Lease("you", 30), 1
            )
            == []
        )
        rows.clock.move(waits[-1])

    assert waits == [5, 15, 30, 60, 120, 300, 600, 600, 600, 600]
    assert (await rows.get(one)).attempts == 10


async def test_a_service_may_ask_for_a_longer_wait(rows: Rows, process: Process) -> None:
    one = await rows.add(State.GRABBING)
    turn = await claimed(rows, process)

    await turn.put_off(State.GRABBING, "limited", "Slow down.", wait_s=77)

    now = await rows.get(one)
    assert ((now.due_at - rows.clock.now()).total_seconds(), now.trouble) == (77, "limited")


async def test_to_finish_forgets_what_was_wrong_and_gives_back_the_lease(
    rows: Rows, process: Process
) -> None:
    one = await rows.add(State.GRABBING, attempts=4, trouble="down", message="It was down.")
    turn = await claimed(rows, process)
    before = process.world.bell.count

    await turn.finish(state=State.DOWNLOADING)

    now = await rows.get(one)
    assert now == turn.acquisition
    assert (now.attempts, now.trouble, now.message) == (0, None, None)
    assert await rows.db.read(store.lease_end, one.id) is None
    assert process.world.bell.count > before


async def test_a_note_keeps_the_lease_and_goes_with_its_companion_or_not_at_all(
    rows: Rows, process: Process
) -> None:
    one = await rows.add(State.GRABBING)
    turn = await claimed(rows, process)

    def fail(_connection: object) -> None:
        raise RuntimeError("the companion fails")

    with pytest.raises(RuntimeError):
        await turn.note(fail, size=5)
    assert (await rows.get(one)).size is None

    await turn.note(size=6)
    assert (await rows.get(one)).size == 6
    assert await rows.db.read(store.lease_end, one.id) is not None


async def test_nothing_is_saved_over_somebody_elses_change(rows: Rows, process: Process) -> None:
    one = await rows.add(State.GRABBING)
    turn = await claimed(rows, process)
    await rows.save(await rows.get(one), state=State.REMOVED)

    with pytest.raises(Lost):
        await turn.finish(state=State.DOWNLOADING)
    assert (await rows.get(one)).state is State.REMOVED
