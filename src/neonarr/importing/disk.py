"""Files placed in the library: with the recycle bin the only code that changes anything there.

Every step may run twice and die anywhere. A file has its final name only when it is complete, and
no name that exists is ever given to another file, except that of an older copy of the same version:
that one is in the recycle bin before its name is taken over.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing import copying
from neonarr.importing.faults import library_fault, link_fault, shown, source_fault
from neonarr.importing.model import ImportFailed, LibraryMissing, Move, Placed, Stopped, TargetTaken
from neonarr.importing.replacing.recycle import RecycleBin
from neonarr.naming.part import same_name_key
from neonarr.settings.model import ImportMode

_BLOCK = 1 << 20
_LINKS_REFUSED = frozenset({errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


@dataclass(frozen=True, slots=True)
class Old:
    """The copy of the same version that is to be replaced, and where it goes."""

    paths: frozenset[str]
    recycle_bin: RecycleBin


class Placing:
    """Places the files of one import one after another. It remembers the folders it has looked
    into, so use one per import and let it go. `finish()` makes all of them survive a power cut."""

    def __init__(
        self,
        should_stop: Callable[[], bool] = lambda: False,
        mode: ImportMode = ImportMode.PREFER_HARDLINK,
        old: Old | None = None,
        unpacked: Collection[PurePath] = (),
    ) -> None:
        """`unpacked`: sources that go again. Nothing links to them or pays twice for them,
        whatever the mode."""
        self._should_stop, self._mode, self._old = should_stop, mode, old
        self._unpacked = unpacked
        self._folders: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._changed: dict[str, None] = {}

    def place(self, move: Move) -> Placed:
        """Make sure the file is complete at its target, in the way the mode says. What is there
        already and equal counts, however it came; `move` in the answer has the path as it really
        is (a folder that exists in another case is used).

        Raises ImportFailed; Stopped if the caller wants no more."""
        wanted = os.fspath(move.target.parent)
        made: list[str] = []
        try:
            folder = self._folder(wanted, made)
            return self._place_in(folder, move)
        except OSError as error:
            self._unmake(made)
            raise library_fault(error, wanted) from error
        except (ImportFailed, Stopped):
            self._unmake(made)
            raise

    def mode_for(self, source: PurePath) -> ImportMode:
        return ImportMode.PREFER_HARDLINK if source in self._unpacked else self._mode

    def finish(self) -> None:
        """Raises ImportFailed if a folder can't be flushed."""
        for folder in self._changed:
            try:
                _flush_folder(folder)
            except OSError as error:
                raise library_fault(error, folder) from error
        self._changed.clear()

    def _place_in(self, folder: str, move: Move) -> Placed:
        names = self._listing(folder)
        name = move.target.name
        key = same_name_key(name)
        if key in names:
            there = os.path.join(folder, names[key])
            if self._old is None or there not in self._old.paths:
                return _already_placed(move, there)
            return self._replace(move, there, self._old.recycle_bin)
        target = os.path.join(folder, name)
        try:
            method = self._bring(move.source, target)
        except (FileExistsError, TargetTaken):
            return _already_placed(move, target)  # perhaps another import was faster
        names[key] = name
        self._changed[folder] = None
        cost = move.size if method == "copy" else 0
        return Placed(_moved_to(move, target), method, Bytes(cost))

    def _replace(self, move: Move, there: str, recycle_bin: RecycleBin) -> Placed:
        """The name of the older copy goes from it to the new file in one go."""
        try:
            return _already_placed(move, there)
        except TargetTaken:
            staged = copying.temp_path(there + ".new")
        with suppress(FileNotFoundError):
            os.unlink(staged)
        method = self._bring(move.source, staged)
        recycle_bin.keep(there)
        os.replace(staged, there)
        self._changed[os.path.dirname(there)] = None
        cost = move.size if method == "copy" else 0
        return Placed(_moved_to(move, there), method, Bytes(cost))

    def _bring(self, path: PurePath, target: str) -> str:
        """How it was done. Raises FileExistsError or TargetTaken if something is there."""
        source, mode = os.fspath(path), self.mode_for(path)
        if mode is ImportMode.COPY:
            return copying.copy(source, target, self._should_stop)
        if mode is ImportMode.SYMLINK:
            _require(source)  # a link to nothing is no import
            os.symlink(source, target)
            return "symlink"
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError as error:
            # Another device, a file system without links, too many links, links forbidden by the
            # kernel's hardening: whatever it was, a copy works or says what is really wrong.
            if mode is not ImportMode.HARDLINK_ONLY:
                return copying.copy(source, target, self._should_stop)
            if error.errno in _LINKS_REFUSED:
                raise link_fault(error, source, os.path.dirname(target)) from error
            _require(source)
            raise
        return "hardlink"

    def _folder(self, path: str, made: list[str]) -> str:
        """The folder as it really is; made, and noted in `made`, if it was missing."""
        if path in self._folders:
            return self._folders[path]
        found = path if os.path.isdir(path) else self._twin_or_new(path, made)
        self._folders[path] = found
        return found

    def _twin_or_new(self, path: str, made: list[str]) -> str:
        above, name = os.path.split(path)
        above = self._folder(above, made)
        names = self._listing(above)
        key = same_name_key(name)
        twin = os.path.join(above, names.get(key, name))
        if not os.path.isdir(twin):
            os.mkdir(twin)
            made.append(twin)
            names[key] = name
            self._changed[above] = None
        return twin

    def _listing(self, folder: str) -> dict[str, str]:
        """Key to name of all that is in it, without what crashed copies left."""
        if folder not in self._names:
            names = os.listdir(folder)
            if any(copying.is_temp(name) for name in names):
                copying.remove_leftovers(folder)
            self._names[folder] = {same_name_key(name): name for name in names}
        return self._names[folder]

    def _unmake(self, made: list[str]) -> None:
        """Leave no empty folders behind a failure, and forget them."""
        for folder in reversed(made):
            try:
                os.rmdir(folder)
            except OSError:
                return
            self._changed.pop(folder, None)
        if made:
            self._folders.clear()
            self._names.clear()


