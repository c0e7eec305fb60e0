"""Is there a backup, how old is it, and why was none made?"""

import os
from datetime import datetime

from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount, days
from neonarr.settings.backups import noted
from neonarr.storage.backup import FOLDER, backups_in

TRIED = "Looked for the newest backup, and how the last one went."
OLD_DAYS = 14.0
NOW = Action("back_up", "Back up now", {})


async def look(visit: Visit) -> list[Finding]:
    folder = os.path.join(visit.data_dir, FOLDER)
    found = await visit.on_disk(backups_in, folder)
    told = await visit.world.db.read(noted)
    newest, place = (found[0].at, found[0].path) if found else (None, "")
    if visit.world.db.is_shared and "at" in told:  # whichever process made it, in its own folder
        at = datetime.fromisoformat(told["at"])
        newest, place = max((newest or at, place), (at, told["path"]))
    every = visit.world.preferences().backup_days
    if newest is None:
        return [_none(folder, told.get("failed"), every)]
    age = (visit.world.clock.now() - newest).total_seconds() / 86400
    seen = f"The newest backup is {days(age)} old: {place}."
    if "failed" in told:
        return [_bad("backups.failed", f"{seen} The last try: {told['failed']}")]
    if age > max(OLD_DAYS, 2.0 * every):
        return [_bad("backups.old", seen)]
    if found:
        count = "1 is" if len(found) == 1 else f"{len(found)} are"
        whole = amount(sum(one.size for one in found))
        seen += f" {count} kept ({whole}). Copies belong on another disk, with secret.key."
    return [fine("backups", "Backups", TRIED, seen)]


def _none(folder: str, failed: str | None, every: int) -> Finding:
    if failed:
        return _bad("backups.failed", f"There is none in {folder}. The last try: {failed}")
    soon = " The first is made a minute after the start." if every else ""
    return Finding(
        "backups.none",
        "Backups",
        Severity.NOTICE,
        TRIED,
        f"There is none in {folder}.{soon}",
        "Settings, history and decisions would be lost with the disk.",
        "Back up now, or set how often under Settings → Folders. Keep copies on another disk, and "
        "secret.key with them: without it stored passwords can't be read.",
        NOW,
    )


def _bad(key: str, seen: str) -> Finding:
    is_failed = key == "backups.failed"
    return Finding(
        key,
        "Backups",
        Severity.WARNING,
        TRIED,
        seen,
        "The last backup could not be made." if is_failed else "Backups are no longer made.",
        "Mend that, then back up now."
        if is_failed
        else "Back up now, and set how often under Settings → Folders.",
        NOW,
    )
