"""Every story is for one version of its item, and counts the releases that failed it. Those that
are there already are for the main one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "acquisition",
        Column("slot", sa.String(length=100), nullable=False, server_default="main"),
    )
    op.add_column(
        "acquisition",
        Column("failed_releases", sa.Integer(), nullable=False, server_default="0"),
    )
