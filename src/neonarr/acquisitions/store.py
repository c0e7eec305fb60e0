"""Acquisitions and their events in the database.

A save carries the token it read: if anybody saved in between, it changes nothing and raises Lost.
Every change of state writes its event in the same transaction, under one lock, so event ids are
handed out in the order in which they become visible and no reader by cursor can miss one.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, insert, or_, select, update

from neonarr.acquisitions import events
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.standby.kept import standby_table
from neonarr.acquisitions.states import MOVING, may_go
from neonarr.acquisitions.tables import (
    acquisition_table,
    decision_table,
    event_table,
    item_removal_table,
)
from neonarr.base.errors import Conflict
from neonarr.base.ids import AcquisitionId, AdapterId, InfoHash, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.plain import from_plain
from neonarr.decisions.profiles.model import FrozenScore
from neonarr.library.model import LibraryFile
from neonarr.library.store import file_table, files_of
from neonarr.storage.db import serialize

_FIELDS = tuple(Acquisition.__slots__)
_a = acquisition_table.c
_QUEUE = (_a.priority.desc(), func.coalesce(_a.place, _a.id), _a.id)
"""The order of the queue; see lineup/order.py."""


class Lost(Exception):
    """Somebody else changed the acquisition since it was read; nothing was saved."""


def begin(connection: Connection) -> None:
    """Until this transaction ends no other begins a story that asks here too."""
    serialize(connection, "begin")


def add(connection: Connection, new: Acquisition) -> Acquisition:
    """Insert `new` (its id is ignored) with its first event. Raises Conflict for an item that is
    just being deleted: it is not to come back by itself."""
    going = item_removal_table.c.item_id
    if connection.execute(select(going).where(going == new.item_id)).first():
        raise Conflict(f"{new.title}: its movie or album is just being removed; try again then.")
    values = _values(new)
    made = connection.execute(insert(acquisition_table).values(**values).returning(_a.id))
    saved = replace(new, id=AcquisitionId(made.scalar_one()))
    events.write(connection, saved, None)
    return saved


def save(
    connection: Connection,
    old: Acquisition,
    new: Acquisition,
    at: datetime,
    *,
    release: bool = True,
    tell: bool = False,
) -> Acquisition:
    """`new` as saved over `old`, with an event if the state changed, a strike was given, or to
    `tell` people of another change; `release` ends the lease.

    Raises Lost. Raises ValueError for a state the story may not go to.
    """
    if not may_go(old.state, new.state):
        raise ValueError(f"{old.state} may not become {new.state}")
    saved = replace(new, token=old.token + 1, updated_at=at)
    values = _values(saved)
    if release:
        values |= {"lease_owner": None, "lease_until": None}
    events.reserve(connection)
    done = connection.execute(
        update(acquisition_table).where(_a.id == old.id, _a.token == old.token).values(**values)
    )
    if done.rowcount != 1:
        raise Lost(f"acquisition {old.id} changed meanwhile")
    if tell or old.state is not new.state or new.strikes > old.strikes:
        events.write(connection, saved, old.state)
    return saved


@dataclass(frozen=True, slots=True)
class Lease:
    """Who claims and for how long. Rows of clients that live `elsewhere` are left to others, those
    `under_way` here stay so, even if their lease ran out."""

    owner: str
    length_s: float
    elsewhere: Collection[AdapterId] = ()
    under_way: Collection[AcquisitionId] = ()


def claim(
    connection: Connection, states: Collection[State], now: datetime, lease: Lease, limit: int
) -> list[Acquisition]:
    """Due rows nobody else holds, now leased: the highest priority first, then the oldest."""
    has_work = or_(
        _a.state.in_([s.value for s in states]),
        _a.cleanup.in_([Cleanup.REMOVE.value, Cleanup.REMOVE_WITH_DATA.value]),
    )
    is_free = or_(_a.lease_until.is_(None), _a.lease_until < now)
    wanted: list[ColumnElement[bool]] = [has_work, is_free, _a.due_at <= now]
    wanted += [_is_here(lease.elsewhere), _a.id.not_in(lease.under_way)]
    ids = connection.scalars(
        select(_a.id)
        .where(and_(*wanted))
        .order_by(*_QUEUE)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if not ids:
        return []
    until = now + timedelta(seconds=lease.length_s)
    rows = connection.execute(
        update(acquisition_table)
        .where(_a.id.in_(ids))
        .values(lease_owner=lease.owner, lease_until=until, token=_a.token + 1)
        .returning(*(_a[name] for name in _FIELDS))
    )
    found = [_acquisition(row) for row in rows]
    return sorted(found, key=lambda a: (-a.priority, place_of(a), a.id))


def extend(
    connection: Connection, acquisition_id: AcquisitionId, owner: str, until: datetime
) -> None:
    """Keep a lease. Raises Lost if it is not that owner's any more."""
    done = connection.execute(
        update(acquisition_table)
        .where(_a.id == acquisition_id, _a.lease_owner == owner)
        .values(lease_until=until)
    )
    if done.rowcount != 1:
        raise Lost(f"lease on acquisition {acquisition_id} lost")


