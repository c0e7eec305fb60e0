"""Items that somebody deleted, until all that goes with them is gone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "item_removal",
        Column("item_id", ID, nullable=False),
        Column("with_files", sa.Boolean(), nullable=False),
        Column("with_torrents", sa.Boolean(), nullable=False),
        Column("message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id"),
    )