def place(move: Move) -> Placed:
    """One file, durably: see Placing."""
    placing = Placing()
    placed = placing.place(move)
    placing.finish()
    return placed


def make_root(root: PurePath) -> None:
    """Make sure the root folder exists. Only its last part is ever made: a missing parent is more
    likely a disk that is not mounted, and the library would silently fill the system's disk.

    Raises LibraryMissing, LibraryReadOnly, LibraryFull."""
    folder = os.fspath(root)
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    if not os.path.isdir(above):
        raise LibraryMissing(
            f"The library folder {shown(folder)} does not exist, nor does {shown(above)}. Is the "
            "disk mounted? If the path is right, make the folder by hand."
        )
    try:
        os.mkdir(folder)
        _flush_folder(above)
    except FileExistsError as error:
        if not os.path.isdir(folder):
            raise library_fault(error, folder) from error
    except OSError as error:
        raise library_fault(error, folder) from error


def free_space(path: PurePath) -> Bytes | None:
    """Where `path` is or will be; None if the file system can't tell."""
    try:
        status = os.statvfs(_nearest(path))
    except OSError:
        return None
    return Bytes(status.f_bavail * status.f_frsize) if status.f_blocks else None


def needs_room(move: Move, mode: ImportMode) -> bool:
    """Whether placing it takes space. (A copy that turns out a reflink takes none.)"""
    if mode in (ImportMode.SYMLINK, ImportMode.HARDLINK_ONLY):
        return False
    if mode is ImportMode.COPY:
        return not os.path.lexists(move.target)
    return is_elsewhere(move)


def is_elsewhere(move: Move) -> bool:
    """Whether placing it needs room: another file system, and nothing at the target yet."""
    near = _nearest(move.target)
    try:
        if near == os.fspath(move.target) or os.stat(move.source).st_dev == os.stat(near).st_dev:
            return False
        here, there = os.statvfs(move.source), os.statvfs(near)
    except OSError:
        return False
    # Subvolumes of one btrfs are devices of their own, but share their space and can reflink.
    return (here.f_blocks, here.f_bfree) != (there.f_blocks, there.f_bfree)


def checksum(path: PurePath) -> str:
    """SHA-256 of the whole file, in hex.

    Raises NotVisible or Unreadable."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise source_fault(error, os.fspath(path)) from error


def _require(source: str) -> None:
    try:
        os.stat(source)
    except OSError as error:
        raise source_fault(error, source) from error


def _already_placed(move: Move, path: str) -> Placed:
    """Raises TargetTaken if `path` is not this very content. (Its cost is what it takes, whenever
    it was made: a crash may have come between the copy and its record.)"""
    taken = TargetTaken(
        f"{shown(path)} is there already and is a different file. It was not touched."
    )
    try:
        source, target = os.stat(move.source, follow_symlinks=False), os.stat(path)
    except FileNotFoundError as error:
        if error.filename != path:
            raise source_fault(error, os.fspath(move.source)) from error
        raise taken from error
    if os.path.samestat(source, target):
        method = "symlink" if os.path.islink(path) else "hardlink"
        return Placed(_moved_to(move, path), method, Bytes(0))
    if not stat.S_ISREG(target.st_mode) or source.st_size != target.st_size:
        raise taken
    if not _is_same_content(os.fspath(move.source), path):
        raise taken
    return Placed(_moved_to(move, path), "copy", move.size)


def _is_same_content(one: str, other: str) -> bool:
    with open(one, "rb") as first, open(other, "rb") as second:
        while block := first.read(_BLOCK):
            if block != second.read(_BLOCK):
                return False
        return not second.read(1)


def _moved_to(move: Move, path: str) -> Move:
    return move if path == os.fspath(move.target) else replace(move, target=PurePath(path))


def _nearest(path: PurePath) -> str:
    """The path itself or the closest folder above it that exists."""
    nearest = os.fspath(path)
    while not os.path.lexists(nearest) and nearest != os.path.dirname(nearest):
        nearest = os.path.dirname(nearest)
    return nearest


def _flush_folder(folder: str) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some shares can't flush folders
            raise
    finally:
        os.close(fd)
