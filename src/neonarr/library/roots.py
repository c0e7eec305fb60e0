"""Whether a library folder is still the one it was, so that an empty mount point is never taken
for an empty library, nor filled.

What is remembered of each: the mount it lay on when it was last seen well. In doubt it is when
- it lay on a mount of its own, and that is not mounted now; or
- nothing is in it, while files were imported to it.
A person may say that it is right as it is.
"""

import os
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from neonarr.base.kinds import MediaKind
from neonarr.library.mounts import is_below, mount_of
from neonarr.library.store import file_table
from neonarr.settings.model import Preferences
from neonarr.settings.store import save_setting, setting_value
from neonarr.storage.db import Database, serialize

KEPT = "library_roots"


@dataclass(frozen=True, slots=True)
class Root:
    """A library folder as it was seen last. `may_be_empty`: a person said so."""

    point: str
    kind: str
    source: str
    may_be_empty: bool = False


def library_root(preferences: Preferences, kind: MediaKind) -> str:
    """The folder in which items of that kind are filed."""
    return preferences.movies_dir if kind is MediaKind.MOVIE else preferences.music_dir


async def doubt(db: Database, path: str, on_disk: Any) -> str | None:
    """Why `path` is not to be trusted now, with what to do; None if nothing speaks against it.

    `on_disk(work, ...)` runs what blocks."""
    known, count = await db.read(_known_and_count, path)
    said: str | None = await on_disk(_doubt, path, known, count)
    return said


def remember(connection: Connection, path: str, seen: Root) -> None:
    serialize(connection, KEPT)
    kept = setting_value(connection, KEPT) or {}
    if kept.get(path) != asdict(seen):
        save_setting(connection, KEPT, {**kept, path: asdict(seen)})


def seen_now(path: str, *, may_be_empty: bool = False) -> Root | None:
    """What there is to remember of it; None if it is not there. Blocking."""
    mount = mount_of(path)
    if mount is None or not os.path.isdir(path):
        return None
    return Root(mount.point, mount.kind, mount.source, may_be_empty and not has_entries(path))


def known(connection: Connection, path: str) -> Root | None:
    kept = (setting_value(connection, KEPT) or {}).get(path)
    return Root(**kept) if kept else None


def has_entries(path: str) -> bool:
    """What a file system makes for itself does not count."""
    with os.scandir(path) as entries:
        return any(entry.name != "lost+found" for entry in entries)


def _known_and_count(connection: Connection, path: str) -> tuple[Root | None, int]:
    below = path.rstrip("/") + "/"
    count = select(func.count()).where(func.substr(file_table.c.path, 1, len(below)) == below)
    return known(connection, path), connection.execute(count).scalar_one()


def _doubt(path: str, known: Root | None, count: int) -> str | None:
    mount = mount_of(path)
    if known and mount and mount.point != known.point and is_below(known.point, mount.point):
        return (
            f"{path} lay on a disk of its own ({known.source} at {known.point}), which is not "
            "mounted now. Mount it again; if the folder was moved on purpose, say so in the Doctor."
        )
    if not count or (known and known.may_be_empty):
        return None
    try:
        is_empty = not has_entries(path)
    except OSError:
        return None  # the import itself says what is wrong with it
    if not is_empty:
        return None
    files = "1 file was" if count == 1 else f"{count} files were"
    return (
        f"{path} is empty, though {files} imported to it: its disk is probably not mounted. Mount "
        "it; if it was emptied on purpose, say so in the Doctor."
    )
