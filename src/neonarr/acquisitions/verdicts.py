"""What must not be taken again, in the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    or_,
    select,
)

from neonarr.acquisitions.model import Acquisition
from neonarr.base.ids import InfoHash, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Blocklist
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import item_table
from neonarr.storage.db import Id, UtcDateTime, metadata

blocklist_table = Table(
    "blocklist",
    metadata,
    Column("id", Id, primary_key=True),
    Column("item_id", Id),
    Column("info_hash", String(40)),
    Column("title", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
)


@dataclass(frozen=True, slots=True)
class Blocked:
    """One release that is not taken by itself. `kind` and `label` are its item's, None where that
    is not in the library any more; `expires_at` None: for good."""

    id: int
    item_id: ItemId | None
    kind: MediaKind | None
    label: str | None
    info_hash: InfoHash | None
    title: str
    reason: str
    at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Which part of the blocklist to show; what is None filters nothing."""

    limit: int
    offset: int = 0
    kind: MediaKind | None = None
    item_ids: Collection[ItemId] | None = None
    oldest_first: bool = False


def blocklist(connection: Connection, now: datetime) -> Blocklist:
    """Everything not to be taken by itself at this moment."""
    b = blocklist_table.c
    in_force = select(b.info_hash, b.title, b.expires_at).where(_in_force(now))
    rows = connection.execute(in_force).all()
    hashes = frozenset(row.info_hash for row in rows if row.info_hash)
    for_good = {key for row in rows if not row.expires_at for key in (row.info_hash, row.title)}
    expires = {
        key: row.expires_at
        for row in sorted(rows, key=lambda row: row.expires_at or now)
        for key in (row.info_hash, row.title)
        if key and key not in for_good
    }
    return Blocklist(hashes, frozenset(row.title for row in rows), expires)


def blocked(connection: Connection, now: datetime, asked: Listing) -> tuple[list[Blocked], int]:
    """That part of what is in force, and how much there is in all."""
    b, i = blocklist_table.c, item_table.c
    terms = [_in_force(now)]
    if asked.kind:
        terms.append(or_(i.kind == asked.kind.value, i.kind.is_(None)))
    if asked.item_ids is not None:
        terms.append(b.item_id.in_(asked.item_ids))
    both = blocklist_table.outerjoin(item_table, i.id == b.item_id)
    order = (b.at, b.id) if asked.oldest_first else (b.at.desc(), b.id.desc())
    rows = connection.execute(
        select(blocklist_table)
        .select_from(both)
        .where(*terms)
        .order_by(*order)
        .limit(asked.limit)
        .offset(asked.offset)
    ).all()
    total = connection.execute(select(func.count()).select_from(both).where(*terms)).scalar_one()
    items = library.items_by_id(connection, {ItemId(row.item_id) for row in rows if row.item_id})
    return [_blocked(row, items.get(row.item_id)) for row in rows], total


def unblock(connection: Connection, ids: Collection[int]) -> int:
    """How many releases may be taken again; all that was noted against them goes."""
    b = blocklist_table.c
    titles = set(connection.scalars(select(b.title).where(b.id.in_(ids))))
    connection.execute(delete(blocklist_table).where(b.title.in_(titles)))
    return len(titles)


def block(
    connection: Connection,
    bad: Acquisition,
    reason: str,
    at: datetime,
    *,
    length: timedelta | None = None,
) -> None:
    """Don't take this release by itself again: for that long, or (None) never."""
    connection.execute(
        insert(blocklist_table).values(
            title=bad.title,
            info_hash=bad.info_hash,
            item_id=bad.item_id,
            reason=reason,
            at=at,
            expires_at=at + length if length else None,
        )
    )


def _in_force(now: datetime) -> ColumnElement[bool]:
    expires_at = blocklist_table.c.expires_at
    return or_(expires_at.is_(None), expires_at > now)


def _blocked(row: Row[Any], item: Item | None) -> Blocked:
    kind, label = (item.kind, item.label) if item else (None, None)
    return Blocked(kind=kind, label=label, **row._asdict())