def free_leases(connection: Connection, owner: str | None = None) -> None:
    """Give back what that owner holds; None: whoever holds anything is dead."""
    events.reserve(connection)
    statement = update(acquisition_table).where(_a.lease_owner.is_not(None))
    if owner is not None:
        statement = statement.where(_a.lease_owner == owner)
    connection.execute(statement.values(lease_owner=None, lease_until=None))


def hurry(connection: Connection, now: datetime) -> None:
    """What waits for better times is due now: a service, a folder or a path was mended."""
    waiting = [State.WANTED.value, State.QUEUED.value, State.DOWNLOADED.value]
    connection.execute(
        update(acquisition_table)
        .where(_a.state.in_(waiting), _a.due_at > now, _a.lease_until.is_(None))
        .values(due_at=now)
    )


def last_saved_at(connection: Connection) -> datetime | None:
    """When any story was changed last; None if there is none."""
    return connection.execute(select(func.max(_a.updated_at))).scalar()


def search_now(connection: Connection, item_id: ItemId, slot: str, now: datetime) -> None:
    """A wish for that version that waits for its next search is due."""
    connection.execute(
        update(acquisition_table)
        .where(_a.item_id == item_id, _a.slot == slot, _a.state == State.WANTED.value)
        .where(_a.due_at > now, _a.lease_until.is_(None))
        .values(due_at=now)
    )


def lease_end(connection: Connection, acquisition_id: AcquisitionId) -> datetime | None:
    """Until when somebody may be working on it; None when nobody is."""
    return connection.execute(select(_a.lease_until).where(_a.id == acquisition_id)).scalar()


def next_due(
    connection: Connection,
    states: Collection[State],
    now: datetime,
    elsewhere: Collection[AdapterId] = (),
) -> datetime | None:
    """When the loop has something to do again by the clock; None: only after a change."""
    has_work = or_(
        _a.state.in_([s.value for s in states]),
        _a.cleanup.in_([Cleanup.REMOVE.value, Cleanup.REMOVE_WITH_DATA.value]),
        # What is queued and due waits for a slot, not for the clock.
        and_(_a.state == State.QUEUED.value, _a.due_at > now),
    )
    at = case((_a.lease_until > _a.due_at, _a.lease_until), else_=_a.due_at)
    statement = select(func.min(at)).where(has_work, _is_here(elsewhere))
    return connection.execute(statement).scalar()


def _is_here(elsewhere: Collection[AdapterId]) -> ColumnElement[bool]:
    return or_(_a.client_id.is_(None), _a.client_id.not_in(elsewhere))


def get(connection: Connection, acquisition_id: AcquisitionId) -> Acquisition | None:
    row = connection.execute(_select().where(_a.id == acquisition_id)).first()
    return _acquisition(row) if row else None


def place_of(one: Acquisition) -> float:
    """Where it stands among those of its priority."""
    return float(one.id) if one.place is None else one.place


def hold(connection: Connection, acquisition_id: AcquisitionId) -> Acquisition | None:
    """The row as it is now; nobody else changes it until this transaction ends."""
    events.reserve(connection)
    row = connection.execute(_select().where(_a.id == acquisition_id).with_for_update()).first()
    return _acquisition(row) if row else None


def by_public_id(connection: Connection, public_id: str) -> Acquisition | None:
    row = connection.execute(_select().where(_a.public_id == public_id)).first()
    return _acquisition(row) if row else None


def by_hash(connection: Connection, info_hash: InfoHash) -> list[Acquisition]:
    """Every story with that torrent, the newest first."""
    rows = connection.execute(_select().where(_a.info_hash == info_hash).order_by(_a.id.desc()))
    return [_acquisition(row) for row in rows]


