"""Bring a database to this version's schema.

A new database gets today's tables at once and is stamped; Alembic, slow to import, is only loaded
when an older schema has to be moved forward. tests/storage/test_migrate.py holds the two roads to
the same result.
"""

import re
from importlib.resources import files

from sqlalchemy import Connection, inspect, text

from neonarr.storage.db import Database, metadata, serialize


class NewerSchema(Exception):
    """The database was written by a newer version; running on it could lose what it stored."""


def head() -> str:
    """The newest migration's number, read from the file names: `0001`."""
    names = (f.name for f in files("neonarr.storage.migrations.versions").iterdir())
    return max(found[1] for n in names if (found := re.match(r"(\d{4})_\w+\.py$", n)))


def upgrade(database: Database) -> None:
    """Safe to call from several processes at once. Raises NewerSchema."""
    database.setup(_upgrade)


def _upgrade(connection: Connection) -> None:
    serialize(connection, "neonarr-migrate")
    current, newest = version(connection), head()
    if current == newest:
        return
    if current is None:
        metadata.create_all(connection)
        connection.execute(text("create table alembic_version (version_num varchar(32) not null)"))
        connection.execute(text("insert into alembic_version values (:v)"), {"v": newest})
        return
    if current > newest:
        raise NewerSchema(
            f"The database has schema {current}, this version knows {newest}. Start the newer "
            "version of Neonarr again, or restore a backup from before the update."
        )
    run_alembic(connection, newest)


def version(connection: Connection) -> str | None:
    """The schema's number; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def run_alembic(connection: Connection, target: str) -> None:
    """Run the migrations up to `target` on this connection."""
    from alembic import command  # noqa: PLC0415 - half a second, and rarely needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "neonarr:storage/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, target)
