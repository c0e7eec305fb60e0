"""Finds where a client's folder lies here, and proves it with its real content. Blocking.

The client says: `/downloads/films/Heat (1995)` is complete, and how large its files are. Below the
folders we know and what is mounted, a folder `…/Heat (1995)` with these very files is looked for.
What both paths end in alike is left out, so that the mapping is as wide as the proof allows:
    /downloads/films/Heat (1995)  is here as  /mnt/tank/qb/films/Heat (1995)
    -> /downloads is /mnt/tank/qb
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from neonarr.downloads.model import DownloadFile
from neonarr.downloads.paths import PathMapping, parts_of, to_local
from neonarr.library.mounts import NETWORK, mounts

DEEPEST = 4
MOST_FOLDERS = 20_000
FILES_COMPARED = 50
_SYSTEM = frozenset(
    {"proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "mqueue", "tracefs", "debugfs"}
    | {"securityfs", "pstore", "bpf", "configfs", "fusectl", "hugetlbfs", "autofs", "ramfs"}
)
_NEVER = frozenset({"proc", "sys", "dev", "usr", "lib", "lib64", "bin", "sbin", "etc", "boot"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A complete download: its content and folder as the client sees them; its files below the
    folder it is saved to."""

    content_path: str
    save_path: str
    files: tuple[DownloadFile, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """`remote` is `local` here. `proof` is a file that shows it, `proven` of how many samples."""

    remote: str
    local: str
    proof: str
    proven: int


def is_here(sample: Sample, folder: str) -> str | None:
    """A file that shows that `folder` here is where the sample is saved; None if it is not.

    Every wanted, complete file (of many, the first ones) must be there in its size."""
    wanted = [f for f in sample.files if f.is_wanted and f.progress >= 100][:FILES_COMPARED]
    shown = None
    for file in wanted:
        path = os.path.join(folder, *file.path.split("/"))
        try:
            if os.stat(path).st_size != file.size:
                return None
        except OSError:
            return None
        shown = shown or path
    return shown


def derive(samples: Sequence[Sample], starts: Sequence[str]) -> Derived | None:
    """The widest mapping that some sample proves, looked for below `starts` and every mount."""
    for sample in samples:
        first = parts_of(sample.content_path)[-1:]
        if not first or not sample.files:
            continue
        for folder in _folders_with(first[0], starts):
            if is_here(sample, folder):
                return _widest(sample, folder, samples)
    return None


def _widest(sample: Sample, folder: str, samples: Sequence[Sample]) -> Derived:
    remote, local = sample.save_path.rstrip("/\\"), folder.rstrip("/")
    proof = is_here(sample, folder) or folder
    best = Derived(remote, local, proof, _count(remote, local, samples))
    while True:
        theirs, ours = parts_of(remote), parts_of(local)
        if len(theirs) < 2 or len(ours) < 2 or theirs[-1] != ours[-1]:
            return best
        remote = remote[: -len(theirs[-1])].rstrip("/\\")
        local = os.path.dirname(local)
        wider = _count(remote, local, samples)
        if wider < best.proven or remote == local:
            return best
        best = Derived(remote, local, proof, wider)


def _count(remote: str, local: str, samples: Sequence[Sample]) -> int:
    """How many samples are found through that mapping."""
    mapping = PathMapping(0, 0, remote, local)  # type: ignore[arg-type]
    found = 0
    for sample in samples:
        folder = to_local(sample.save_path, [mapping])
        found += folder != sample.save_path and is_here(sample, folder) is not None
    return found


def _folders_with(name: str, starts: Sequence[str]) -> Iterator[str]:
    """Folders that hold an entry of that name, the nearest to our own folders first."""
    seen: set[tuple[int, int]] = set()
    left = MOST_FOLDERS
    queue = [(start, 0) for start in _starting_points(starts)]
    for folder, depth in queue:
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            if os.path.lexists(os.path.join(folder, name)):
                yield folder
            if depth < DEEPEST and left > 0:
                below = [e.path for e in os.scandir(folder) if _is_worth_a_look(e, folder)]
                left -= len(below)
                queue += [(path, depth + 1) for path in below]
        except OSError:
            continue


def _is_worth_a_look(entry: os.DirEntry[str], folder: str) -> bool:
    if entry.name.startswith(".") or (folder == "/" and entry.name in _NEVER):
        return False
    return entry.is_dir()


def _starting_points(starts: Sequence[str]) -> list[str]:
    """Our folders and what lies beside them, then what is mounted, local disks first."""
    near: list[str] = []
    for start in starts:
        near += [start, os.path.dirname(start), os.path.dirname(os.path.dirname(start))]
    disks = [m for m in mounts() if m.kind not in _SYSTEM and os.path.isdir(m.point)]
    far = [m.point for m in sorted(disks, key=lambda m: (m.kind in NETWORK, m.point == "/"))]
    return list(dict.fromkeys(p for p in (*near, *far) if p and p != "/"))
