"""What was decided and why, and what must not be taken again, in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    Text,
    delete,
    insert,
    or_,
    select,
)

from neonarr.acquisitions.model import Acquisition
from neonarr.base.ids import AcquisitionId
from neonarr.decisions.model import Blocklist, Judged
from neonarr.storage.db import Id, Json, UtcDateTime, metadata

decision_table = Table(
    "decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("acquisition_id", Id, ForeignKey("acquisition.id"), nullable=False, index=True),
    Column("query", Text, nullable=False),
    Column("candidates", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

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

KEPT_PER_STORY = 10
KEPT_CANDIDATES = 500


def record(
    connection: Connection,
    acquisition_id: AcquisitionId,
    query: str,
    judged: Sequence[Judged],
    at: datetime,
) -> None:
    """Keep one decision with every candidate and every reason; the oldest of a story go."""
    connection.execute(
        insert(decision_table).values(
            acquisition_id=acquisition_id,
            query=query,
            candidates=[told(one) for one in judged[:KEPT_CANDIDATES]],
            at=at,
        )
    )
    d = decision_table.c
    kept = select(d.id).where(d.acquisition_id == acquisition_id).order_by(d.id.desc())
    connection.execute(
        delete(decision_table).where(
            d.acquisition_id == acquisition_id,
            d.id.not_in(connection.scalars(kept.limit(KEPT_PER_STORY)).all()),
        )
    )


def decisions(connection: Connection, acquisition_id: AcquisitionId) -> list[Mapping[str, Any]]:
    """Each with query, at and candidates, the newest first."""
    d = decision_table.c
    rows = connection.execute(
        select(decision_table).where(d.acquisition_id == acquisition_id).order_by(d.id.desc())
    )
    return [{"query": r.query, "at": r.at, "candidates": r.candidates} for r in rows]


def told(judged: Judged) -> dict[str, Any]:
    """A judged candidate as it is kept and shown; holds no link and no key."""
    release = judged.candidate.release
    parsed = judged.candidate.parsed
    return {
        "guid": release.guid,
        "indexerId": release.indexer_id,
        "indexer": release.indexer,
        "title": release.title,
        "size": release.size,
        "seeders": release.seeders,
        "quality": parsed.quality.name if parsed else "Unknown",
        "score": judged.score,
        "approved": not judged.rejections,
        "rejections": [{"key": r.reason.value, "message": r.message} for r in judged.rejections],
    }


def blocklist(connection: Connection, now: datetime) -> Blocklist:
    """Everything not to be taken by itself at this moment."""
    b = blocklist_table.c
    rows = connection.execute(
        select(b.info_hash, b.title).where(or_(b.expires_at.is_(None), b.expires_at > now))
    ).all()
    hashes = frozenset(row.info_hash for row in rows if row.info_hash)
    return Blocklist(hashes, frozenset(row.title for row in rows))


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
