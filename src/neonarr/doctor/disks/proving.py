"""A hard link really made, from one folder to another, and what stands in the way. Blocking."""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from neonarr.importing import copying
from neonarr.importing.model import ImportFailed, Stopped
from neonarr.library import probes
from neonarr.library.mounts import NETWORK, UNIONS, WITHOUT_LINKS, Mount, mount_of

MOST_LOOKED_AT = 2000


class Verdict(StrEnum):
    LINKED = "linked"
    REFLINKED = "reflinked"
    """No hard link, but a copy takes no space."""
    REFUSED = "refused"
    UNPROVEN = "unproven"
    """Nothing could be tried."""


@dataclass(frozen=True, slots=True)
class Proof:
    """`cause` and `fix` are empty when it is linked and nothing is odd."""

    verdict: Verdict
    key: str
    seen: str
    cause: str = ""
    fix: str = ""


def prove(source: str, target: str) -> Proof:
    """A file of `source` is linked into `target`, or where `target` will be made; both are left as
    they were."""
    place = next((p for p in (target, os.path.dirname(target)) if os.path.isdir(p)), None)
    if place is None:  # no import makes more than the last folder
        return Proof(
            Verdict.UNPROVEN,
            "no_library",
            f"Neither {target} nor the folder above it is here.",
            "There is no library to make a link in.",
            "Mend the folder first, or mount its disk.",
        )
    for folder in (source, place):
        probes.remove_leftovers(folder)
    name = probes.new_name()
    try:
        own = _write(os.path.join(source, name))
    except OSError as error:
        own = None
        said = error.strerror or str(error)
    file = own or next(_files(source), None)
    if file is None:
        return Proof(
            Verdict.UNPROVEN,
            "unproven",
            f"{source} takes no file from here ({said}), and holds none yet.",
            "There is nothing to make a link of.",
            "Look again after the first download.",
        )
    try:
        return _try(file, os.path.join(place, name))
    finally:
        if own:
            with suppress(OSError):
                os.unlink(own)


def _try(file: str, link: str) -> Proof:
    folder, target = os.path.dirname(file), os.path.dirname(link)
    try:
        os.link(file, link, follow_symlinks=False)
    except OSError as error:
        return _refused(file, link, error)
    try:
        one, other = os.stat(file), os.stat(link)
    finally:
        with suppress(OSError):
            os.unlink(link)
    if not os.path.samestat(one, other):
        return Proof(
            Verdict.REFUSED,
            "two_files",
            f"A link from {folder} to {target} was made, but it is another file.",
            "A union or overlay file system copied it instead.",
            "Name both folders on the disk below it, not through the union.",
        )
    return Proof(Verdict.LINKED, "linked", f"A hard link from {folder} to {target} was made.")


def _refused(file: str, link: str, error: OSError) -> Proof:
    folder, target = os.path.dirname(file), os.path.dirname(link)
    seen = f"A hard link from {folder} to {target}: {error.strerror}."
    if error.errno in (errno.EACCES, errno.EROFS):
        return Proof(
            Verdict.REFUSED,
            "not_writable",
            seen,
            f"Neonarr (uid {os.getuid()}) may not write to {target}.",
            "Give it the right to, and mount it writable.",
        )
    if _reflinks(file, link):
        return Proof(
            Verdict.REFLINKED,
            "reflinks",
            seen + " A reflink was made instead.",
            "They are two subvolumes or datasets that share their data.",
            "Nothing needs to be done: such a copy takes no space.",
        )
    here, there = mount_of(folder), mount_of(target)
    if here is None or there is None:
        return Proof(Verdict.REFUSED, "refused", seen, "They lie on two file systems.", _TOGETHER)
    if error.errno == errno.EXDEV:
        return _apart(seen, here, there)
    return _without_links(seen, there)


def _apart(seen: str, here: Mount, there: Mount) -> Proof:
    """They do not share a mount."""
    union = next((m for m in (here, there) if m.kind in UNIONS), None)
    if union:
        return Proof(
            Verdict.REFUSED,
            "union",
            seen,
            f"{union.point} is a union of disks ({union.kind}); the two folders lie on different "
            "ones of them.",
            "Let its policy put both on one disk (mergerfs: a create policy without `ep`, like "
            "`category.create=mfs`, and both folders on every branch).",
        )
    told = f"{here.point} is {here.kind} ({here.source}), {there.point} is {there.kind} "
    told += f"({there.source})"
    if here.device == there.device or (here.source, here.kind) == (there.source, there.kind):
        same = "the same mount point" if here.point == there.point else "two mounts"
        return Proof(
            Verdict.REFUSED,
            "two_mounts",
            seen,
            f"It is one file system seen through {same}: {told}. The kernel links only inside one "
            "mount.",
            "In a container, mount the folder above both once (as /data, with /data/downloads and "
            "/data/library) instead of each on its own.",
        )
    if "overlay" in (here.kind, there.kind):
        return Proof(
            Verdict.REFUSED,
            "container_layer",
            seen,
            f"One of them lies in the container itself, not in a volume: {told}.",
            "Mount a folder of the host there, or its content is gone with the container.",
        )
    return Proof(Verdict.REFUSED, "two_disks", seen, f"They are two disks: {told}.", _TOGETHER)


def _without_links(seen: str, there: Mount) -> Proof:
    if there.kind in WITHOUT_LINKS:
        return Proof(
            Verdict.REFUSED,
            "no_links",
            seen,
            f"{there.point} is {there.kind}, which has no hard links.",
            "Use ext4, XFS or btrfs on that disk.",
        )
    if there.kind in NETWORK:
        return Proof(
            Verdict.REFUSED,
            "network",
            seen,
            f"{there.point} is a network share ({there.kind} from {there.source}) that does not "
            "allow them.",
            "Share the folder above both as one export, by NFS, or by SMB with Unix extensions.",
        )
    return Proof(
        Verdict.REFUSED,
        "forbidden",
        seen,
        f"The file system at {there.point} ({there.kind}) or the kernel forbids it; "
        "fs.protected_hardlinks does so for files of another owner that Neonarr may not write.",
        "Let the download client and Neonarr run as one user, or share a group that may write.",
    )


_TOGETHER = "Put downloads and library on one disk, or live with copies that take space twice."


def _reflinks(file: str, link: str) -> bool:
    try:
        return copying.copy(file, link, lambda: os.path.getsize(file) > 1 << 20) == "reflink"
    except (OSError, ImportFailed, Stopped):
        return False
    finally:
        with suppress(OSError):
            os.unlink(link)


def _write(path: str) -> str:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(fd, b"Neonarr tries a hard link.\n")
    finally:
        os.close(fd)
    return path


def _files(folder: str) -> Iterator[str]:
    """Files below it, as far as one cares to look."""
    left, folders = MOST_LOOKED_AT, [folder]
    while folders and left > 0:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    left -= 1
                    if entry.is_file(follow_symlinks=False):
                        yield entry.path
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:
            continue
