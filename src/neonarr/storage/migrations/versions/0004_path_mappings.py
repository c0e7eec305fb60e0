"""Remote path mappings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "remote_path_mapping",
        Column("id", ID, nullable=False),
        Column("client_id", ID, nullable=False),
        Column("remote", sa.Text(), nullable=False),
        Column("local", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["adapter.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
