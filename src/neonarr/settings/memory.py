"""What adapters have to remember over a restart of ours: small things, never a secret."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError

from neonarr.settings.store import change_setting, setting_value
from neonarr.storage.db import Database

log = logging.getLogger(__name__)


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
    """In the database, so that every process on it remembers the same. While that is away or its
    disk full, this process goes by what it knew and what it could not store."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, Any] = {}
        self._unsaved: dict[str, Any] = {}

    def read(self, key: str) -> Any:
        if key in self._unsaved:
            return self._unsaved[key]
        try:
            known = self._db.setup(lambda connection: setting_value(connection, _row(key)))
        except SQLAlchemyError as error:
            log.warning("%s could not be read: %s", key, type(error).__name__)
            return self._known.get(key)
        self._known[key] = known
        return known

    def change(self, key: str, change: Callable[[Any], Any]) -> None:
        before = self._unsaved.get(key)

        def changed(stored: Any) -> Any:
            return change(stored if before is None else before)

        try:
            self._db.setup(lambda connection: change_setting(connection, _row(key), changed))
        except SQLAlchemyError as error:
            log.warning("%s could not be stored: %s", key, type(error).__name__)
            self._unsaved[key] = changed(self._known.get(key))
        else:
            self._unsaved.pop(key, None)


def _row(key: str) -> str:
    return f"memory:{key}"
