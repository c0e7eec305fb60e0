"""Remote path mappings in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Row,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from neonarr.base.errors import NotFound
from neonarr.base.ids import AdapterId
from neonarr.downloads.paths import PathMapping, require_fitting, to_local
from neonarr.settings import store as settings
from neonarr.storage.db import Id, metadata, serialize

mapping_table = Table(
    "remote_path_mapping",
    metadata,
    Column("id", Id, primary_key=True),
    Column("client_id", Id, ForeignKey("adapter.id", ondelete="CASCADE"), nullable=False),
    Column("remote", Text, nullable=False),
    Column("local", Text, nullable=False),
)


def mappings(connection: Connection, client_id: AdapterId | None = None) -> list[PathMapping]:
    """Of one client or of all, oldest first."""
    statement = select(mapping_table).order_by(mapping_table.c.id)
    if client_id is not None:
        statement = statement.where(mapping_table.c.client_id == client_id)
    return [_mapping(row) for row in connection.execute(statement)]


def mapping(connection: Connection, mapping_id: int) -> PathMapping:
    """Raises NotFound."""
    found = select(mapping_table).where(mapping_table.c.id == mapping_id)
    row = connection.execute(found).first()
    if row is None:
        raise NotFound(f"There is no remote path mapping {mapping_id}.")
    return _mapping(row)


def local_path(connection: Connection, client_id: AdapterId | None, path: str) -> str:
    """`path`, as that client reported it, as it is here."""
    return path if client_id is None else to_local(path, mappings(connection, client_id))


def save(connection: Connection, one: PathMapping, library: Sequence[str]) -> PathMapping:
    """Store it, anew when its id is 0; with the id it has now.

    Raises Invalid when it overlaps another or leads into the library; NotFound when it, or its
    client, is gone."""
    serialize(connection, "remote_path_mapping")
    if settings.adapter(connection, one.client_id) is None:
        raise NotFound(f"There is no download client {one.client_id}.")
    if one.id:
        mapping(connection, one.id)
    others = [m for m in mappings(connection, one.client_id) if m.id != one.id]
    require_fitting(one, others, library)
    values: dict[str, Any] = {
        "client_id": one.client_id,
        "remote": one.remote,
        "local": one.local,
    }
    if one.id:
        chosen = mapping_table.c.id == one.id
        connection.execute(update(mapping_table).where(chosen).values(**values))
        return one
    made = connection.execute(insert(mapping_table).values(**values).returning(mapping_table.c.id))
    return PathMapping(made.scalar_one(), one.client_id, one.remote, one.local)


def delete_mapping(connection: Connection, mapping_id: int) -> None:
    """Nothing happens when it is gone already."""
    connection.execute(delete(mapping_table).where(mapping_table.c.id == mapping_id))


def _mapping(row: Row[Any]) -> PathMapping:
    return PathMapping(row.id, AdapterId(row.client_id), row.remote, row.local)
