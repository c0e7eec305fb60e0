"""The preferences in force: the database's, under what the environment fixes."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from neonarr.base.errors import Conflict, Invalid
from neonarr.settings.model import Preferences, camel, checked
from neonarr.settings.store import load_settings, save_setting
from neonarr.storage.db import Database

Check = Callable[[str, Any], Any]
"""Name and value in, the value as it is held out. Raises Invalid."""


class CurrentPreferences:
    """`value` is always valid; a stored value that no longer is falls back to its default.

    `check` may know more of what is valid than this room does."""

    def __init__(
        self, defaults: Preferences, fixed: Mapping[str, Any], check: Check = checked
    ) -> None:
        self._check = check
        self.fixed = dict(fixed)
        """What the environment sets; people can't change these."""
        self._defaults = replace(defaults, **self.fixed)
        self.value = self._defaults

    async def reload(self, db: Database) -> None:
        """Read the database again."""
        self.value = self.merged(await db.read(load_settings))

    def merged(self, stored: Mapping[str, Any]) -> Preferences:
        """What would be in force if this were stored."""
        return replace(self._defaults, **self._usable(stored))

    def _usable(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        usable = {}
        for field in fields(Preferences):
            if field.name in stored and field.name not in self.fixed:
                try:
                    usable[field.name] = self._check(field.name, stored[field.name])
                except Invalid:
                    continue
        return usable

    async def change(self, db: Database, changes: Mapping[str, Any]) -> None:
        """Store all of `changes` or, if one is bad, none.

        Raises Invalid; raises Conflict for one that the environment fixes.
        """
        for name in changes:
            if name in self.fixed:
                raise Conflict(
                    f"{camel(name)} is set by the environment; change it there and start again."
                )
        valid = {name: self._check(name, value) for name, value in changes.items()}

        def store(connection: Any) -> None:
            for name, value in valid.items():
                save_setting(connection, name, value)

        await db.write(store)
        await self.reload(db)
