"""Backups of the database: whole, read back before they count, the oldest deleted. Blocking.

SQLite is copied by its own backup, which other connections do not notice; PostgreSQL by pg_dump. A
backup comes under its name only when it is complete, so what has a name can be restored.
"""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePath

from sqlalchemy import URL

from neonarr.base.errors import Conflict
from neonarr.storage.migrate import head

FOLDER = "backups"
"""In the data folder."""
DUMP_S = 3600
_OURS = re.compile(r"neonarr-\d{8}-\d{6}\.(db|dump)(\.part)?")


@dataclass(frozen=True, slots=True)
class Backup:
    path: str
    size: int
    """Bytes."""
    at: datetime


def make(address: URL, folder: str, at: datetime, keep: int) -> Backup:
    """A new backup of the database there; of ours in the folder the newest `keep` stay.

    Raises Conflict, with why and what to do; the backups there were are then left alone.
    """
    is_sqlite = address.get_backend_name() == "sqlite"
    path = _free_path(folder, at, "db" if is_sqlite else "dump")
    part = f"{path}.part"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        if is_sqlite:
            copy_sqlite(address.database or "", part)
            require_sound(part)
        else:
            _dump(address, part)
        _settle(part, path)
        _delete_old(folder, keep, path)
        return Backup(path, os.path.getsize(path), at)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or error
        raise Conflict(
            f"No backup could be made in {folder} ({said}). See that it can be written to and that "
            "its disk has room."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)


def backups_in(folder: str) -> list[Backup]:
    """The newest first; empty without the folder."""
    found = []
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name) and not entry.name.endswith(".part"):
                told = entry.stat()
                at = datetime.fromtimestamp(told.st_mtime, UTC)
                found.append(Backup(entry.path, told.st_size, at))
    return sorted(found, key=lambda one: one.path, reverse=True)


def put_back(path: str, database: str, at: datetime) -> str | None:
    """Put the SQLite backup in the place of `database`, which nobody may have open. Where the one
    that was there is kept; None if there was none. What dies half-way can be run again.

    Raises Conflict for what is no sound backup of this version or an older one.
    """
    part = f"{database}.restored"
    try:
        schema = _schema(path)
        require_sound(path)
        copy_sqlite(path, part)
    except sqlite3.Error as error:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise Conflict(f"{path} is no backup that can be restored ({error}).") from error
    if schema > head():
        os.unlink(part)
        raise Conflict(
            f"{path} has schema {schema}, this version knows {head()}. Restore it with the version "
            "that wrote it, or a later one."
        )
    aside = f"{database}.before-{at.astimezone(UTC):%Y%m%d-%H%M%S}"
    was_there = os.path.exists(database)
    for suffix in ("-wal", "-shm", ""):  # the log of one database must never meet another
        with contextlib.suppress(FileNotFoundError):
            os.rename(database + suffix, aside + suffix)
    _settle(part, database)
    return aside if was_there else None


def _schema(path: str) -> str:
    with contextlib.closing(_read_only(path, "&immutable=1")) as file:
        row = file.execute("select version_num from alembic_version").fetchone()
    if row is None:
        raise sqlite3.DatabaseError("it names no schema")
    return str(row[0])


def _read_only(path: str, options: str = "") -> sqlite3.Connection:
    """A `#`, `?` or `%` in a path means something else in an address, unless it is written so."""
    address = f"{PurePath(os.path.abspath(path)).as_uri()}?mode=ro{options}"
    return sqlite3.connect(address, uri=True)


def copy_sqlite(original: str, copy: str) -> None:
    """Of a database that may be in use, into one file without a log. Raises sqlite3.Error."""
    with (
        contextlib.closing(_read_only(original)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("pragma journal_mode=delete")


def require_sound(path: str) -> None:
    """Every page of a SQLite file is read. Raises sqlite3.DatabaseError if it is damaged."""
    with contextlib.closing(_read_only(path, "&immutable=1")) as file:
        said = file.execute("pragma integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(f"the database is damaged: {said}")


def _dump(address: URL, path: str) -> None:
    dump, reader = shutil.which("pg_dump"), shutil.which("pg_restore")
    if not dump or not reader:
        raise Conflict(
            "A backup of PostgreSQL needs pg_dump and pg_restore, which are not installed here. "
            "Install postgresql-client of the server's version, or back PostgreSQL up by itself."
        )
    # The password goes past the list of processes, which everybody can read.
    with tempfile.NamedTemporaryFile("w", prefix="neonarr-") as passwords:
        where = address.set(drivername="postgresql")._replace(password=None)
        if address.password:
            passwords.write("*:*:*:*:" + re.sub(r"([\\:])", r"\\\1", address.password))
            passwords.flush()
            where = where.update_query_dict({"passfile": passwords.name})
        target = f"--dbname={where.render_as_string()}"
        _run([dump, "--format=custom", "--no-owner", "--no-password", f"--file={path}", target])
    _run([reader, "--list", path])


def _run(command: list[str]) -> None:
    try:
        ended = subprocess.run(  # noqa: S603 - no shell, our own arguments
            command, capture_output=True, timeout=DUMP_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Conflict(f"{command[0]} was not done after {DUMP_S // 60} minutes.") from error
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip().splitlines()
        raise Conflict(f"{command[0]} failed: {(said or ['it does not say why'])[0][:300]}")


def _settle(part: str, path: str) -> None:
    """On the disk first, under its name then."""
    with open(part, "rb") as file:
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _free_path(folder: str, at: datetime, suffix: str) -> str:
    """Named by its second, or the next that is free."""
    while True:
        name = f"neonarr-{at.astimezone(UTC):%Y%m%d-%H%M%S}.{suffix}"
        if not os.path.exists(path := os.path.join(folder, name)):
            return path
        at += timedelta(seconds=1)


def _delete_old(folder: str, keep: int, newest: str) -> None:
    """Only what is ours by its name; the one just made stays whatever the clock says."""
    old = [one.path for one in backups_in(folder) if one.path != newest]
    for path in old[max(0, keep - 1) :]:
        os.unlink(path)
