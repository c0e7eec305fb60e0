import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from neonarr.base.units import Bytes
from neonarr.importing.disk import Placing, checksum, free_space, is_elsewhere, make_root, place
from neonarr.importing.model import (
    LibraryFull,
    LibraryMissing,
    LibraryReadOnly,
    MediaInfo,
    Move,
    NotVisible,
    Placed,
    TargetTaken,
)
from tests.kit.needs import missing


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another device than tmp_path."""
    if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(tmp_path).st_dev:
        missing("a second file system")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MB."""
    point = tmp_path / "mnt"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "neonarr-test", str(point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("permission to mount")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def source(folder: Path, content: bytes = b"a film", name: str = "film.mkv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def move(source: Path, target: Path) -> Move:
    return Move(source, target, Bytes(source.stat().st_size), MediaInfo())


def everything_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


def test_a_file_is_hard_linked_and_costs_nothing(tmp_path: Path) -> None:
    film = source(tmp_path)
    target = tmp_path / "lib" / "Heat (1995)" / "Heat (1995).mkv"

    placed = place(move(film, target))

    assert placed == Placed(move(film, target), "hardlink", Bytes(0))
    assert target.samefile(film)
    assert everything_in(tmp_path / "lib") == ["Heat (1995)", "Heat (1995)/Heat (1995).mkv"]


def test_a_second_run_changes_nothing(tmp_path: Path, elsewhere: Path) -> None:
    film = source(tmp_path)
    linked, copied = move(film, tmp_path / "lib" / "a.mkv"), move(film, elsewhere / "a.mkv")
    first = [place(linked), place(copied)]
    times = os.stat(copied.target).st_ctime_ns

    assert [place(linked), place(copied)] == first
    assert os.stat(copied.target).st_ctime_ns == times


def test_another_device_gets_a_copy(tmp_path: Path, elsewhere: Path) -> None:
    film = source(tmp_path, os.urandom(70_000_001))  # more than one window
    os.utime(film, (1_000_000, 2_000_000))
    target = elsewhere / "Heat" / "heat.mkv"

    assert is_elsewhere(move(film, target))
    placed = place(move(film, target))

    assert (placed.method, placed.cost) == ("copy", 70_000_001)
    assert checksum(target) == checksum(film)
    assert target.stat().st_mtime == 2_000_000
    assert everything_in(elsewhere) == ["Heat", "Heat/heat.mkv"]
    assert not is_elsewhere(move(film, target))


def test_an_empty_file_can_be_copied(tmp_path: Path, elsewhere: Path) -> None:
    assert place(move(source(tmp_path, b""), elsewhere / "a.nfo")).method == "copy"
    assert (elsewhere / "a.nfo").read_bytes() == b""


@pytest.mark.parametrize("theirs", [b"other!", b"longer than the film", b""])
def test_a_different_file_is_never_touched(tmp_path: Path, elsewhere: Path, theirs: bytes) -> None:
    film = source(tmp_path)
    for folder in (tmp_path / "lib", elsewhere):
        folder.mkdir(exist_ok=True)
        source(folder, theirs)

        with pytest.raises(TargetTaken, match=r"film\.mkv is there already"):
            place(move(film, folder / "film.mkv"))

        assert (folder / "film.mkv").read_bytes() == theirs
        assert everything_in(folder) == ["film.mkv"]


def test_what_is_no_file_is_never_touched(tmp_path: Path) -> None:
    film, lib = source(tmp_path), tmp_path / "lib"
    (lib / "folder.mkv").mkdir(parents=True)
    (lib / "dangling.mkv").symlink_to("nowhere")

    for name in ("folder.mkv", "dangling.mkv"):
        with pytest.raises(TargetTaken):
            place(move(film, lib / name))
    with pytest.raises(TargetTaken, match="A file lies where the folder"):
        place(move(film, film / "Heat" / "film.mkv"))
    assert (lib / "dangling.mkv").is_symlink()


def test_names_that_differ_only_in_case_or_form_are_one(tmp_path: Path) -> None:
    film, lib = source(tmp_path), tmp_path / "lib"
    (lib / "AMÉLIE (2001)").mkdir(parents=True)

    placed = place(move(film, lib / "Ame\u0301lie (2001)" / "Amélie.mkv"))
    assert placed.move.target == lib / "AMÉLIE (2001)" / "Amélie.mkv"

    again = place(move(film, lib / "amélie (2001)" / "AMÉLIE.MKV"))
    assert again.move.target == placed.move.target

    other = source(tmp_path, b"another film", "other.mkv")
    with pytest.raises(TargetTaken):
        place(move(other, lib / "Amélie (2001)" / "amélie.mkv"))
    assert everything_in(lib) == ["AMÉLIE (2001)", "AMÉLIE (2001)/Amélie.mkv"]


def test_a_vanished_source_is_named_and_leaves_no_folder(tmp_path: Path, elsewhere: Path) -> None:
    film = source(tmp_path)
    gone = move(film, elsewhere / "Heat" / "film.mkv")
    film.unlink()

    with pytest.raises(NotVisible, match=r"film\.mkv does not exist here"):
        place(gone)
    assert everything_in(elsewhere) == []


def test_a_source_that_is_a_link_is_not_followed(tmp_path: Path, elsewhere: Path) -> None:
    secret = source(tmp_path, b"secret", "secret")
    link = tmp_path / "film.mkv"
    link.symlink_to(secret)

    with pytest.raises(Exception, match=r"film\.mkv can't be read"):
        place(move(link, elsewhere / "film.mkv"))
    assert everything_in(elsewhere) == []


def test_a_full_disk_is_named_and_left_clean(tmp_path: Path, mounted: Path) -> None:
    film = source(tmp_path, os.urandom(3_000_000))

    with pytest.raises(LibraryFull, match=r"No room in .*mnt/Heat \(No space left on device\)"):
        place(move(film, mounted / "Heat" / "film.mkv"))
    assert everything_in(mounted) == []

    film.write_bytes(b"small")
    assert place(move(film, mounted / "Heat" / "film.mkv")).method == "copy"


def test_a_read_only_library_is_named(tmp_path: Path, mounted: Path) -> None:
    film = source(tmp_path)
    (mounted / "Heat").mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)

    for target in (mounted / "Heat" / "film.mkv", mounted / "Alien" / "film.mkv"):
        with pytest.raises(LibraryReadOnly, match=r"can't be written to \(Read-only file system"):
            place(move(film, target))


def test_a_folder_of_someone_else_is_named(tmp_path: Path) -> None:
    """As another user: root may write everywhere."""
    if os.geteuid() != 0:
        missing("root, to become another user")
    film, lib = source(tmp_path), tmp_path / "lib"
    lib.mkdir(mode=0o755)
    child = (
        "import os, sys; from pathlib import PurePath as P\n"
        "from neonarr.importing import disk; from neonarr.importing.model import *\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "try: disk.place(Move(P(sys.argv[1]), P(sys.argv[2]), 6, MediaInfo()))\n"
        "except ImportFailed as error: print(error.key, error)\n"
    )
    for folder in [tmp_path, *tmp_path.parents]:
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)

    said = subprocess.run(
        [sys.executable, "-c", child, str(film), str(lib / "Heat" / "film.mkv")],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert said.startswith(f"library_read_only {lib}/Heat can't be written to (Permission denied)")
    assert everything_in(lib) == []


def test_only_the_last_part_of_a_root_is_made(tmp_path: Path) -> None:
    make_root(tmp_path / "movies")
    make_root(tmp_path / "movies")
    assert (tmp_path / "movies").is_dir()

    with pytest.raises(LibraryMissing, match="Is the disk mounted"):
        make_root(tmp_path / "unmounted" / "movies")
    assert not (tmp_path / "unmounted").exists()

    source(tmp_path, name="file")
    with pytest.raises(TargetTaken):
        make_root(tmp_path / "file")


def test_free_space_is_that_of_the_file_system(mounted: Path) -> None:
    assert free_space(mounted / "not" / "yet" / "there") == 2 << 20


def test_many_files_are_placed_by_one_placing(tmp_path: Path) -> None:
    placing = Placing()
    moves = [
        move(source(tmp_path, bytes([n]), f"{n}"), tmp_path / "lib" / f"A{n % 3}" / f"{n}.flac")
        for n in range(30)
    ]

    placed = [placing.place(m) for m in moves]
    placing.finish()

    assert [p.move for p in placed] == moves
    assert len(list((tmp_path / "lib").rglob("*.flac"))) == 30
