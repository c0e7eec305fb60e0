"""Is the database sound, quick, of our schema, and on a disk it can live on?"""

import os
import time

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount
from neonarr.library.mounts import NETWORK, mount_of
from neonarr.storage import migrate

SQLITE_FILE = "neonarr.db"
TRIED = "Read its version, schema and size, checked its pages, and waited for its lock."
SLOW_LOCK_S = 2.0
LARGE_LOG = 200_000_000
"""Bytes of SQLite's write-ahead log; it is folded into the database now and then."""


async def look(visit: Visit) -> list[Finding]:
    db = visit.world.db
    try:
        engine, schema, size, ill = await db.read(_asked, db.is_shared, visit.is_thorough)
    except DatabaseError as error:
        if "malformed" not in str(error.orig):
            raise
        return [_damaged(str(error.orig))]
    if visit.is_thorough:
        visit.damage[:] = [ill] if ill else []
    waited_s = await _lock_s(visit) if visit.may_store else 0.0
    name = "PostgreSQL" if db.is_shared else "SQLite"
    found = [f for f in (_schema(schema), *map(_damaged, visit.damage), _lock(waited_s)) if f]
    if not db.is_shared:
        path = os.path.join(visit.data_dir, SQLITE_FILE)
        found += await visit.on_disk(_file, path)
    if found:
        return found
    lock = f", lock after {waited_s * 1000:.0f} ms" if visit.may_store else ""
    seen = f"{name} {engine}, schema {schema}, {amount(size)}{lock}."
    return [fine("database", "Database", TRIED, seen)]


def _asked(
    connection: Connection, is_shared: bool, is_thorough: bool
) -> tuple[str, str | None, int, str]:
    """(engine's version, schema, bytes, what is ill: empty if nothing)."""
    schema = migrate.version(connection)
    if is_shared:
        engine = str(connection.execute(text("show server_version")).scalar_one()).split()[0]
        size = connection.execute(text("select pg_database_size(current_database())")).scalar_one()
        return engine, schema, int(size), ""
    engine = str(connection.execute(text("select sqlite_version()")).scalar_one())
    pages = int(connection.execute(text("pragma page_count")).scalar_one())
    size = pages * int(connection.execute(text("pragma page_size")).scalar_one())
    ill = "ok"
    if is_thorough:
        ill = str(connection.execute(text("pragma quick_check(1)")).scalar_one())
    return engine, schema, size, "" if ill == "ok" else ill


async def _lock_s(visit: Visit) -> float:
    begun = time.monotonic()
    await visit.world.db.write(lambda connection: connection.execute(text("select 1")).scalar())
    return time.monotonic() - begun


def _schema(schema: str | None) -> Finding | None:
    newest = migrate.head()
    if schema == newest:
        return None
    is_newer = schema is not None and schema > newest
    return Finding(
        "database.schema",
        "Database",
        Severity.ERROR if is_newer else Severity.NOTICE,
        TRIED,
        f"Its schema is {schema or 'missing'}, this version has {newest}.",
        "A newer version of Neonarr has used it." if is_newer else "An older version wrote it.",
        "Start the newer version again, or restore a backup from before."
        if is_newer
        else "It is brought forward by the next start.",
    )


def _damaged(said: str) -> Finding:
    return Finding(
        "database.damaged",
        "Database",
        Severity.ERROR,
        TRIED,
        f"SQLite reports: {' '.join(said.split())}.",
        "The file is damaged, by a failing disk, a full one, or a copy made while it was in use.",
        "Stop the server, keep the file, restore the latest backup, and check the disk.",
    )


def _lock(waited_s: float) -> Finding | None:
    if waited_s < SLOW_LOCK_S:
        return None
    return Finding(
        "database.slow",
        "Database",
        Severity.WARNING,
        TRIED,
        f"A write had to wait {waited_s:.1f} s.",
        "The disk is slow or busy, or another program holds the database.",
        "Put the data folder on an SSD, or use PostgreSQL.",
    )


def _file(path: str) -> list[Finding]:
    found = []
    mount = mount_of(path)
    if mount and mount.kind in NETWORK:
        found.append(
            Finding(
                "database.network",
                "Database",
                Severity.ERROR,
                TRIED,
                f"{path} is on a network share ({mount.kind} from {mount.source}).",
                "SQLite needs locks that network file systems do not keep: it will be damaged.",
                "Move the data folder to a local disk, or use PostgreSQL (NEONARR_DATABASE_URL).",
            )
        )
    try:
        log = os.path.getsize(f"{path}-wal")
    except OSError:
        log = 0
    if log > LARGE_LOG:
        found.append(
            Finding(
                "database.log",
                "Database",
                Severity.NOTICE,
                TRIED,
                f"Its write-ahead log has grown to {amount(log)}.",
                "Some reader has been at work for long, so the log could not be folded in.",
                "A restart folds it in.",
            )
        )
    return found
