"""A small row beside each decision, which lists read; what holds a search's answers together."""

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from neonarr.storage.db import UtcDateTime

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    summary = op.create_table(
        "decision_summary",
        Column("decision_id", ID, nullable=False),
        Column("acquisition_id", ID, nullable=False),
        Column("item_id", ID, nullable=True),
        Column("profile_id", ID, nullable=True),
        Column("profile", sa.Text(), nullable=False),
        Column("profile_version", sa.Integer(), nullable=False),
        Column("is_manual", sa.Boolean(), nullable=False),
        Column("query", sa.Text(), nullable=False),
        Column("title", sa.Text(), nullable=True),
        Column("size", sa.BigInteger(), nullable=True),
        Column("offered", sa.Integer(), nullable=False),
        Column("approved", sa.Integer(), nullable=False),
        Column("kept", sa.Integer(), nullable=False),
        Column("title_key", sa.Text(), nullable=False),
        Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("decision_id"),
    )
    for column in ("acquisition_id", "item_id"):
        op.create_index(op.f(f"ix_decision_summary_{column}"), "decision_summary", [column])
    op.add_column("search_answer", Column("search", sa.String(length=32), nullable=True))
    op.add_column("search_answer", Column("query", sa.Text(), nullable=True))
    op.create_index(op.f("ix_search_answer_search"), "search_answer", ["search"])
    _summarize(summary)


def _summarize(summary: sa.Table) -> None:
    """One row for each decision there is."""
    connection = op.get_bind()
    whole = sa.text("select * from decision where id = :id").columns(at=UtcDateTime)
    ids = connection.execute(sa.text("select id from decision")).scalars().all()
    for number in ids:  # one by one: each may be a megabyte
        found = connection.execute(whole, {"id": number}).one()
        connection.execute(summary.insert().values(_row(found)))


def _row(found: Any) -> dict[str, Any]:
    candidates, kept = _read(found.candidates) or [], _read(found.circumstances) or {}
    taken = tuple(kept.get("taken") or (None, None))
    one: dict[str, Any] = next(
        (c for c in candidates if (c.get("indexerId"), c.get("guid")) == taken), {}
    )
    title = one.get("title")
    return {
        "decision_id": found.id,
        "acquisition_id": found.acquisition_id,
        "item_id": found.item_id,
        "profile_id": found.profile_id,
        "profile": kept.get("profile") or "",
        "profile_version": kept.get("profile_version") or 0,
        "is_manual": bool(found.is_manual),
        "query": found.query,
        "title": title,
        "size": one.get("size"),
        "offered": len(candidates),
        "approved": sum(bool(c.get("approved")) for c in candidates),
        "kept": len(candidates),
        "title_key": f"{_plain(title or '')} {_plain(found.query)}",
        "at": found.at,
    }


def _plain(text: str) -> str:
    """Near enough to the matching keys of today's rows."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in folded if char.isalnum())


def _read(value: Any) -> Any:
    """JSON is text on SQLite, a value on PostgreSQL."""
    return json.loads(value) if isinstance(value, str) else value
