"""Events of what is wrong with a component and what is well again, beside those of stories; and
which process sees what wrong."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    kept = {"sqlite_autoincrement": True}  # or an id of a row that is gone would come again
    with op.batch_alter_table("event", table_kwargs=kept) as event:
        event.alter_column("acquisition_id", existing_type=ID, nullable=True)
        event.add_column(Column("component", sa.String(32)))
        event.add_column(Column("todo", sa.Text()))
    op.create_table(
        "problem",
        Column("kind", sa.String(32), nullable=False),
        Column("name", sa.String(300), nullable=False),
        Column("process", sa.String(32), nullable=False),
        Column("status", sa.String(16), nullable=False),
        Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", "process"),
    )
