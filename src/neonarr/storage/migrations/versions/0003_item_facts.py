"""What is known of an item beyond its name, and tags."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("item", Column("minutes", sa.Float(), nullable=True))
    op.add_column("item", Column("original_language", sa.String(length=64), nullable=True))
    op.add_column("item", Column("tags", JSON, nullable=True))
    op.add_column("item", Column("availability", sa.String(length=16), nullable=True))
    op.add_column("item", Column("status", sa.String(length=16), nullable=True))
    for name in ("in_cinemas", "digital_release", "physical_release"):
        op.add_column("item", Column(name, AT, nullable=True))
    op.create_table(
        "tag",
        Column("id", ID, nullable=False),
        Column("label", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("label"),
        sqlite_autoincrement=True,
    )
