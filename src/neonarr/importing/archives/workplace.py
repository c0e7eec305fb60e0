"""The work folders in which archives are unpacked: hidden, in the library's own root, so that what
is unpacked there gets to its place by a hard link, at no cost.

One for each download, named after it and locked while in use. What a crash left is known by its
name and by nobody holding its lock, and goes with the next import, whichever that is.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath

from neonarr.importing.faults import library_fault, shown
from neonarr.importing.model import LibraryBusy

FOLDER = ".neonarr-unpacked"
"""Hidden: media servers pass it over."""

_OURS = re.compile(r"[0-9a-f]{16}")


@contextmanager
def workplace(root: PurePath, content_path: str) -> Iterator[str]:
    """An empty folder for that download, gone afterwards.

    Raises LibraryBusy if another import of the same is under way, LibraryReadOnly, LibraryFull."""
    top = os.path.join(root, FOLDER)
    folder = os.path.join(top, hashlib.sha256(os.fsencode(content_path)).hexdigest()[:16])
    try:
        lock = _locked(top, folder)
    except OSError as error:
        raise library_fault(error, folder) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        _remove_if_empty(top)


def sweep(root: PurePath) -> None:
    """Remove what crashed imports left in that library; what is in use stays."""
    top = os.path.join(root, FOLDER)
    if not os.path.isdir(top):
        return
    with suppress(OSError):
        for name in os.listdir(top):
            if _OURS.fullmatch(name):
                _remove_unless_locked(os.path.join(top, name))
    _remove_if_empty(top)


def _locked(top: str, folder: str) -> int:
    """The open, locked folder, whatever a crash left in it removed."""
    while True:
        with suppress(FileNotFoundError):  # another import just removed `top`
            os.makedirs(top, exist_ok=True)
            with suppress(FileExistsError):
                os.mkdir(folder)
            lock = _lock(folder)
            if lock is None:
                raise LibraryBusy(f"Another import is unpacking to {shown(top)}.")
            if os.path.samestat(os.fstat(lock), os.stat(folder)):
                _empty(folder)
                return lock
            os.close(lock)


def _lock(folder: str) -> int | None:
    """None if somebody holds it."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    except OSError:
        return fd  # a file system without locks lets everyone in
    return fd


def _empty(folder: str) -> None:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def _remove_unless_locked(folder: str) -> None:
    with suppress(OSError):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _remove_if_empty(top: str) -> None:
    with suppress(OSError):
        os.rmdir(top)
