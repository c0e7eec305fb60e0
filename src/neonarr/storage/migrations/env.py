"""Alembic's entry: runs on the connection that migrate.py hands over."""

from alembic import context

from neonarr.storage.db import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
