"""Words wanted and not wanted in release names."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "release_terms",
        Column("id", ID, nullable=False),
        Column("name", sa.String(length=200), nullable=False),
        Column("is_enabled", sa.Boolean(), nullable=False),
        Column("required", JSON, nullable=False),
        Column("ignored", JSON, nullable=False),
        Column("indexer_id", ID, nullable=True),
        Column("tags", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
