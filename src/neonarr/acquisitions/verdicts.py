"""What must not be taken again, in the database."""

from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    String,
    Table,
    Text,
    insert,
    or_,
    select,
)

from neonarr.acquisitions.model import Acquisition
from neonarr.decisions.model import Blocklist
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


def blocklist(connection: Connection, now: datetime) -> Blocklist:
    """Everything not to be taken by itself at this moment."""
    b = blocklist_table.c
    rows = connection.execute(
        select(b.info_hash, b.title, b.expires_at).where(
            or_(b.expires_at.is_(None), b.expires_at > now)
        )
    ).all()
    hashes = frozenset(row.info_hash for row in rows if row.info_hash)
    for_good = {key for row in rows if not row.expires_at for key in (row.info_hash, row.title)}
    expires = {
        key: row.expires_at
        for row in sorted(rows, key=lambda row: row.expires_at or now)
        for key in (row.info_hash, row.title)
        if key and key not in for_good
    }
    return Blocklist(hashes, frozenset(row.title for row in rows), expires)


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
