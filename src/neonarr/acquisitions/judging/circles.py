"""Items whose upgrades go round in circles, found in what was grabbed of late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from neonarr.acquisitions.judging.past import grabs, stories_of
from neonarr.acquisitions.tables import acquisition_table
from neonarr.base.ids import ItemId
from neonarr.decisions.loops import Loop, detect_loop
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.profiles import slots
from neonarr.profiles.policies import Policies

TOLD_FOR = timedelta(days=30)
"""A loop nothing was added to for so long is over."""
MOST_ITEMS = 200

_a = acquisition_table.c


@dataclass(frozen=True, slots=True)
class Circle:
    """A loop, and the item and slot it turns in."""

    item: Item
    slot: str
    loop: Loop


def circles(connection: Connection, policies: Policies, now: datetime) -> list[Circle]:
    """The latest of each slot, as far as it was still turning lately."""
    since = now - TOLD_FOR
    repeated = (
        select(_a.item_id)
        .where(_a.grabbed_at.is_not(None), _a.is_manual.is_(False))
        .group_by(_a.item_id)
        .having(func.count() > 1, func.max(_a.grabbed_at) > since)
        .order_by(func.max(_a.grabbed_at).desc())
        .limit(MOST_ITEMS)
    )
    of_late = [ItemId(number) for number in connection.scalars(repeated)]
    items = library.items_by_id(connection, of_late) if of_late else {}
    return [
        circle
        for number in of_late
        if number in items
        for circle in _of_item(connection, policies, items[number], since)
    ]


def _of_item(
    connection: Connection, policies: Policies, item: Item, since: datetime
) -> list[Circle]:
    history = grabs(stories_of(connection, item.id))
    profiles = slots.slots(connection, item)
    found = []
    for slot in dict.fromkeys(grab.slot for grab in history):
        stored = profiles.get(slot)
        policy = policies.policy(connection, item.kind, stored.profile if stored else None)
        loop = detect_loop([grab for grab in history if grab.slot == slot], policy)
        if loop is not None and loop.second.at > since:
            found.append(Circle(item, slot, loop))
    return found
