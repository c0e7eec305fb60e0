"""The event rows, of stories and of components: history, live progress and notifications are all
readers of these.

Ids are handed out under one lock, in the order in which the rows become visible, so no reader that
goes by a cursor can miss one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from neonarr.acquisitions.model import Acquisition, Event, State
from neonarr.acquisitions.tables import acquisition_table, event_table
from neonarr.storage.db import serialize


def reserve(connection: Connection) -> None:
    """Take the lock, before any row of a story is changed: who held such a row while waiting for
    the lock would wait for ever on one who has the lock and wants that row."""
    serialize(connection, "event")


def write(connection: Connection, now: Acquisition, previous: State | None) -> None:
    """One event for `now`, in the caller's transaction."""
    reserve(connection)
    connection.execute(
        insert(event_table).values(
            acquisition_id=now.id,
            state=now.state.value,
            previous=previous.value if previous else None,
            title=now.title,
            message=now.message,
            at=now.updated_at,
        )
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """How a component works now and did before: ok, warning or error."""

    component: str
    """Its kind, as on the health board."""
    name: str
    status: str
    previous: str
    message: str
    todo: str
    at: datetime


def write_notice(connection: Connection, one: Notice) -> None:
    """In the same order as the stories' events, in the caller's transaction."""
    reserve(connection)
    connection.execute(
        insert(event_table).values(
            state=one.status,
            previous=one.previous,
            title=one.name,
            message=one.message or None,
            at=one.at,
            component=one.component,
            todo=one.todo or None,
        )
    )


def events_after(connection: Connection, event_id: int, limit: int = 500) -> list[Event]:
    """In order."""
    rows = connection.execute(
        _events().where(event_table.c.id > event_id).order_by(event_table.c.id).limit(limit)
    )
    return [_event(row) for row in rows]


def latest_events(connection: Connection, limit: int) -> list[Event]:
    """The newest first."""
    rows = connection.execute(_events().order_by(event_table.c.id.desc()).limit(limit))
    return [_event(row) for row in rows]


def last_event_id(connection: Connection) -> int:
    newest = select(func.coalesce(func.max(event_table.c.id), 0))
    return int(connection.execute(newest).scalar_one())


def _events() -> Any:
    return select(event_table, acquisition_table.c.public_id).outerjoin(
        acquisition_table, acquisition_table.c.id == event_table.c.acquisition_id
    )


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        acquisition_id=row.acquisition_id,
        public_id=row.public_id,
        state=row.state,
        previous=row.previous,
        title=row.title,
        message=row.message,
        at=row.at,
        component=row.component,
        todo=row.todo,
    )
