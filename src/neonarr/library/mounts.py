"""Which file system a path lies on, as the kernel tells it.

Source: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

MOUNTS = "/proc/self/mountinfo"
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "fuse.sshfs", "fuse.rclone", "davfs"}
)
WITHOUT_LINKS = frozenset({"vfat", "msdos", "exfat", "fuse.exfat", "fuseblk.exfat"})
UNIONS = frozenset({"fuse.mergerfs", "mergerfs", "fuse.unionfs", "aufs", "shfs", "fuse.shfs"})

_ESCAPED = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system."""

    point: str
    kind: str
    """ext4, btrfs, nfs4, overlay …"""
    source: str
    device: str
    """`8:1`; two mounts of one file system share it, two subvolumes of a btrfs don't."""
    part: str = "/"
    """The folder of the file system that is mounted here; not `/` for a bind mount."""
    is_read_only: bool = False


def parse_mounts(text: str) -> list[Mount]:
    """In the order they were mounted.

    >>> parse_mounts("36 35 98:0 /a /mnt\\\\040b ro,noatime master:1 - ext4 /dev/sda1 rw")
    [Mount(point='/mnt b', kind='ext4', source='/dev/sda1', device='98:0', part='/a', \
is_read_only=True)]
    """
    found = []
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        fields, rest = left.split(), right.split()
        if len(fields) < 6 or len(rest) < 2:
            continue
        is_read_only = "ro" in fields[5].split(",") or "ro" in rest[-1].split(",")
        point, part = _plain(fields[4]), _plain(fields[3])
        found.append(Mount(point, rest[0], _plain(rest[1]), fields[2], part, is_read_only))
    return found


def mounts() -> list[Mount]:
    """Empty where the kernel does not tell (not Linux)."""
    try:
        with open(MOUNTS, encoding="utf-8", errors="surrogateescape") as file:
            return parse_mounts(file.read())
    except OSError:
        return []


def mount_of(path: str, known: Sequence[Mount] | None = None) -> Mount | None:
    """The mount `path`, or where it will be made, lies on; None where that is not told."""
    real = os.path.realpath(path)
    fitting = [m for m in (mounts() if known is None else known) if is_below(real, m.point)]
    # Of several on one point the last hides the others.
    return max(reversed(fitting), key=lambda m: len(m.point), default=None)


def is_below(path: str, folder: str) -> bool:
    """Whether `path` is that folder, or lies in it.

    >>> is_below("/mnt/a", "/mnt"), is_below("/mnt", "/mnt"), is_below("/mnta", "/mnt")
    (True, True, False)
    """
    return folder in ("/", path) or path.startswith(folder.rstrip("/") + "/")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), text)
