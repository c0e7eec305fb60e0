"""Where a person has put a story in the queue; until then its number tells."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("acquisition", Column("place", sa.Double()))
