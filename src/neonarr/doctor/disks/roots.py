"""Is each library folder still the one it was, or the empty place where its disk is missing?"""

from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.library import roots
from neonarr.library.roots import Root

TRIED = "Compared what is mounted there with what was when it was last well, and looked into it."


async def look(visit: Visit) -> list[Finding]:
    preferences = visit.world.preferences()
    folders = {"Movies folder": preferences.movies_dir, "Music folder": preferences.music_dir}
    found = [await _one(visit, name, path) for name, path in folders.items()]
    return [finding for finding in found if finding]


async def _one(visit: Visit, name: str, path: str) -> Finding | None:
    doubt = await roots.doubt(visit.world.db, path, visit.on_disk)
    if doubt:
        seen, _, fix = doubt.partition(". ")
        return Finding(
            "roots.vanished",
            name,
            Severity.ERROR,
            TRIED,
            seen + ".",
            "Nothing is imported there until that is clear: it would fill the wrong disk.",
            fix,
            Action("accept_root", "It is right as it is", {"path": path}),
        )
    now = await visit.on_disk(roots.seen_now, path)
    if now is None:
        return None  # the folder itself is looked at by another check
    if visit.may_store:
        await _remember(visit, path, now)
    return fine("roots", name, TRIED, f"{path} is on {now.source} ({now.kind}) at {now.point}.")


async def _remember(visit: Visit, path: str, now: Root) -> None:
    before = await visit.world.db.read(roots.known, path)
    is_still_empty = before is not None and before.may_be_empty
    fresh = await visit.on_disk(roots.seen_now, path, may_be_empty=is_still_empty)
    if (fresh or now) != before:
        await visit.world.db.write(roots.remember, path, fresh or now)
