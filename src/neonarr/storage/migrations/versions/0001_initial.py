"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

# Written out, not imported: a migration must stay what it was when the program changes.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "account",
        Column("id", ID, nullable=False),
        Column("name", sa.String(length=100), nullable=False),
        Column("password_hash", sa.Text(), nullable=False),
        Column("created_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "adapter",
        Column("id", ID, nullable=False),
        Column("role", sa.String(length=32), nullable=False),
        Column("kind", sa.String(length=64), nullable=False),
        Column("name", sa.String(length=200), nullable=False),
        Column("settings", JSON, nullable=False),
        Column("sealed", JSON, nullable=False),
        Column("is_enabled", sa.Boolean(), nullable=False),
        Column("priority", sa.Integer(), nullable=False),
        Column("origin", sa.String(length=200), nullable=False),
        Column("updated_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("role", "name"),
    )
    op.create_table(
        "blocklist",
        Column("id", ID, nullable=False),
        Column("item_id", ID, nullable=True),
        Column("info_hash", sa.String(length=40), nullable=True),
        Column("title", sa.Text(), nullable=False),
        Column("reason", sa.Text(), nullable=False),
        Column("at", AT, nullable=False),
        Column("expires_at", AT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "indexer_source",
        Column("id", ID, nullable=False),
        Column("adapter_id", ID, nullable=False),
        Column("key", sa.String(length=200), nullable=False),
        Column("name", sa.String(length=200), nullable=False),
        Column("failures", sa.Integer(), nullable=False),
        Column("backoff_until", AT, nullable=True),
        Column("is_limited", sa.Boolean(), nullable=False),
        Column("last_error", sa.Text(), nullable=True),
        Column("last_ok_at", AT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("adapter_id", "key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "item",
        Column("id", ID, nullable=False),
        Column("kind", sa.String(length=16), nullable=False),
        Column("title", sa.Text(), nullable=False),
        Column("artist", sa.Text(), nullable=True),
        Column("year", sa.Integer(), nullable=True),
        Column("title_key", sa.Text(), nullable=False),
        Column("artist_key", sa.Text(), nullable=False),
        Column("is_monitored", sa.Boolean(), nullable=False),
        Column("tmdb_id", sa.Integer(), nullable=True),
        Column("imdb_id", sa.String(length=20), nullable=True),
        Column("created_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_item_key", "item", ["kind", "title_key"], unique=False)
    op.create_table(
        "search_answer",
        Column("id", ID, nullable=False),
        Column("source_id", ID, nullable=False),
        Column("sealed", sa.Text(), nullable=False),
        Column("expires_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_search_answer_source_id", "search_answer", ["source_id"], unique=False)
    op.create_index("ix_search_answer_expires_at", "search_answer", ["expires_at"], unique=False)
    op.create_table(
        "setting",
        Column("key", sa.String(length=100), nullable=False),
        Column("value", JSON, nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "torrent",
        Column("info_hash", sa.String(length=40), nullable=False),
        Column("content", sa.LargeBinary(), nullable=True),
        Column("sealed_magnet", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("info_hash"),
    )
    op.create_table(
        "acquisition",
        Column("id", ID, nullable=False),
        Column("public_id", sa.String(length=36), nullable=False),
        Column("item_id", ID, nullable=False),
        Column("kind", sa.String(length=16), nullable=False),
        Column("state", sa.String(length=16), nullable=False),
        Column("token", sa.BigInteger(), nullable=False),
        Column("title", sa.Text(), nullable=False),
        Column("priority", sa.Integer(), nullable=False),
        Column("created_at", AT, nullable=False),
        Column("updated_at", AT, nullable=False),
        Column("due_at", AT, nullable=False),
        Column("attempts", sa.Integer(), nullable=False),
        Column("guid", sa.Text(), nullable=True),
        Column("indexer_id", ID, nullable=True),
        Column("indexer", sa.Text(), nullable=True),
        Column("sealed_link", sa.Text(), nullable=True),
        Column("size", sa.BigInteger(), nullable=True),
        Column("quality", sa.String(length=64), nullable=False),
        Column("info_hash", sa.String(length=40), nullable=True),
        Column("client_id", ID, nullable=True),
        Column("category", sa.String(length=200), nullable=False),
        Column("content_path", sa.Text(), nullable=True),
        Column("trouble", sa.String(length=40), nullable=True),
        Column("message", sa.Text(), nullable=True),
        Column("cleanup", sa.String(length=20), nullable=True),
        Column("grabbed_at", AT, nullable=True),
        Column("completed_at", AT, nullable=True),
        Column("imported_at", AT, nullable=True),
        Column("lease_owner", sa.String(length=80), nullable=True),
        Column("lease_until", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public_id"),
    )
    op.create_index("ix_acquisition_hash", "acquisition", ["info_hash"], unique=False)
    op.create_index(op.f("ix_acquisition_item_id"), "acquisition", ["item_id"], unique=False)
    op.create_index("ix_acquisition_state", "acquisition", ["state", "due_at"], unique=False)
    op.create_table(
        "library_file",
        Column("id", ID, nullable=False),
        Column("item_id", ID, nullable=False),
        Column("acquisition_id", ID, nullable=False),
        Column("path", sa.Text(), nullable=False),
        Column("size", sa.BigInteger(), nullable=False),
        Column("quality", sa.String(length=64), nullable=False),
        Column("method", sa.String(length=16), nullable=False),
        Column("cost", sa.BigInteger(), nullable=False),
        Column("disc", sa.Integer(), nullable=True),
        Column("track", sa.Integer(), nullable=True),
        Column("media", JSON, nullable=True),
        Column("imported_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("path"),
    )
    op.create_index(
        op.f("ix_library_file_acquisition_id"), "library_file", ["acquisition_id"], unique=False
    )
    op.create_index(op.f("ix_library_file_item_id"), "library_file", ["item_id"], unique=False)
    op.create_table(
        "session",
        Column("token_hash", sa.String(length=64), nullable=False),
        Column("account_id", ID, nullable=False),
        Column("created_at", AT, nullable=False),
        Column("expires_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "decision",
        Column("id", ID, nullable=False),
        Column("acquisition_id", ID, nullable=False),
        Column("query", sa.Text(), nullable=False),
        Column("candidates", JSON, nullable=False),
        Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["acquisition_id"],
            ["acquisition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_decision_acquisition_id"), "decision", ["acquisition_id"], unique=False
    )
    op.create_table(
        "event",
        Column("id", ID, nullable=False),
        Column("acquisition_id", ID, nullable=False),
        Column("state", sa.String(length=16), nullable=False),
        Column("previous", sa.String(length=16), nullable=True),
        Column("title", sa.Text(), nullable=False),
        Column("message", sa.Text(), nullable=True),
        Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["acquisition_id"],
            ["acquisition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_acquisition_id"), "event", ["acquisition_id"], unique=False)
