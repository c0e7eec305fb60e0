"""Downloads that stood still and are left in their client while the next one loads."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from neonarr.storage.db import Id, Json

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "standby",
        Column("acquisition_id", Id, sa.ForeignKey("acquisition.id"), primary_key=True),
        Column("info_hash", sa.String(40), nullable=False, index=True),
        Column("download", Json, nullable=False),
        Column("goes_with_data", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
