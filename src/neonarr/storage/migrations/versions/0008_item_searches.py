"""When each monitored item is looked for again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "item_search",
        Column("item_id", ID, nullable=False),
        Column("due_at", AT, nullable=False),
        Column("claimed_at", AT, nullable=True),
        Column("searched_at", AT, nullable=True),
        Column("message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_index(op.f("ix_item_search_due_at"), "item_search", ["due_at"], unique=False)
    op.create_index(op.f("ix_item_search_claimed_at"), "item_search", ["claimed_at"], unique=False)
    op.create_index(
        op.f("ix_item_search_searched_at"), "item_search", ["searched_at"], unique=False
    )
