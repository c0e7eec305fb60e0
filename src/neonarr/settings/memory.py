"""What adapters have to remember over a restart of ours: small things, never a secret."""

from collections.abc import Callable
from typing import Any, Protocol

from neonarr.settings.store import change_setting, setting_value
from neonarr.storage.db import Database


class Memory(Protocol):
    """Blocking: for an adapter's own thread."""

    def read(self, key: str) -> Any:
        """None if nothing is kept under that key."""

    def change(self, key: str, change: Callable[[Any], Any]) -> None:
        """Keep what `change` makes of the present value; nobody else writes between."""


class BriefMemory:
    """Ends with the process: for tests and for trying settings out."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def read(self, key: str) -> Any:
        return self._kept.get(key)

    def change(self, key: str, change: Callable[[Any], Any]) -> None:
        self._kept[key] = change(self._kept.get(key))


class StoredMemory:
    """In the database, so that every process on it remembers the same."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def read(self, key: str) -> Any:
        return self._db.setup(lambda connection: setting_value(connection, _row(key)))

    def change(self, key: str, change: Callable[[Any], Any]) -> None:
        self._db.setup(lambda connection: change_setting(connection, _row(key), change))


def _row(key: str) -> str:
    return f"memory:{key}"
