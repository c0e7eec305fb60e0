"""A file copied under its final name only when it is complete, flushed and checked.

The copy grows under a hidden name in the target's own folder. That name follows from the target's,
so the run after a crash finds it, and a lock on it keeps two imports from writing one file.

Checked means: behind the writer, window by window, a second thread has the disk flush what was
written and compares what the file system now holds with the source, byte for byte. This finds
short, misplaced and garbled writes (FUSE, network shares, our own mistakes), and as it overlaps
with the writing the whole takes no longer than `cp` and `sync`. It does not read the medium itself:
emptying the cache first was measured to take 2.5 times as long, so there fsync's word is taken.
"""

import ctypes
import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from neonarr.importing.faults import shown, source_fault
from neonarr.importing.model import LibraryBusy, Stopped, TargetTaken, Unreadable

_WINDOW = 64 << 20
_LEAD = 3
"""Windows the writer may be ahead of the check: what a stop has to wait for on a slow disk."""
_SENT = 4 << 20
_BLOCK = 1 << 20
_FICLONE = 0x40049409
"""Source: linux/fs.h, _IOW(0x94, 9, int)."""
_RENAME_NOREPLACE = 1
_AT_FDCWD = -100
_TEMP = re.compile(r"\.neonarr-[0-9a-f]{16}\.part")


def copy(source: str, target: str, should_stop: Callable[[], bool]) -> str:
    """Put a copy of `source` at `target`; returns `reflink` or `copy`, how it was made.

    Raises TargetTaken if something is there by now, Unreadable if the source fails, LibraryBusy if
    another import writes it, Stopped, or the OSError of the library's side."""
    source_fd = _open_source(source)
    temp = temp_path(target)
    try:
        temp_fd = _open_temp(temp)
        try:
            method = _fill(source, source_fd, temp_fd, should_stop)
            _publish(temp, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temp)
            raise
        finally:
            os.close(temp_fd)
    finally:
        os.close(source_fd)
    return method


def temp_path(target: str) -> str:
    """Where the copy for `target` grows."""
    folder, name = os.path.split(target)
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
    return os.path.join(folder, f".neonarr-{digest}.part")


def remove_leftovers(folder: str) -> int:
    """Delete what crashed copies left in `folder`, and tell how many; a copy that another import
    is writing right now stays. A folder that is not there has none."""
    removed = 0
    with suppress(FileNotFoundError, NotADirectoryError):
        for name in os.listdir(folder):
            if is_temp(name):
                removed += _remove_unless_locked(os.path.join(folder, name))
    return removed


def is_temp(name: str) -> bool:
    return _TEMP.fullmatch(name) is not None


def _remove_unless_locked(path: str) -> bool:
    with suppress(OSError):
        fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if _lock(fd):
                os.unlink(path)
                return True
        finally:
            os.close(fd)
    return False


def _open_source(path: str) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise source_fault(error, path) from error


def _open_temp(path: str) -> int:
    """An empty, locked file under `path`, whatever a crash left there."""
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        if not _lock(fd):
            os.close(fd)
            raise LibraryBusy(f"Another import is writing to {shown(os.path.dirname(path))}.")
        if _is_only_name(fd, path):
            os.ftruncate(fd, 0)
            return fd
        os.close(fd)


def _is_only_name(fd: int, path: str) -> bool:
    """False if, since it was opened, `path` was finished by another import, or if a crash left it
    as a second name of a finished file: to truncate that would empty the library's file. (Nor
    would a rename between two names of one file remove either.)"""
    status = os.fstat(fd)
    try:
        is_named = os.path.samestat(status, os.lstat(path))
    except FileNotFoundError:
        return False
    if is_named and status.st_nlink > 1:
        os.unlink(path)
        return False
    return is_named


