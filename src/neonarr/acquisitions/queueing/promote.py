"""Hands out download slots, and says of the releases that get none for another reason why."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.queueing.coming import UnderWay, under_way
from neonarr.acquisitions.queueing.room import Room, room
from neonarr.acquisitions.states import NO_SPACE, TAKES_SLOT
from neonarr.acquisitions.world import World
from neonarr.storage.db import serialize

ALL_PAUSED = "all_paused"
HOLDS = frozenset({NO_SPACE, ALL_PAUSED})
"""Troubles that only this file gives and takes."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a release waits though it is due."""

    trouble: str
    message: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What lets a release begin. `room_beside` tells the room that those under way leave; None: as
    much as it takes."""

    most_active: int
    room_beside: Callable[[UnderWay], Room] | None = None
    is_shut: bool = False
    """Somebody paused everything."""


def gate(world: World) -> Gate:
    """As things stand now."""
    preferences = world.preferences()
    return Gate(
        preferences.max_active_downloads,
        lambda beside: room(world.space.disks, preferences, beside, world.live.get),
        preferences.downloads_paused,
    )


def promote(connection: Connection, gate: Gate, now: datetime) -> list[Acquisition]:
    """Give free download slots to queued rows, the first in the queue first; those that changed:
    they got one, or wait for another reason than before."""
    waiting = [s for s in store.by_state(connection, [State.QUEUED]) if s.due_at <= now]
    if not waiting:
        return []
    serialize(connection, "slots")
    beside = under_way(connection)
    active = sum(one.state in TAKES_SLOT for one in beside.stories)
    free = gate.most_active - active
    left = gate.room_beside(beside) if gate.room_beside else None
    changed = []
    for one in waiting:
        new = _judged(one, _hold(one, gate, left), has_slot=free > 0)
        if new.state is State.GRABBING:
            free -= 1
            if left:
                left.take(new, new.size or 0)
        if new != one:
            changed += _saved(connection, one, new, now)
    return changed


def lacking_for(connection: Connection, world: World, one: Acquisition) -> str | None:
    """Which disk has no room for this one beside the others under way; None if there is room."""
    beside = under_way(connection).without(one)
    return room(world.space.disks, world.preferences(), beside, world.live.get).lacking(one)


def _judged(one: Acquisition, hold: Hold | None, *, has_slot: bool) -> Acquisition:
    if hold:
        return replace(one, trouble=hold.trouble, message=hold.message)
    if one.trouble in HOLDS:
        one = replace(one, trouble=None, message=None)
    return replace(one, state=State.GRABBING) if has_slot else one


def _hold(one: Acquisition, gate: Gate, left: Room | None) -> Hold | None:
    if gate.is_shut:
        return Hold(ALL_PAUSED, "All downloads are paused; it waits until they are resumed.")
    lacking = left.lacking(one) if left else None
    return Hold(NO_SPACE, lacking) if lacking else None


def _saved(
    connection: Connection, old: Acquisition, new: Acquisition, now: datetime
) -> list[Acquisition]:
    try:
        # Another figure in the same sentence is no news.
        is_news = old.trouble != new.trouble
        return [store.save(connection, old, new, now, tell=is_news)]
    except store.Lost:
        return []  # a person was quicker; the next tick sees the truth
