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

from neonarr.base.ids import AdapterId
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


def derive(
    samples: Sequence[Sample], starts: Sequence[str], known: Sequence[PathMapping] = ()
) -> list[Derived]:
    """The widest mappings that samples prove, looked for below `starts` and every mount: for those
    that are neither where `known` leads nor where they are said to be."""
    missing = [s for s in samples if not _reached(s, known) and not _reached(s, ())]
    found: list[Derived] = []
    for folder in _folders(starts) if missing else ():
        for sample in [s for s in missing if _may_be_in(s, folder)]:
            if sample in missing and is_here(sample, folder):
                found.append(_widest(sample, folder, samples, known))
                known = [_mapping(found[-1].remote, found[-1].local), *known]
                missing = [s for s in missing if not _reached(s, known)]
        if not missing:
            break
    return found


def _widest(
    sample: Sample, folder: str, samples: Sequence[Sample], known: Sequence[PathMapping]
) -> Derived:
    """As wide as no sample speaks against it, neither those that are found already."""
    remote, local = sample.save_path.rstrip("/\\"), folder.rstrip("/")
    proof = is_here(sample, folder) or folder
    before = {s for s in samples if _reached(s, known)}
    proven = {s for s in samples if _reached(s, [_mapping(remote, local), *known])}
    best = Derived(remote, local, proof, len(proven - before))
    while True:
        theirs, ours = parts_of(remote), parts_of(local)
        if len(theirs) < 2 or len(ours) < 2 or theirs[-1] != ours[-1]:
            return best
        remote = remote[: -len(theirs[-1])].rstrip("/\\")
        local = os.path.dirname(local)
        wider = {s for s in samples if _reached(s, [_mapping(remote, local), *known])}
        if not wider >= proven | before or remote == local:
            return best
        proven = wider
        best = Derived(remote, local, proof, len(proven - before))


def _mapping(remote: str, local: str) -> PathMapping:
    return PathMapping(0, AdapterId(0), remote, local)


def _reached(sample: Sample, mappings: Sequence[PathMapping]) -> bool:
    """Whether it is found through them; of two as long the first wins."""
    return is_here(sample, to_local(sample.save_path, mappings)) is not None


def _may_be_in(sample: Sample, folder: str) -> bool:
    name = parts_of(sample.content_path)[-1:]
    return bool(name) and os.path.lexists(os.path.join(folder, name[0]))


def _folders(starts: Sequence[str]) -> Iterator[str]:
    """Those that are looked into, the nearest to our own folders first."""
    seen: set[tuple[int, int]] = set()
    left = MOST_FOLDERS
    queue = [(start, 0) for start in _starting_points(starts)]
    for folder, depth in queue:
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
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
