"""Sources with their health, and the results of the last half hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from neonarr.base.ids import AdapterId, IndexerId
from neonarr.search.port import Source
from neonarr.storage.db import Id, UtcDateTime, metadata, serialize

KEPT = timedelta(minutes=30)
NAME_LENGTH = 200

source_table = Table(
    "indexer_source",
    metadata,
    Column("id", Id, primary_key=True),
    # No foreign key: a source keeps its id and its health while its adapter is being replaced.
    Column("adapter_id", Id, nullable=False),
    Column("key", String(200), nullable=False),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("backoff_until", UtcDateTime),
    Column("is_limited", Boolean, nullable=False, default=False),
    Column("last_error", Text),
    Column("last_ok_at", UtcDateTime),
    UniqueConstraint("adapter_id", "key"),
    sqlite_autoincrement=True,  # an id is never given again: results would name the wrong source
)

answer_table = Table(
    "search_answer",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, nullable=False, index=True),
    Column("sealed", Text, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("search", String(32), index=True),
    Column("query", Text),
)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source under the id it keeps. `backoff_until` None: nothing stands against asking it."""

    id: IndexerId
    adapter_id: AdapterId
    key: str
    name: str
    failures: int
    backoff_until: datetime | None
    is_limited: bool
    """The pause is the source's own wish, not ours after failures."""
    last_error: str | None
    last_ok_at: datetime | None

    @property
    def source(self) -> Source:
        return Source(self.key, self.name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How asking one source ended. `error` None: well, with this answer, sealed (None for an empty
    one). Else it is left alone until `until`, by its own wish when `is_limited`."""

    source_id: IndexerId
    sealed: str | None = None
    error: str | None = None
    until: datetime | None = None
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: what holds its answers together, and what was asked."""

    search: str
    query: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One source's answer of the last half hour, sealed. `asked` None: of an older version."""

    source_id: IndexerId
    sealed: str
    asked: Asked | None


def sources(connection: Connection, adapter_id: AdapterId | None = None) -> list[SourceHealth]:
    """Every source ever seen, oldest first."""
    statement = select(source_table).order_by(source_table.c.id)
    if adapter_id is not None:
        statement = statement.where(source_table.c.adapter_id == adapter_id)
    return [_health(row) for row in connection.execute(statement)]


def source(connection: Connection, source_id: IndexerId) -> SourceHealth | None:
    row = connection.execute(select(source_table).where(source_table.c.id == source_id)).first()
    return _health(row) if row else None


def register(
    connection: Connection, adapter_id: AdapterId, named: Sequence[Source]
) -> list[SourceHealth]:
    """Those sources under their ids, in the given order; a new one is given an id."""
    serialize(connection, "indexer_source")
    known = {health.key: health for health in sources(connection, adapter_id)}
    for each in named:
        name = each.name[:NAME_LENGTH]
        of_this = (source_table.c.adapter_id == adapter_id) & (source_table.c.key == each.key)
        if each.key not in known:
            connection.execute(
                insert(source_table).values(adapter_id=adapter_id, key=each.key, name=name)
            )
        elif known[each.key].name != name:
            connection.execute(update(source_table).where(of_this).values(name=name))
    known = {health.key: health for health in sources(connection, adapter_id)}
    return [known[each.key] for each in named]


def forget_adapter(connection: Connection, adapter_id: AdapterId) -> None:
    """Take its sources and their results away, for good."""
    of_it = select(source_table.c.id).where(source_table.c.adapter_id == adapter_id)
    connection.execute(delete(answer_table).where(answer_table.c.source_id.in_(of_it)))
    connection.execute(delete(source_table).where(source_table.c.adapter_id == adapter_id))


def end_pauses(connection: Connection, adapter_id: AdapterId) -> None:
    """Its sources may be asked again at once, except where they asked for the pause themselves."""
    connection.execute(
        update(source_table)
        .where(source_table.c.adapter_id == adapter_id, source_table.c.is_limited.is_(False))
        .values(backoff_until=None)
    )


def note(
    connection: Connection, outcomes: Sequence[Outcome], at: datetime, asked: Asked | None = None
) -> None:
    """Each source's health, and what the good ones found, which is kept for 30 minutes. Expired
    answers go. `asked` is the search they answer."""
    serialize(connection, "search_answer")
    well = [outcome for outcome in outcomes if outcome.error is None]
    if well:
        ids = [outcome.source_id for outcome in well]
        connection.execute(
            update(source_table)
            .where(source_table.c.id.in_(ids))
            .values(
                failures=0, backoff_until=None, is_limited=False, last_error=None, last_ok_at=at
            )
        )
    for outcome in outcomes:
        if outcome.error is not None:
            _note_failure(connection, outcome)
    connection.execute(delete(answer_table).where(answer_table.c.expires_at <= at))
    search = {"search": asked.search, "query": asked.query} if asked else {}
    rows = [
        {
            "source_id": outcome.source_id,
            "sealed": outcome.sealed,
            "expires_at": at + KEPT,
            **search,
        }
        for outcome in well
        if outcome.sealed
    ]
    if rows:
        connection.execute(insert(answer_table), rows)


def _note_failure(connection: Connection, outcome: Outcome) -> None:
    """A limit is no failure, so it does not count as one."""
    failures = source_table.c.failures
    connection.execute(
        update(source_table)
        .where(source_table.c.id == outcome.source_id)
        .values(
            failures=failures if outcome.is_limited else failures + 1,
            backoff_until=outcome.until,
            is_limited=outcome.is_limited,
            last_error=outcome.error,
        )
    )


def answers(connection: Connection, source_id: IndexerId, at: datetime) -> list[KeptAnswer]:
    """A source's answers of the last 30 minutes, the newest first."""
    return _answers(connection, answer_table.c.source_id == source_id, at)


def answers_to(connection: Connection, search: str, at: datetime) -> list[KeptAnswer]:
    """What all sources answered to that search, while it is kept."""
    return _answers(connection, answer_table.c.search == search, at)


def _answers(connection: Connection, which: ColumnElement[bool], at: datetime) -> list[KeptAnswer]:
    kept = answer_table.c
    rows = connection.execute(
        select(answer_table).where(which, kept.expires_at > at).order_by(kept.id.desc())
    )
    return [
        KeptAnswer(
            IndexerId(row.source_id),
            row.sealed,
            Asked(row.search, row.query or "") if row.search else None,
        )
        for row in rows
    ]


def _health(row: Row[Any]) -> SourceHealth:
    return SourceHealth(
        IndexerId(row.id),
        AdapterId(row.adapter_id),
        row.key,
        row.name,
        row.failures,
        row.backoff_until,
        row.is_limited,
        row.last_error,
        row.last_ok_at,
    )
