"""Small file systems that really run full, go read-only and go away."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults import NotRun


@contextmanager
def tmpfs(point: Path, megabytes: int) -> Iterator[Path]:
    """A file system in memory of that size. Raises NotRun where we may not mount."""
    point.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(point))
    try:
        yield point
    finally:
        detach(point)


@contextmanager
def image(folder: Path, point: Path, megabytes: int = 4000) -> Iterator[Path]:
    """A btrfs in a file in `folder`, mounted at `point`: its path. Raises NotRun."""
    disk = folder / "disk.img"
    with disk.open("wb") as file:
        file.truncate(megabytes << 20)
    try:
        subprocess.run(["mkfs.btrfs", "-q", str(disk)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotRun("mkfs.btrfs is missing") from error
    attach(disk, point)
    try:
        yield disk
    finally:
        detach(point)


def attach(disk: Path, point: Path) -> None:
    point.mkdir(parents=True, exist_ok=True)
    _mount("-o", "loop", str(disk), str(point))


def remount(point: Path, options: str) -> None:
    """`options`: ro, rw, or for a tmpfs a new size=… or nr_inodes=…."""
    _mount("-o", f"remount,{options}", str(point))


def leave_free(point: Path, megabytes: int) -> None:
    """That tmpfs has so much room left from now on."""
    used = sum(path.stat().st_blocks * 512 for path in point.rglob("*") if path.is_file())
    remount(point, f"size={(used >> 20) + megabytes}m")


def detach(point: Path) -> None:
    """Unmounted, if it is mounted, even while somebody looks into it."""
    while os.path.ismount(point):
        subprocess.run(["umount", "-l", str(point)], check=True, capture_output=True)


def fill(folder: Path) -> Path:
    """A file that leaves no byte free there: delete it to make room."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
    return ballast


def _mount(*arguments: str) -> None:
    if os.geteuid():
        raise NotRun("only root may mount")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRun(f"mount refused: {done.stderr.strip()[:100]}")
