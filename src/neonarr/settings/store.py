"""Settings and configured adapters in the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from neonarr.base.ids import AdapterId
from neonarr.settings.adapters import Role
from neonarr.storage.db import Id, Json, UtcDateTime, metadata, serialize

setting_table = Table(
    "setting",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Json),
)

adapter_table = Table(
    "adapter",
    metadata,
    Column("id", Id, primary_key=True),
    Column("role", String(32), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("settings", Json, nullable=False),
    Column("sealed", Json, nullable=False),
    Column("is_enabled", Boolean, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("origin", String(200), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("role", "name"),
    sqlite_autoincrement=True,  # an id is never given again: stories would name the wrong client
)


@dataclass(frozen=True, slots=True)
class StoredAdapter:
    """A configured adapter. `sealed` holds its secrets, encrypted; `origin` is `user`,
    `environment` (read-only for people) or `engine:<id>` for one process's built-in engine."""

    id: AdapterId
    role: Role
    kind: str
    name: str
    settings: Mapping[str, Any]
    sealed: Mapping[str, str]
    is_enabled: bool
    priority: int
    origin: str
    updated_at: datetime | None = None
    """When it was saved last; None for one that never was."""


def load_settings(connection: Connection) -> dict[str, Any]:
    return {row.key: row.value for row in connection.execute(select(setting_table))}


def setting_value(connection: Connection, key: str) -> Any:
    """What is stored under that key; None if nothing is."""
    return connection.execute(
        select(setting_table.c.value).where(setting_table.c.key == key)
    ).scalar()


def save_setting(connection: Connection, key: str, value: Any) -> None:
    serialize(connection, "setting")
    done = connection.execute(
        update(setting_table).where(setting_table.c.key == key).values(value=value)
    )
    if not done.rowcount:
        connection.execute(insert(setting_table).values(key=key, value=value))


def change_setting(connection: Connection, key: str, change: Callable[[Any], Any]) -> None:
    """Store what `change` makes of the value there is (None without one)."""
    serialize(connection, "setting")
    save_setting(connection, key, change(setting_value(connection, key)))


def save_setting_once(connection: Connection, key: str, value: Any) -> Any:
    """The value now stored: this one, or the one that was there first."""
    serialize(connection, "setting")
    row = connection.execute(select(setting_table).where(setting_table.c.key == key)).first()
    if row is not None:
        return row.value
    connection.execute(insert(setting_table).values(key=key, value=value))
    return value


def adapters(connection: Connection, role: Role | None = None) -> list[StoredAdapter]:
    """By priority, then age."""
    statement = select(adapter_table).order_by(adapter_table.c.priority, adapter_table.c.id)
    if role:
        statement = statement.where(adapter_table.c.role == role)
    return [_adapter(row) for row in connection.execute(statement)]


def adapter(connection: Connection, adapter_id: AdapterId) -> StoredAdapter | None:
    row = connection.execute(select(adapter_table).where(adapter_table.c.id == adapter_id)).first()
    return _adapter(row) if row else None


def save_adapter(connection: Connection, stored: StoredAdapter, at: datetime) -> AdapterId:
    """Insert when `id` is 0, else replace that row; its id."""
    serialize(connection, "adapter")
    values = {
        "role": stored.role.value,
        "kind": stored.kind,
        "name": stored.name,
        "settings": dict(stored.settings),
        "sealed": dict(stored.sealed),
        "is_enabled": stored.is_enabled,
        "priority": stored.priority,
        "origin": stored.origin,
        "updated_at": at,
    }
    if stored.id:
        connection.execute(
            update(adapter_table).where(adapter_table.c.id == stored.id).values(**values)
        )
        return stored.id
    made = connection.execute(insert(adapter_table).values(**values).returning(adapter_table.c.id))
    return AdapterId(made.scalar_one())


def delete_adapter(connection: Connection, adapter_id: AdapterId) -> None:
    connection.execute(delete(adapter_table).where(adapter_table.c.id == adapter_id))


def _adapter(row: Row[Any]) -> StoredAdapter:
    return StoredAdapter(
        id=AdapterId(row.id),
        role=Role(row.role),
        kind=row.kind,
        name=row.name,
        settings=row.settings,
        sealed=row.sealed,
        is_enabled=row.is_enabled,
        priority=row.priority,
        origin=row.origin,
        updated_at=row.updated_at,
    )
