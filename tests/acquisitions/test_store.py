"""Saves with a token, leases, slots and pages, on both databases."""

import asyncio
from datetime import timedelta

import pytest

from neonarr.acquisitions import events, store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.queueing.promote import Gate, promote
from neonarr.acquisitions.store import Lease, Lost, Page
from neonarr.base.ids import AdapterId, InfoHash
from tests.acquisitions.rows import Rows

pytestmark = pytest.mark.anyio

HASH = InfoHash("ab" * 20)
MINE, YOURS = Lease("me", 30), Lease("you", 30)
WORK = [State.WANTED, State.DOWNLOADED]


async def claim(rows: Rows, lease: Lease, limit: int = 8) -> list[Acquisition]:
    return await rows.db.write(store.claim, WORK, rows.clock.now(), lease, limit)


async def test_what_is_added_is_read_again(rows: Rows) -> None:
    one = await rows.add(
        guid="g", size=5, info_hash=HASH, client_id=AdapterId(3), cleanup=Cleanup.REMOVE
    )

    assert await rows.get(one) == one
    assert await rows.db.read(store.by_public_id, one.public_id) == one
    assert await rows.db.read(store.by_public_id, "another") is None


async def test_a_save_over_another_save_is_refused(rows: Rows) -> None:
    one = await rows.add()
    saved = await rows.save(one, priority=1)

    with pytest.raises(Lost):
        await rows.save(one, priority=2)

    assert saved.token == one.token + 1
    assert await rows.get(one) == saved


async def test_a_refused_save_leaves_no_event(rows: Rows) -> None:
    one = await rows.add(State.QUEUED)
    await rows.save(one, priority=1)

    with pytest.raises(Lost):
        await rows.save(one, state=State.REMOVED)

    assert len(await rows.db.read(events.events_after, 0)) == 1


async def test_a_story_can_only_go_where_it_may(rows: Rows) -> None:
    one = await rows.add(State.IMPORTED)

    with pytest.raises(ValueError, match="imported may not become wanted"):
        await rows.save(one, state=State.WANTED)


async def test_one_row_is_claimed_by_one_owner(rows: Rows) -> None:
    one = await rows.add()

    [mine] = await claim(rows, MINE)

    assert (mine.id, mine.token) == (one.id, one.token + 1)
    assert await claim(rows, YOURS) == []


async def test_two_owners_at_the_same_moment_share_the_rows(rows: Rows) -> None:
    for n in range(10):
        await rows.add(film=f"Film {n}")

    mine, yours = await asyncio.gather(claim(rows, MINE, 5), claim(rows, YOURS, 5))
    rest = await claim(rows, MINE, 20)

    ids = [a.id for a in [*mine, *yours, *rest]]
    assert len(ids) == len(set(ids)) == 10


async def test_a_lease_runs_out_and_its_late_save_is_refused(rows: Rows) -> None:
    await rows.add()
    [mine] = await claim(rows, MINE)

    rows.clock.move(29)
    assert await claim(rows, YOURS) == []
    rows.clock.move(2)
    [yours] = await claim(rows, YOURS)

    with pytest.raises(Lost):
        await rows.save(mine, state=State.SEARCHING)
    assert (await rows.save(yours, state=State.SEARCHING)).state is State.SEARCHING


async def test_a_lease_can_be_kept_by_its_owner_alone(rows: Rows) -> None:
    [one] = [await rows.add()]
    await claim(rows, MINE)
    until = rows.clock.now() + timedelta(seconds=90)

    await rows.db.write(store.extend, one.id, "me", until)
    with pytest.raises(Lost):
        await rows.db.write(store.extend, one.id, "you", until)

    rows.clock.move(60)
    assert await claim(rows, YOURS) == []
    assert await rows.db.read(store.lease_end, one.id) == until


async def test_a_save_gives_the_lease_back_unless_told_to_keep_it(rows: Rows) -> None:
    await rows.add()
    [mine] = await claim(rows, MINE)
    now = rows.clock.now()

    noted = await rows.db.write(store.save, mine, mine, now, release=False)
    assert await claim(rows, YOURS) == []
    await rows.db.write(store.save, noted, noted, now)

    assert len(await claim(rows, YOURS)) == 1


async def test_leases_are_freed_for_one_owner_or_for_all(rows: Rows) -> None:
    await rows.add(film="One")
    await rows.add(film="Two")
    await claim(rows, MINE, 1)
    await claim(rows, YOURS, 1)

    await rows.db.write(store.free_leases, "me")
    assert len(await claim(rows, Lease("third", 30))) == 1
    await rows.db.write(store.free_leases)
    assert len(await claim(rows, Lease("fourth", 30))) == 2


async def test_only_what_is_due_and_to_be_done_is_claimed_in_order(rows: Rows) -> None:
    await rows.add(due_in_s=5)
    await rows.add(State.DOWNLOADING)
    late = await rows.add(State.DOWNLOADED)
    urgent = await rows.add(priority=3)
    to_clean = await rows.add(State.REMOVED, cleanup=Cleanup.REMOVE)
    await rows.add(State.REMOVED, cleanup=Cleanup.DONE)

    found = await claim(rows, MINE)

    assert [a.id for a in found] == [urgent.id, late.id, to_clean.id]


async def test_rows_of_clients_elsewhere_and_those_under_way_are_left(rows: Rows) -> None:
    await rows.add(State.DOWNLOADED, client_id=AdapterId(7))
    mine = await rows.add(State.DOWNLOADED, client_id=AdapterId(8))
    free = await rows.add()

    found = await claim(rows, Lease("me", 30, elsewhere={AdapterId(7)}, under_way=[free.id]))

    assert [a.id for a in found] == [mine.id]


