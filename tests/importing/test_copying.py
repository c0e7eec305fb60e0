"""Copies that are interrupted: by a stop, by another import, by kill -9."""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from neonarr.base.units import Bytes
from neonarr.importing import copying
from neonarr.importing.copying import remove_leftovers, temp_path
from neonarr.importing.disk import checksum, place
from neonarr.importing.model import (
    LibraryBusy,
    MediaInfo,
    Move,
    Stopped,
    TargetTaken,
    Unreadable,
)
from tests.kit.needs import missing, needs

pytestmark = pytest.mark.slow

SIZE = 300_000_000
PLACE = (  # source, target, and how long the copy gets before it dies
    "import os, signal, sys; from pathlib import PurePath as P\n"
    "from neonarr.importing import disk; from neonarr.importing.model import *\n"
    "from neonarr.importing.copying import temp_path\n"
    "source, target, most = P(sys.argv[1]), P(sys.argv[2]), int(sys.argv[3])\n"
    "temp = temp_path(str(target))\n"
    "def die(): os.stat(temp).st_size < most or os.kill(os.getpid(), signal.SIGKILL)\n"
    "disk.Placing(die).place(Move(source, target, os.stat(source).st_size, MediaInfo()))\n"
)


@pytest.fixture
def shm(tmp_path: Path) -> Iterator[Path]:
    if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(tmp_path).st_dev:
        missing("a second file system")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("download") / "film.mkv"
    block = os.urandom(1 << 20)
    with path.open("wb") as file:
        for n in range(SIZE >> 20):
            file.write(n.to_bytes(4, "big") + block[4:])
    return path


def moving(source: Path, target: Path) -> Move:
    return Move(source, target, Bytes(source.stat().st_size), MediaInfo())