def _lock(fd: int) -> bool:
    """False if another process or thread holds it. File systems without locks let everyone in."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _fill(source: str, source_fd: int, temp_fd: int, should_stop: Callable[[], bool]) -> str:
    before = os.fstat(source_fd)
    method = "reflink"
    try:
        fcntl.ioctl(temp_fd, _FICLONE, source_fd)
    except OSError:
        method = "copy"
        _copy_and_check(source, source_fd, temp_fd, before.st_size, should_stop)
    after = os.fstat(source_fd)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Unreadable(f"{shown(source)} changed while it was copied.")
    with suppress(PermissionError):  # some shares set times themselves
        os.utime(temp_fd, ns=(after.st_atime_ns, after.st_mtime_ns))
    os.fsync(temp_fd)
    return method


def _copy_and_check(
    source: str, source_fd: int, temp_fd: int, size: int, should_stop: Callable[[], bool]
) -> None:
    checker = ThreadPoolExecutor(1, thread_name_prefix="copy-check")
    checks: list[Future[bool]] = []
    try:
        for start in range(0, size, _WINDOW):
            end = min(start + _WINDOW, size)
            _copy_window(source, source_fd, temp_fd, range(start, end), should_stop)
            checks.append(
                checker.submit(_is_flushed_and_same, source, source_fd, temp_fd, start, end)
            )
            if len(checks) > _LEAD and not checks[-1 - _LEAD].result():
                break
        is_same = all(check.result() for check in checks)
    finally:
        checker.shutdown(cancel_futures=True)
    if not is_same or os.fstat(temp_fd).st_size != size:
        raise Unreadable(
            f"The copy of {shown(source)} differs from the original, so it was thrown away. "
            "Check the library's disk, its cable and the machine's memory."
        )


def _copy_window(
    source: str, source_fd: int, temp_fd: int, window: range, should_stop: Callable[[], bool]
) -> None:
    at = window.start
    while at < window.stop:
        if should_stop():
            raise Stopped
        at += _send(source, source_fd, temp_fd, at, min(_SENT, window.stop - at))


def _send(source: str, source_fd: int, temp_fd: int, at: int, count: int) -> int:
    """Copy up to `count` bytes at `at`; returns how many, at least one."""
    with suppress(OSError):
        os.lseek(temp_fd, at, os.SEEK_SET)
        if sent := os.sendfile(temp_fd, source_fd, at, count):
            return sent
    # The kernel can't pass it on between these two, or something is wrong: by hand either works,
    # or it shows which side fails.
    block = memoryview(bytearray(min(count, _BLOCK)))
    read = _read(source, source_fd, block, at)
    if not read:
        raise Unreadable(f"{shown(source)} became shorter while it was copied.")
    return os.pwrite(temp_fd, block[:read], at)


def _is_flushed_and_same(source: str, source_fd: int, temp_fd: int, start: int, end: int) -> bool:
    os.fdatasync(temp_fd)
    ours, theirs = bytearray(_BLOCK), bytearray(_BLOCK)
    while start < end:
        count = _read(source, source_fd, memoryview(theirs)[: end - start], start)
        found = 0
        while found < count:
            got = os.preadv(temp_fd, [memoryview(ours)[found:count]], start + found)
            if not got:
                return False
            found += got
        # Whole buffers: beyond `count` both hold the same older bytes, which have been compared.
        if not count or ours != theirs:
            return False
        start += count
    return True


def _read(path: str, fd: int, buffer: memoryview, at: int) -> int:
    try:
        return os.preadv(fd, [buffer], at)
    except OSError as error:
        raise source_fault(error, path) from error


def _publish(temp: str, target: str) -> None:
    """Give `temp` its final name, never over another file."""
    try:
        os.link(temp, target)
        os.unlink(temp)
    except FileExistsError as error:
        raise TargetTaken(f"{shown(target)} appeared while it was copied.") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
            raise
        _rename_new(temp, target)  # FAT, exFAT and some shares have no hard links


def _rename_new(temp: str, target: str) -> None:
    try:
        _rename_noreplace(temp, target)
    except FileExistsError as error:
        raise TargetTaken(f"{shown(target)} appeared while it was copied.") from error
    except (OSError, AttributeError) as error:
        # Neither links nor the flag: our own imports are kept apart by the lock on `temp`, and
        # against other programs this look is the best there is.
        if os.path.lexists(target):
            raise TargetTaken(f"{shown(target)} appeared while it was copied.") from error
        os.rename(temp, target)


def _rename_noreplace(old: str, new: str) -> None:
    """Source: renameat2(2); AttributeError where the C library lacks it."""
    rename = ctypes.CDLL(None, use_errno=True).renameat2
    if rename(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), _RENAME_NOREPLACE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), new)
