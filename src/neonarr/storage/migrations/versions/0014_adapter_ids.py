"""The id of a service that was deleted is never given to another: stories name their client by it.
PostgreSQL never did."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    # The table is made anew, and with the old one would go every mapping of its clients.
    op.execute("create temporary table kept_mapping as select * from remote_path_mapping")
    kept = {"sqlite_autoincrement": True}
    with op.batch_alter_table("adapter", recreate="always", table_kwargs=kept):
        pass
    op.execute("insert or ignore into remote_path_mapping select * from kept_mapping")
    op.execute("drop table kept_mapping")
    named = sa.text("select max(client_id) from acquisition")
    highest = op.get_bind().execute(named).scalar() or 0
    op.execute(
        sa.text("update sqlite_sequence set seq = max(seq, :id) where name = 'adapter'").bindparams(
            id=highest
        )
    )
