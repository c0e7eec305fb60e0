"""What the disk answered, as a sentence a person can act on."""

import errno
from pathlib import PurePath

from neonarr.importing.model import (
    ImportFailed,
    LibraryFull,
    LibraryMissing,
    LibraryReadOnly,
    NoHardLink,
    NotVisible,
    TargetTaken,
    Unreadable,
)


def shown(path: str | PurePath) -> str:
    """The path as text that can be stored and sent; bytes that are no UTF-8 become `?`."""
    return str(path).encode(errors="replace").decode()


def megabytes(size: int) -> str:
    """
    >>> megabytes(4_200_000), megabytes(1200), megabytes(7_300_000_000)
    ('4.2 MB', '1 kB', '7.3 GB')
    """
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size / 1e3:.0f} kB"


def library_fault(error: OSError, folder: str) -> ImportFailed:
    """Why `folder` did not take a file."""
    said = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LibraryFull(
            f"No room in {shown(folder)} ({said}). Free some space or raise the quota; the import "
            "then goes on by itself."
        )
    if error.errno == errno.EFBIG:
        return LibraryFull(
            f"The file is larger than the file system of {shown(folder)} allows ({said})."
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return LibraryReadOnly(
            f"{shown(folder)} can't be written to ({said}). Mount it writable and give the user "
            "Neonarr runs as write permission there; the import then goes on by itself."
        )
    if error.errno in (errno.ENOENT, errno.ESTALE, errno.ENOTCONN):
        return LibraryMissing(f"{shown(folder)} is gone ({said}). Is its disk still mounted?")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return TargetTaken(f"A file lies where the folder {shown(folder)} must be.")
    return Unreadable(f"Writing to {shown(folder)} failed: {said}.")


def link_fault(error: OSError, source: str, folder: str) -> NoHardLink:
    """Why there is no hard link of `source` in `folder`, where only that is allowed."""
    why = _LINK_REASONS.get(error.errno or 0, error.strerror or str(error))
    return NoHardLink(
        f"{shown(source)} can't be hard-linked into {shown(folder)}: {why}. The import mode allows "
        "nothing else; put both on one file system (in a container: under one mount), or allow "
        "copies in Settings → Downloads. The import then goes on by itself."
    )


_LINK_REASONS = {
    errno.EXDEV: "they lie on two file systems, or under two mounts of one",
    errno.EPERM: "the file system has no hard links (FAT, exFAT), or the kernel forbids them for "
    "files of another owner",
    errno.EOPNOTSUPP: "the file system has no hard links",
    errno.ENOSYS: "the file system has no hard links",
    errno.EMLINK: "the file has as many names as its file system allows",
}


def source_fault(error: OSError, path: str, seen: str = "/") -> ImportFailed:
    """Why `path`, a file or folder of a download, can't be read; `seen` is the part of it that is
    here."""
    said = error.strerror or str(error)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NotVisible(
            f"{shown(path)} does not exist here; of that path only {shown(seen)} does. The "
            "download client reports it: if that runs in a container or elsewhere, mount the "
            "same folder here under the same name, or let the Doctor find the path mapping."
        )
    if error.errno == errno.ENAMETOOLONG:
        name = max(str(path).split("/"), key=len)
        length = len(name.encode(errors="surrogateescape"))
        return NotVisible(
            f"{shown(name)[:60]}… has a name of {length} bytes; file systems here "
            "hold at most 255. Rename it in the download client, or choose another release."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return NotVisible(
            f"{shown(path)} can't be read ({said}). Give the user Neonarr runs as read permission."
        )
    return Unreadable(f"{shown(path)} can't be read: {said}.")
