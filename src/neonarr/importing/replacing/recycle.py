"""The recycle bin: where files go that a better copy of the same version replaces, or that a person
removes.

It is a hidden folder in the library's own root, so moving there is a rename: at once, and without
room. Below it a folder for each day, in that the path the file had. Everything may run twice and
die anywhere: a file is under its old name, in the bin, or both.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

FOLDER = ".recycle"
"""Hidden: media servers pass it over."""


@dataclass(frozen=True, slots=True)
class RecycleBin:
    """Of the library at `root`. `days`: how long files are kept; 0: they are deleted at once."""

    root: str
    today: date
    days: int

    def is_for(self, path: str) -> bool:
        """Whether the file lies in this library."""
        return path.startswith(self.root.rstrip("/") + "/")

    def keep(self, path: str) -> None:
        """Give the file a second name in the bin, so that its own can be taken over in one go;
        where there are no hard links it only moves there. Raises OSError."""
        if not self.days:
            return
        kept = self._free_name(path)
        if kept is None:
            return
        try:
            os.link(path, kept, follow_symlinks=False)
        except OSError:
            os.rename(path, kept)

    def hold_open(self) -> None:
        """Make its folder, until it is emptied: a library whose last file is deleted, with nothing
        written of it yet, is then no empty one, whose disk may be away. Raises OSError."""
        with suppress(FileExistsError):
            os.mkdir(os.path.join(self.root, FOLDER))

    def throw(self, path: str) -> None:
        """Move the file into the bin; one that is not there was moved before. Raises OSError."""
        with suppress(FileNotFoundError):
            if not self.days:
                os.unlink(path)
            elif (kept := self._free_name(path)) is None:
                os.unlink(path)  # a rename between two names of one file would leave both
            else:
                os.rename(path, kept)
        self._leave_no_empty_folder(os.path.dirname(path))

    def empty(self) -> None:
        """Delete what was thrown away longer ago than is kept; what can't be deleted stays."""
        top = os.path.join(self.root, FOLDER)
        oldest = (self.today - timedelta(days=self.days)).isoformat()
        with suppress(OSError):
            for day in os.listdir(top):
                if _is_day(day) and day < oldest:
                    shutil.rmtree(os.path.join(top, day), ignore_errors=True)
            os.rmdir(top)  # only when it is empty

    def _free_name(self, path: str) -> str | None:
        """Where it belongs in the bin, its folder made; None if this very file is there."""
        within = os.path.relpath(path, self.root)
        stem, suffix = os.path.splitext(
            os.path.join(self.root, FOLDER, self.today.isoformat(), within)
        )
        os.makedirs(os.path.dirname(stem), exist_ok=True)
        number, name = 1, stem + suffix
        while os.path.lexists(name):
            if os.path.samestat(os.lstat(name), os.lstat(path)):
                return None
            number += 1
            name = f"{stem} ({number}){suffix}"
        return name

    def _leave_no_empty_folder(self, folder: str) -> None:
        with suppress(OSError):
            while self.is_for(folder):
                os.rmdir(folder)
                folder = os.path.dirname(folder)


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