def by_state(connection: Connection, states: Collection[State]) -> list[Acquisition]:
    """The highest priority first, then the oldest."""
    wanted = _a.state.in_([s.value for s in states])
    rows = connection.execute(_select().where(wanted).order_by(*_QUEUE))
    return [_acquisition(row) for row in rows]


def in_clients(connection: Connection, states: Collection[State]) -> list[Acquisition]:
    """Rows of those states whose torrent is still to be looked after in its client."""
    rows = connection.execute(
        _select().where(
            _a.state.in_([s.value for s in states]),
            _a.info_hash.is_not(None),
            _a.client_id.is_not(None),
            _a.cleanup.is_(None),
        )
    )
    return [_acquisition(row) for row in rows]


def moving_for(
    connection: Connection,
    item_id: ItemId,
    guid: str | None = None,
    slot: str | None = None,
) -> Acquisition | None:
    """The story under way for that item (and release, and slot, if given), the newest."""
    wanted = [_a.item_id == item_id, _a.state.in_([s.value for s in MOVING])]
    if guid is not None:
        wanted.append(_a.guid == guid)
    if slot is not None:
        wanted.append(_a.slot == slot)
    row = connection.execute(_select().where(*wanted).order_by(_a.id.desc()).limit(1)).first()
    return _acquisition(row) if row else None


@dataclass(frozen=True, slots=True)
class Page:
    """Which stories to list; None filters nothing."""

    item_id: ItemId | None = None
    state: State | None = None
    limit: int = 50
    offset: int = 0


def page(connection: Connection, wanted: Page) -> tuple[list[Acquisition], int]:
    """That page, newest first, and how many there are in all."""
    terms = []
    if wanted.item_id is not None:
        terms.append(_a.item_id == wanted.item_id)
    if wanted.state is not None:
        terms.append(_a.state == wanted.state.value)
    total = connection.execute(
        select(func.count()).select_from(acquisition_table).where(*terms)
    ).scalar_one()
    rows = connection.execute(
        _select().where(*terms).order_by(_a.id.desc()).limit(wanted.limit).offset(wanted.offset)
    )
    return [_acquisition(row) for row in rows], total


def slots_there(connection: Connection, item_id: ItemId) -> set[str]:
    """The versions of the item that have files."""
    files = file_table.c
    rows = connection.scalars(
        select(_a.slot)
        .join(file_table, files.acquisition_id == _a.id)
        .where(files.item_id == item_id)
    )
    return set(rows)


def files_of_slot(connection: Connection, item_id: ItemId, slot: str) -> list[LibraryFile]:
    """Everything that is there of that version of the item."""
    filed = select(_a.id).where(_a.item_id == item_id, _a.slot == slot)
    return files_of(connection, [AcquisitionId(one) for one in connection.scalars(filed)])


def slots_of(connection: Connection, ids: Collection[AcquisitionId]) -> dict[AcquisitionId, str]:
    """Which version of its item each of these stories brought, or is to bring."""
    rows = connection.execute(select(_a.id, _a.slot).where(_a.id.in_(ids)))
    return {AcquisitionId(row.id): row.slot for row in rows}


def counts(connection: Connection) -> dict[State, int]:
    """How many stories are in each state; absent means none."""
    rows = connection.execute(select(_a.state, func.count()).group_by(_a.state))
    return {State(state): count for state, count in rows}


def imported_since(connection: Connection, since: datetime) -> int:
    return connection.execute(
        select(func.count()).where(_a.state == State.IMPORTED.value, _a.imported_at >= since)
    ).scalar_one()


def delete_for_item(connection: Connection, item_id: ItemId) -> None:
    """Forget an item's stories with their events and decisions."""
    ids = select(_a.id).where(_a.item_id == item_id).scalar_subquery()
    for table in (event_table, decision_table, standby_table):
        connection.execute(table.delete().where(table.c.acquisition_id.in_(ids)))
    connection.execute(acquisition_table.delete().where(_a.item_id == item_id))


def _select() -> Any:
    return select(*(_a[name] for name in _FIELDS))


def _values(one: Acquisition) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _FIELDS if name != "id"}
    return {**values, "score": msgspec.to_builtins(one.score)}


def _acquisition(row: Row[Any]) -> Acquisition:
    values = dict(zip(_FIELDS, row, strict=True))
    values["kind"] = MediaKind(values["kind"])
    values["state"] = State(values["state"])
    values["cleanup"] = Cleanup(values["cleanup"]) if values["cleanup"] else None
    values["score"] = from_plain(values["score"], FrozenScore) if values["score"] else None
    return Acquisition(**values)
