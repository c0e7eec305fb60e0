"""Whether a download's file list was judged, and its strikes for standing still. What is in a
client already is judged at the next look."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "acquisition",
        Column("is_vetted", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "acquisition",
        Column("strikes", sa.Integer(), nullable=False, server_default="0"),
    )
