"""The ways a file gets into the library."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from neonarr.base.units import Bytes
from neonarr.importing.disk import Placing, needs_room
from neonarr.importing.model import (
    MediaInfo,
    Move,
    NoHardLink,
    NotVisible,
    Placed,
    TargetTaken,
    Unreadable,
)
from neonarr.settings.model import ImportMode
from tests.kit.needs import missing

LINKS = (ImportMode.HARDLINK_ONLY, ImportMode.PREFER_HARDLINK, ImportMode.MOVE)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another device than tmp_path."""
    if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(tmp_path).st_dev:
        missing("a second file system")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "downloads" / "film.mkv"
    path.parent.mkdir()
    path.write_bytes(b"a film")
    return path


def place(film: Path, target: Path, mode: ImportMode) -> Placed:
    placing = Placing(mode=mode)
    placed = placing.place(Move(film, target, Bytes(6), MediaInfo()))
    placing.finish()
    return placed


@pytest.mark.parametrize("mode", LINKS)
def test_modes_that_link_on_one_file_system(tmp_path: Path, film: Path, mode: ImportMode) -> None:
    target = tmp_path / "lib" / "film.mkv"
    for _ in range(2):
        placed = place(film, target, mode)
        assert (placed.method, placed.cost) == ("hardlink", 0)
    assert target.samefile(film) and film.exists(), "no mode takes the download away by itself"


@pytest.mark.parametrize("mode", LINKS[1:])
def test_modes_that_copy_to_another_one(elsewhere: Path, film: Path, mode: ImportMode) -> None:
    placed = place(film, elsewhere / "film.mkv", mode)
    assert (placed.method, placed.cost) == ("copy", 6)
    assert needs_room(Move(film, elsewhere / "b.mkv", Bytes(6), MediaInfo()), mode)


def test_hard_link_only_never_copies(elsewhere: Path, film: Path) -> None:
    with pytest.raises(NoHardLink, match="two file systems") as refused:
        place(film, elsewhere / "Film" / "film.mkv", ImportMode.HARDLINK_ONLY)
    assert "Settings" in str(refused.value)
    assert list(elsewhere.iterdir()) == []


def test_a_copy_is_a_file_of_its_own(tmp_path: Path, film: Path) -> None:
    target = tmp_path / "lib" / "film.mkv"
    move = Move(film, target, Bytes(6), MediaInfo())
    assert needs_room(move, ImportMode.COPY)
    first = place(film, target, ImportMode.COPY)
    assert first.method in ("copy", "reflink")
    assert not target.samefile(film) and target.read_bytes() == b"a film"
    assert place(film, target, ImportMode.COPY).method == "copy"
    assert not needs_room(move, ImportMode.COPY)


def test_a_symbolic_link_points_to_the_download(elsewhere: Path, film: Path) -> None:
    target = elsewhere / "Film" / "film.mkv"
    assert not needs_room(Move(film, target, Bytes(6), MediaInfo()), ImportMode.SYMLINK)
    for _ in range(2):
        placed = place(film, target, ImportMode.SYMLINK)
        assert (placed.method, placed.cost) == ("symlink", 0)
    assert os.readlink(target) == str(film)
    assert place(film, target, ImportMode.PREFER_HARDLINK).method == "symlink", "told as it is"


@pytest.mark.parametrize("mode", list(ImportMode))
def test_a_different_file_stays_in_every_mode(tmp_path: Path, film: Path, mode: ImportMode) -> None:
    target = tmp_path / "lib" / "film.mkv"
    target.parent.mkdir()
    target.write_bytes(b"theirs")
    with pytest.raises(TargetTaken):
        place(film, target, mode)
    assert target.read_bytes() == b"theirs"


@pytest.mark.parametrize("mode", list(ImportMode))
def test_a_source_that_went_away_leaves_nothing(
    tmp_path: Path, film: Path, mode: ImportMode
) -> None:
    film.unlink()
    with pytest.raises((NotVisible, Unreadable)):
        place(film, tmp_path / "lib" / "Film" / "film.mkv", mode)
    assert not (tmp_path / "lib").exists()
