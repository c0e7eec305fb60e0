"""How old is the latest backup?"""

import os
from contextlib import suppress

from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import days

FOLDER = "backups"
TRIED = "Looked for the newest file in the backups folder."
OLD_DAYS = 14.0


async def look(visit: Visit) -> list[Finding]:
    folder = os.path.join(visit.data_dir, FOLDER)
    newest = await visit.on_disk(newest_in, folder)
    if newest is None:
        what = (
            "with pg_dump, and the data folder without it"
            if visit.world.db.is_shared
            else "stop the server, or use `sqlite3 neonarr.db '.backup FILE'`"
        )
        return [
            Finding(
                "backups.none",
                "Backups",
                Severity.NOTICE,
                TRIED,
                f"There is none in {folder}.",
                "Settings, history and decisions would be lost with the disk.",
                f"Back up {visit.data_dir} regularly ({what}) and keep secret.key with it.",
            )
        ]
    age = (visit.world.clock.now().timestamp() - newest) / 86400
    seen = f"The newest backup is {days(age)} old."
    if age < OLD_DAYS:
        return [fine("backups", "Backups", TRIED, seen)]
    return [
        Finding(
            "backups.old",
            "Backups",
            Severity.WARNING,
            TRIED,
            seen,
            "Backups are no longer made.",
            "See that what makes them still runs.",
        )
    ]


def newest_in(folder: str) -> float | None:
    """When its newest file was written, in seconds since 1970; None without one. Blocking."""
    with suppress(OSError), os.scandir(folder) as entries:
        return max((e.stat().st_mtime for e in entries if e.is_file()), default=None)
    return None
