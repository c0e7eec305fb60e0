"""The order of the queue: the highest priority first, then the place, which is the story's own
number until somebody moves it.

Worked examples, as number:place of one priority:
- 1:1 2:2 3:3, 3 before 2 -> 3 gets 1.5
- 1:1 2:2 3:3, 1 after 3  -> 1 gets 4, and a story 4 that is added later still follows it
- 1:5 2:9 of priorities 7 and 0, 2 before 1 -> 2 gets priority 7 and place 4
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.control import story
from neonarr.acquisitions.model import Acquisition
from neonarr.acquisitions.states import IN_CLIENT, MOVING
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict, OutsideError
from neonarr.base.ids import AcquisitionId
from neonarr.storage.db import serialize


async def move(world: World, public_id: str, beside_id: str, *, is_after: bool) -> Acquisition:
    """The story, now right before (or after) the other; the first of all is put first in its
    client's queue too, if that answers. Raises NotFound; Conflict for one that is over."""
    one, beside = await story(world, public_id), await story(world, beside_id)

    def work(connection: Connection) -> tuple[Acquisition, bool]:
        now = world.clock.now()
        moved = put_beside(connection, one.id, beside.id, now, is_after=is_after)
        return moved, store.by_state(connection, MOVING)[0].id == moved.id

    moved, is_first = await world.db.write(work)
    world.bell.ring()
    connected = world.clients.get(moved.client_id)
    if is_first and moved.state in IN_CLIENT and moved.info_hash and connected:
        try:
            await connected.client.to_top(moved.info_hash)
        except OutsideError:
            pass  # our order stands, whatever the client's
    return moved


def put_beside(
    connection: Connection,
    one_id: AcquisitionId,
    beside_id: AcquisitionId,
    now: datetime,
    *,
    is_after: bool,
) -> Acquisition:
    """The row as it is then. Raises Conflict if either is not under way."""
    serialize(connection, "queue-order")
    one = store.hold(connection, one_id)
    others = [a for a in store.by_state(connection, MOVING) if a.id != one_id]
    beside = next((a for a in others if a.id == beside_id), None)
    if one is None or one.state not in MOVING:
        raise Conflict("It is not in the queue any more.")
    if beside is None:
        raise Conflict("What it should go beside is not in the queue any more.")
    row = [a for a in others if a.priority == beside.priority]
    place = _between(row, row.index(beside) + is_after)
    if place is None:
        row = [
            store.save(connection, a, replace(a, place=float(n)), now, release=False)
            for n, a in enumerate(row)
        ]
        at = next(n for n, a in enumerate(row) if a.id == beside_id)
        place = _between(row, at + is_after)
    moved = replace(one, priority=beside.priority, place=place)
    return store.save(connection, one, moved, now, release=False)


def _between(row: list[Acquisition], at: int) -> float | None:
    """A place for what is to stand at that index; None where no number fits in between."""
    before = store.place_of(row[at - 1]) if at else None
    after = store.place_of(row[at]) if at < len(row) else None
    if before is None or after is None:
        return (after or 0.0) - 1 if before is None else before + 1
    middle = (before + after) / 2
    return middle if before < middle < after else None