async def test_when_the_loop_has_to_look_again(rows: Rows) -> None:
    async def due_in(elsewhere: tuple[AdapterId, ...] = ()) -> float | None:
        now = rows.clock.now()
        at = await rows.db.read(store.next_due, WORK, now, elsewhere)
        return None if at is None else (at - now).total_seconds()

    assert await due_in() is None
    await rows.add(State.DOWNLOADING)
    await rows.add(State.QUEUED)
    assert await due_in() is None
    await rows.add(State.QUEUED, due_in_s=300)
    assert await due_in() == 300
    await rows.add(State.DOWNLOADED, due_in_s=20, client_id=AdapterId(7))
    assert await due_in() == 20
    assert await due_in((AdapterId(7),)) == 300
    await rows.add(priority=1)
    assert await due_in() == 0
    await claim(rows, MINE, 1)
    assert await due_in((AdapterId(7),)) == 30


async def test_slots_go_to_the_highest_priority_then_the_oldest(rows: Rows) -> None:
    first = await rows.add(State.QUEUED)
    await rows.add(State.QUEUED, due_in_s=60, priority=99)
    urgent = await rows.add(State.QUEUED, priority=5)
    await rows.add(State.QUEUED)
    for busy in (State.DOWNLOADING, State.GRABBING, State.PAUSED):
        await rows.add(busy)

    started = await rows.db.write(promote, Gate(4), rows.clock.now())

    assert [a.id for a in started] == [urgent.id, first.id]
    assert {a.state for a in started} == {State.GRABBING}
    assert await rows.db.write(promote, Gate(4), rows.clock.now()) == []


async def test_two_processes_never_give_out_a_slot_twice(rows: Rows) -> None:
    for _ in range(12):
        await rows.add(State.QUEUED)

    given = await asyncio.gather(
        *(rows.db.write(promote, Gate(5), rows.clock.now()) for _ in range(4))
    )

    ids = [a.id for some in given for a in some]
    assert len(ids) == len(set(ids))
    now = await rows.db.write(promote, Gate(5), rows.clock.now())
    assert len(ids) + len(now) == 5


async def test_the_stories_of_a_torrent_and_of_an_item(rows: Rows) -> None:
    old = await rows.add(State.IMPORTED, info_hash=HASH, guid="g")
    new = await rows.add(State.QUEUED, info_hash=HASH, guid="g")

    by_hash = await rows.db.read(store.by_hash, HASH)
    moving = await rows.db.read(store.moving_for, old.item_id)
    other = await rows.db.read(store.moving_for, old.item_id, "h")

    assert [a.id for a in by_hash] == [new.id, old.id]
    assert moving == new
    assert other is None


async def test_torrents_to_be_watched(rows: Rows) -> None:
    held = {"info_hash": HASH, "client_id": AdapterId(1)}
    here = await rows.add(State.DOWNLOADING, **held)
    await rows.add(State.IMPORTED, cleanup=Cleanup.DONE, **held)
    await rows.add(State.DOWNLOADING, info_hash=HASH)
    await rows.add(State.QUEUED, **held)

    watched = await rows.db.read(store.in_clients, [State.DOWNLOADING, State.IMPORTED])

    assert [a.id for a in watched] == [here.id]


async def test_pages_are_the_newest_first_and_count_all(rows: Rows) -> None:
    made = [await rows.add(State.QUEUED) for _ in range(5)]
    other = await rows.add(State.FAILED, film="Another")

    page, total = await rows.db.read(store.page, Page(limit=2, offset=1))
    assert ([a.id for a in page], total) == ([made[4].id, made[3].id], 6)
    page, total = await rows.db.read(store.page, Page(item_id=other.item_id))
    assert ([a.id for a in page], total) == ([other.id], 1)
    page, total = await rows.db.read(store.page, Page(state=State.QUEUED, offset=9))
    assert (page, total) == ([], 5)
    assert await rows.db.read(store.counts) == {State.QUEUED: 5, State.FAILED: 1}


async def test_what_was_imported_lately_is_counted(rows: Rows) -> None:
    now = rows.clock.now()
    await rows.add(State.IMPORTED, imported_at=now)
    await rows.add(State.IMPORTED, imported_at=now - timedelta(hours=2))
    await rows.add(State.FAILED, imported_at=now)

    since = now - timedelta(hours=1)
    assert await rows.db.read(store.imported_since, since) == 1


async def test_the_stories_of_a_deleted_item_go_with_their_events(rows: Rows) -> None:
    gone, kept = await rows.add(), await rows.add(film="Kept")

    await rows.db.write(store.delete_for_item, gone.item_id)

    told = await rows.db.read(events.events_after, 0)
    assert await rows.db.read(store.get, gone.id) is None
    assert [e.acquisition_id for e in told] == [kept.id]


async def test_saves_and_promotions_at_once_never_lock_each_other_out(rows: Rows) -> None:
    """A save holds its row while it waits for the events' lock; so it must take that one first."""
    made = [await rows.add(State.QUEUED, film=f"Film {n}") for n in range(30)]

    async def remove(one: Acquisition) -> None:
        try:
            await rows.save(await rows.get(one), state=State.REMOVED)
        except Lost:
            pass

    async def give_out() -> None:
        await rows.db.write(promote, Gate(100), rows.clock.now())

    for one in reversed(made):
        await asyncio.gather(give_out(), remove(one), remove(made[0]))

    left = await rows.db.read(store.counts)
    assert set(left) <= {State.GRABBING, State.REMOVED}
