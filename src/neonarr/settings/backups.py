"""When a backup is due, and what became of the last; one process of several makes it."""

import asyncio
import os
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from neonarr.base.clock import Clock
from neonarr.base.errors import Conflict
from neonarr.settings.store import change_setting, setting_value
from neonarr.storage.backup import FOLDER, Backup, make
from neonarr.storage.db import Database

KEY = "backups"
CLAIM = timedelta(hours=2)
"""Who claimed it and was not done by then has died; longer than one may take."""


async def back_up(db: Database, data_dir: str, clock: Clock, keep: int) -> Backup:
    """A backup, made now; how it went is noted. Raises Conflict."""
    folder, now = os.path.join(data_dir, FOLDER), clock.now()
    try:
        made = await asyncio.to_thread(make, db.url, folder, now, keep)
    except Conflict as error:
        said = str(error)
        await db.write(change_setting, KEY, lambda kept: {**(kept or {}), "failed": said})
        raise
    await db.write(note, made)
    return made


def note(connection: Connection, made: Backup) -> None:
    """That it was made: what failed before is over, and the next is not due yet."""
    done = {"at": made.at.isoformat(), "path": made.path}
    change_setting(connection, KEY, lambda _: done)


async def claim(db: Database, now: datetime, days: int) -> bool:
    """True for the one process that is to make a backup now, where one is due every so many days
    (0 never)."""

    def work(connection: Connection) -> bool:
        kept = setting_value(connection, KEY) or {}
        if not days or _is_recent(kept.get("at"), now, timedelta(days=days)):
            return False
        is_ours = False

        def claimed(latest: Any) -> dict[str, Any]:
            nonlocal is_ours
            latest = latest or {}
            is_ours = latest.get("at") == kept.get("at") and not _is_recent(
                latest.get("claimed"), now, CLAIM
            )
            return {**latest, "claimed": now.isoformat()} if is_ours else latest

        change_setting(connection, KEY, claimed)
        return is_ours

    return await db.write(work)


def noted(connection: Connection) -> dict[str, str]:
    """`at` and `path` of the last backup, `failed`: why a later one could not be made; each only
    where there is something to tell."""
    return setting_value(connection, KEY) or {}


def _is_recent(at: str | None, now: datetime, within: timedelta) -> bool:
    """A moment to come, left by a clock that was wrong, is not."""
    return at is not None and timedelta(0) <= now - datetime.fromisoformat(at) < within
