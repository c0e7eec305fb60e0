"""Are the folders there, writable, with space, and can others read what is made in them?"""

import grp
import os
import pwd
import shutil
import stat
from contextlib import suppress

from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount
from neonarr.health.folders import LOW_SPACE, look_at_folder
from neonarr.library.mounts import mount_of

TRIED = "Wrote a file there and deleted it again; read owner, rights, umask and free space."
TIGHT_PART = 0.03
"""Of the disk; below that it is worth a word."""
TIGHT = 50_000_000_000


async def look(visit: Visit) -> list[Finding]:
    found = []
    for name, path in (await folders_of(visit)).items():
        found += await visit.on_disk(look_at, name, path)
    return found


async def folders_of(visit: Visit) -> dict[str, str]:
    """The library, and the downloads folder where the built-in engine may use it."""
    preferences = visit.world.preferences()
    known = {"Movies folder": preferences.movies_dir, "Music folder": preferences.music_dir}
    if await visit.on_disk(os.path.isdir, preferences.downloads_dir):
        known["Downloads folder"] = preferences.downloads_dir
    return known


def look_at(name: str, path: str) -> list[Finding]:
    """Blocking."""
    check = look_at_folder(path)
    if not check.is_ok:
        return [_bad(name, path, check.message)]
    if not os.path.isdir(path):
        return [
            Finding(
                "folders.missing",
                name,
                Severity.NOTICE,
                TRIED,
                check.message,
                "It has not been made yet.",
                "Make it now, to see at once whether everything about it is right.",
                Action("make_folder", "Make it", {"path": path}),
            )
        ]
    tight = _space(name, path)
    hidden = _rights(name, path)
    return [f for f in (tight, hidden) if f] or [fine("folders", name, TRIED, _facts(path))]


def _bad(name: str, path: str, said: str) -> Finding:
    mount = mount_of(path)
    is_read_only = bool(mount and mount.is_read_only) and os.path.isdir(path)
    if is_read_only and mount:
        cause = f"{mount.point} ({mount.source}, {mount.kind}) is mounted read-only."
        fix = "Mount it writable. If it was, the disk may have failed: look at the system's log."
    elif os.path.isdir(path) and not os.access(path, os.W_OK):
        cause, fix = _facts(path), "Give the user Neonarr runs as the right to write there."
    else:
        cause, fix = "Nothing can be imported there.", "Mend it, or choose another folder."
    return Finding(
        "folders.read_only" if is_read_only else "folders.unusable",
        name,
        Severity.ERROR,
        TRIED,
        said,
        cause,
        fix,
        is_told_elsewhere=True,
    )


def _space(name: str, path: str) -> Finding | None:
    usage = shutil.disk_usage(path)
    if usage.free >= max(LOW_SPACE, min(TIGHT, usage.total * TIGHT_PART)):
        return None
    return Finding(
        "folders.space",
        name,
        Severity.WARNING,
        TRIED,
        f"{amount(usage.free)} of {amount(usage.total)} are free in {path}.",
        "The disk is nearly full.",
        "Free some space, or move the folder to another disk.",
    )


def _rights(name: str, path: str) -> Finding | None:
    mask = _umask()
    if mask & 0o044 != 0o044:
        return None
    return Finding(
        "folders.umask",
        name,
        Severity.NOTICE,
        TRIED,
        f"Files made in {path} can only be read by the user of Neonarr (umask {mask:03o}).",
        "A media server that runs as another user will not see them.",
        "Start Neonarr with umask 022, or 002 for a shared group (UMASK in many containers).",
    )


def _facts(path: str) -> str:
    status = os.stat(path)
    owner, group = str(status.st_uid), str(status.st_gid)
    with suppress(KeyError):
        owner = pwd.getpwuid(status.st_uid).pw_name
    with suppress(KeyError):
        group = grp.getgrgid(status.st_gid).gr_name
    free = amount(shutil.disk_usage(path).free)
    return (
        f"{path} belongs to {owner}:{group}, rights {stat.S_IMODE(status.st_mode):o}; Neonarr runs "
        f"as uid {os.getuid()}, gid {os.getgid()}, umask {_umask():03o}; {free} free."
    )


def _umask() -> int:
    """Read without setting it, which would be seen by every thread."""
    with suppress(OSError, ValueError), open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    return 0o022
