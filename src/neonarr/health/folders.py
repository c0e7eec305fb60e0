"""A folder, as a person has to know it: there, writable, with space."""

import errno
import os
import shutil

from neonarr.library import probes
from neonarr.settings.adapters import Check

LOW_SPACE = 1_000_000_000


def look_at_folder(path: str) -> Check:
    """A real look: a file is written there and deleted again. Blocking; never raises OSError."""
    parent = os.path.dirname(path.rstrip("/")) or "/"
    if not os.path.isdir(path):
        if os.path.exists(path):
            return Check(False, f"{path} is a file, not a folder: choose another path.", {})
        if os.path.isdir(parent) and os.access(parent, os.W_OK):
            return Check(True, f"{path} is not there yet; it is made with the first import.", {})
        return Check(
            False,
            f"{path} is not visible here. Create it, mount it, or (in a container) map it in.",
            {},
        )
    refusal = _refusal(path)
    if refusal:
        return Check(False, refusal, {})
    free = shutil.disk_usage(path).free
    facts = {"Free": f"{free / 1e9:.1f} GB"}
    if free < LOW_SPACE:
        return Check(False, f"{path} has only {free / 1e6:.0f} MB left.", facts)
    return Check(True, f"{path} is writable, {free / 1e9:.1f} GB free.", facts)


def _refusal(path: str) -> str | None:
    probes.remove_leftovers(path)
    probe = os.path.join(path, probes.new_name())
    try:
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        os.unlink(probe)
    except OSError as error:
        if error.errno == errno.EROFS:
            return f"Nothing can be written to {path}: it is mounted read-only. Mount it writable."
        return (
            f"Nothing can be written to {path} ({error.strerror}). Give the user that runs Neonarr "
            "(uid " + str(os.getuid()) + ") the right to write there."
        )
    return None
