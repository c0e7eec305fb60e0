"""Files made to see what a folder allows, and gone again at once. Blocking."""

import os
import time
import uuid
from contextlib import suppress

LEFT_AFTER_S = 600
"""None lives for more than moments: one of that age was left by a process that was killed. Long
enough for the clock of a file server that goes wrong."""

_PREFIX = ".neonarr-probe-"


def new_name() -> str:
    """The name for one; no two are the same."""
    return f"{_PREFIX}{uuid.uuid4().hex}"


def remove_leftovers(folder: str) -> None:
    """Those that a killed process left in `folder` are deleted; what can't be read or deleted is
    left alone."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX):
                _remove_if_old(entry.path)


def _remove_if_old(path: str) -> None:
    with suppress(OSError):
        if time.time() - os.lstat(path).st_mtime > LEFT_AFTER_S:
            os.unlink(path)