@pytest.mark.parametrize("size", [0, 1, SIZE // 3, SIZE - (8 << 20)])
def test_killed_at_any_moment_it_ends_as_one_whole_copy(large: Path, shm: Path, size: int) -> None:
    target = shm / "Heat (1995)" / "Heat (1995).mkv"
    temp = Path(temp_path(str(target)))
    command = [sys.executable, "-c", PLACE, str(large), str(target), str(size)]
    child = subprocess.run(command, check=False)
    assert child.returncode == -signal.SIGKILL
    assert temp.exists() and not target.exists(), "the kill came too late to prove anything"

    place(moving(large, target))

    assert os.listdir(target.parent) == [target.name]
    assert checksum(target) == checksum(large)


def test_killed_between_its_two_names_nothing_is_lost(large: Path, shm: Path) -> None:
    """The target is complete, and the temporary name is still its second name."""
    target = shm / "film.mkv"
    place(moving(large, target))
    os.link(target, temp_path(str(target)))

    place(moving(large, target))

    assert os.listdir(shm) == ["film.mkv"]
    assert checksum(target) == checksum(large)


def test_a_second_name_of_a_finished_file_is_never_emptied(tmp_path: Path, shm: Path) -> None:
    source = tmp_path / "film.mkv"
    source.write_bytes(b"new")
    finished, target = shm / "finished.mkv", shm / "film.mkv"
    finished.write_bytes(b"precious")
    os.link(finished, temp_path(str(target)))

    copying.copy(str(source), str(target), lambda: False)

    assert finished.read_bytes() == b"precious"
    assert target.read_bytes() == b"new"


def test_a_file_another_import_writes_is_left_to_it(tmp_path: Path, shm: Path) -> None:
    source, target = tmp_path / "film.mkv", shm / "film.mkv"
    source.write_bytes(b"film")
    with open(temp_path(str(target)), "wb") as theirs:
        theirs.write(b"half of")
        theirs.flush()
        fcntl.flock(theirs, fcntl.LOCK_EX)

        with pytest.raises(LibraryBusy):
            place(moving(source, target))
        assert remove_leftovers(str(shm)) == 0
        assert Path(theirs.name).read_bytes() == b"half of"

    assert place(moving(source, target)).method == "copy"
    assert os.listdir(shm) == ["film.mkv"]


def test_two_imports_at_once_make_one_file(large: Path, shm: Path) -> None:
    target = shm / "film.mkv"
    command = [sys.executable, "-c", PLACE, str(large), str(target), str(SIZE)]
    children = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    said = [child.communicate()[1].decode() for child in children]

    assert any(child.returncode == 0 for child in children)
    for child, words in zip(children, said, strict=True):
        assert child.returncode == 0 or "LibraryBusy" in words
    assert os.listdir(shm) == ["film.mkv"]
    assert checksum(target) == checksum(large)


def test_a_stop_leaves_nothing(large: Path, shm: Path) -> None:
    polls = iter(range(100))

    with pytest.raises(Stopped):
        copying.copy(str(large), str(shm / "film.mkv"), lambda: next(polls) == 50)

    assert os.listdir(shm) == []


def test_a_source_that_changes_is_not_imported(large: Path, shm: Path, tmp_path: Path) -> None:
    growing = tmp_path / "film.mkv"
    growing.write_bytes(os.urandom(5_000_000))

    def grow() -> bool:
        with growing.open("ab") as file:
            file.write(b"more")
        return False

    with pytest.raises(Unreadable, match="changed while it was copied"):
        copying.copy(str(growing), str(shm / "film.mkv"), grow)

    def shrink() -> bool:
        os.truncate(growing, 1000)
        return False

    with pytest.raises(Unreadable, match="became shorter"):
        copying.copy(str(growing), str(shm / "film.mkv"), shrink)
    assert os.listdir(shm) == []


def test_a_copy_that_is_not_the_original_is_thrown_away(large: Path, shm: Path) -> None:
    """Another program writes into the unfinished copy: what a failing disk would do."""
    temp = Path(temp_path(str(shm / "film.mkv")))
    was_spoiled = False

    def spoil() -> bool:
        nonlocal was_spoiled
        if not was_spoiled and temp.stat().st_size > (32 << 20):
            with temp.open("r+b") as file:
                file.seek(1_000_000)
                file.write(b"rot")
            was_spoiled = True
        return False

    with pytest.raises(Unreadable, match="differs from the original"):
        copying.copy(str(large), str(shm / "film.mkv"), spoil)
    assert was_spoiled
    assert os.listdir(shm) == []


def test_a_file_that_appears_meanwhile_stays(large: Path, shm: Path) -> None:
    target = shm / "film.mkv"

    def appear() -> bool:
        target.write_bytes(b"theirs")
        return False

    with pytest.raises(TargetTaken, match="appeared while it was copied"):
        copying.copy(str(large), str(target), appear)
    assert target.read_bytes() == b"theirs"
    assert os.listdir(shm) == ["film.mkv"]


def test_without_hard_links_a_rename_never_replaces(tmp_path: Path) -> None:
    """What FAT and exFAT need: the same promise by renameat2's flag."""
    temp, target = tmp_path / "temp", tmp_path / "target"
    temp.write_bytes(b"ours")
    copying._rename_new(str(temp), str(target))
    assert (target.read_bytes(), temp.exists()) == (b"ours", False)

    temp.write_bytes(b"other")
    with pytest.raises(TargetTaken):
        copying._rename_new(str(temp), str(target))
    assert (target.read_bytes(), temp.read_bytes()) == (b"ours", b"other")


def test_leftovers_are_removed_and_nothing_else(tmp_path: Path) -> None:
    keep = [".neonarr-cafe.part", "film.part", ".hidden", ".neonarr-0123456789abcdef.part.mkv"]
    for name in [*keep, ".neonarr-0123456789abcdef.part"]:
        (tmp_path / name).touch()

    assert remove_leftovers(str(tmp_path)) == 1
    assert remove_leftovers(str(tmp_path / "not there")) == 0
    assert sorted(os.listdir(tmp_path)) == sorted(keep)


def test_where_blocks_can_be_shared_a_copy_costs_nothing(tmp_path: Path) -> None:
    mkfs, image, point = needs("mkfs.btrfs"), tmp_path / "image", tmp_path / "mnt"
    point.mkdir()
    with image.open("wb") as file:
        file.truncate(200 << 20)
    subprocess.run([mkfs, "-q", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, point], check=False).returncode:
        missing("permission to mount")
    try:
        (point / "film.mkv").write_bytes(os.urandom(30_000_000))
        os.sync()
        before = os.statvfs(point).f_bfree

        assert copying.copy(str(point / "film.mkv"), str(point / "a.mkv"), bool) == "reflink"

        os.sync()
        spent = (before - os.statvfs(point).f_bfree) * os.statvfs(point).f_frsize
        assert spent < 5_000_000
        assert checksum(point / "a.mkv") == checksum(point / "film.mkv")
    finally:
        subprocess.run(["umount", "-l", point], check=True)
