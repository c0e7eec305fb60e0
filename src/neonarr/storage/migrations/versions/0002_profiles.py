"""Profiles, formats and definitions; what a release was worth when it was grabbed; decisions that
can be judged again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "quality_profile",
        Column("id", ID, nullable=False),
        Column("kind", sa.String(length=16), nullable=False),
        Column("name_key", sa.String(length=200), nullable=False),
        Column("content", JSON, nullable=False),
        Column("version", sa.Integer(), nullable=False),
        Column("is_default", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "item_slot",
        Column("item_id", ID, nullable=False),
        Column("name", sa.String(length=100), nullable=False),
        Column("profile_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["profile_id"], ["quality_profile.id"]),
        sa.PrimaryKeyConstraint("item_id", "name"),
    )
    op.create_index(op.f("ix_item_slot_profile_id"), "item_slot", ["profile_id"], unique=False)
    op.create_table(
        "custom_format",
        Column("id", ID, nullable=False),
        Column("name_key", sa.String(length=200), nullable=False),
        Column("content", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name_key"),
    )
    op.create_table(
        "quality_definition",
        Column("kind", sa.String(length=16), nullable=False),
        Column("quality", sa.String(length=64), nullable=False),
        Column("least", sa.Float(), nullable=False),
        Column("preferred", sa.Float(), nullable=True),
        Column("most", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "quality"),
    )
    no = sa.false()
    op.add_column("acquisition", Column("score", JSON, nullable=True))
    op.add_column(
        "acquisition", Column("is_manual", sa.Boolean(), nullable=False, server_default=no)
    )
    op.add_column("decision", Column("item_id", ID, nullable=True))
    op.add_column("decision", Column("profile_id", ID, nullable=True))
    op.add_column("decision", Column("is_manual", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("decision", Column("circumstances", JSON, nullable=True))
    op.create_index(op.f("ix_decision_item_id"), "decision", ["item_id"], unique=False)
    op.execute(
        "update decision set item_id = "
        "(select item_id from acquisition where acquisition.id = decision.acquisition_id)"
    )
