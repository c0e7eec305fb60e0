"""`neonarr backup` and `neonarr restore`."""

import os
from typing import Any

from sqlalchemy import Connection

from neonarr.base.clock import SystemClock
from neonarr.base.errors import Conflict, Invalid
from neonarr.commands.reach import Call, reached
from neonarr.settings.backups import note
from neonarr.settings.boot import read_boot
from neonarr.settings.model import BACKUPS_KEPT
from neonarr.settings.store import load_settings
from neonarr.storage.backup import FOLDER, make, put_back
from neonarr.storage.process_lock import AlreadyRunning, ProcessLock


def back_up() -> str:
    """What was made where. Raises UserError, OSError."""
    boot = read_boot()
    folder = os.path.join(os.path.abspath(boot.neonarr_data_dir), FOLDER)

    def work(connection: Connection) -> dict[str, Any]:
        keep = load_settings(connection).get("backups_kept", BACKUPS_KEPT)
        made = make(connection.engine.url, folder, SystemClock().now(), keep)
        note(connection, made)
        return {"message": f"Backed up to {made.path} ({made.size / 1e6:.1f} MB)."}

    call = Call("/api/v1/doctor/act", {"key": "back_up"})
    return str(reached(boot, call, work)["message"])


def restore(path: str) -> str:
    """What was done. Raises UserError, OSError; the database is then as it was."""
    from neonarr.main import LOCK_FILE, SQLITE_FILE  # noqa: PLC0415 - loads the whole house

    boot = read_boot()
    if boot.neonarr_database_url:
        raise Invalid(
            "NEONARR_DATABASE_URL",
            "PostgreSQL is restored by its own program: stop every server, then run "
            f"pg_restore --clean --if-exists --no-owner --dbname=ADDRESS {path}",
        )
    folder = os.path.abspath(boot.neonarr_data_dir)
    os.makedirs(folder, exist_ok=True)
    try:
        lock = ProcessLock(os.path.join(folder, LOCK_FILE))
    except AlreadyRunning as error:
        raise Conflict(f"{error} A backup is put in place while no server runs.") from error
    try:
        aside = put_back(path, os.path.join(folder, SQLITE_FILE), SystemClock().now())
    finally:
        lock.release()
    kept = f" What was there is kept as {aside}." if aside else ""
    return f"{path} is in place.{kept} Start the server again."
