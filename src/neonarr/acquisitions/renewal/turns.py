"""When each monitored item is looked for again, in the database.

A claim moves the item's turn a little into the future, so no two processes look for the same item,
and one that died in between is tried again soon. A new item takes its first turn a while after it
was added (who adds one says whether it is searched for at once), later ones come at the pace a
person set.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, or_, select

from neonarr.acquisitions.tables import item_search_table
from neonarr.base.ids import ItemId
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import item_table
from neonarr.storage.db import serialize

BETWEEN = timedelta(minutes=1)
"""At least so long from one search to the next, for the sake of the indexers."""

FIRST_AFTER = timedelta(hours=1)
CLAIMED_FOR = timedelta(minutes=10)

_t = item_search_table.c


@dataclass(frozen=True, slots=True)
class Turn:
    """How a turn ended. `searched_at` None: the indexers were not asked."""

    item_id: ItemId
    due_at: datetime
    searched_at: datetime | None = None
    message: str | None = None
    claimed_at: datetime | None = None
    """When somebody began with it; None when nobody is at it."""


def claim(connection: Connection, now: datetime) -> Item | None:
    """The monitored item whose turn it is, if the last search is long enough ago and nobody is at
    one."""
    serialize(connection, "item_search")
    since = now - BETWEEN
    busy = select(_t.item_id).where(or_(_t.searched_at > since, _t.claimed_at > since)).limit(1)
    if connection.execute(busy).first() is not None:
        return None
    is_new = and_(_t.due_at.is_(None), item_table.c.created_at <= now - FIRST_AFTER)
    found = connection.execute(
        select(item_table.c.id, _t.due_at)
        .select_from(item_table.outerjoin(item_search_table, _t.item_id == item_table.c.id))
        .where(item_table.c.is_monitored, or_(is_new, _t.due_at <= now))
        .order_by(_t.due_at.is_not(None), _t.due_at, item_table.c.id)
        .limit(1)
    ).first()
    if found is None:
        return None
    item_id = ItemId(found.id)
    before = last(connection, item_id) or Turn(item_id, now)
    _put(connection, replace(before, due_at=now + CLAIMED_FOR, claimed_at=now))
    return library.item(connection, item_id)


def ended(connection: Connection, turn: Turn) -> None:
    """Note how it ended; what is known of the last search stays if this one asked nobody."""
    before = last(connection, turn.item_id)
    if turn.searched_at is None and before is not None:
        message = turn.message or before.message
        turn = replace(turn, searched_at=before.searched_at, message=message)
    _put(connection, turn)


def last(connection: Connection, item_id: ItemId) -> Turn | None:
    """How the item's last turn ended; None before the first."""
    row = connection.execute(select(item_search_table).where(_t.item_id == item_id)).first()
    return Turn(item_id, row.due_at, row.searched_at, row.message, row.claimed_at) if row else None


def soon(connection: Connection, item_id: ItemId, now: datetime) -> None:
    """Its turn is now: other versions are wanted of it."""
    ended(connection, Turn(item_id, now))


def _put(connection: Connection, turn: Turn) -> None:
    connection.execute(delete(item_search_table).where(_t.item_id == turn.item_id))
    if library.item(connection, turn.item_id) is None:
        return  # deleted while it was searched for
    connection.execute(
        insert(item_search_table).values(
            item_id=turn.item_id,
            due_at=turn.due_at,
            searched_at=turn.searched_at,
            message=turn.message,
            claimed_at=turn.claimed_at,
        )
    )
