"""The work folders in which archives are unpacked."""

from pathlib import Path

import pytest

from neonarr.importing.archives.workplace import FOLDER, sweep, workplace
from neonarr.importing.model import LibraryBusy


def test_it_is_empty_of_what_a_crash_left_and_gone_afterwards(tmp_path: Path) -> None:
    with workplace(tmp_path, "/d/film") as folder:
        name = Path(folder).name
    left = tmp_path / FOLDER / name / "0"
    left.mkdir(parents=True)
    (left / "half.mkv").write_bytes(b"half")

    with workplace(tmp_path, "/d/film") as folder:
        assert Path(folder).parent == tmp_path / FOLDER
        assert list(Path(folder).iterdir()) == []
        (Path(folder) / "film.mkv").write_bytes(b"film")

    assert list(tmp_path.iterdir()) == []


def test_two_imports_of_one_download_do_not_meet(tmp_path: Path) -> None:
    with workplace(tmp_path, "/d/film") as folder:
        (Path(folder) / "film.mkv").write_bytes(b"film")
        with pytest.raises(LibraryBusy), workplace(tmp_path, "/d/film"):
            pass
        with workplace(tmp_path, "/d/other") as other:
            assert other != folder

        assert (Path(folder) / "film.mkv").read_bytes() == b"film"


def test_sweeping_removes_what_nobody_uses_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / FOLDER / ("0" * 16)
    left.mkdir(parents=True)
    (left / "half.mkv").write_bytes(b"half")
    foreign = tmp_path / FOLDER / "mine"
    foreign.mkdir()

    with workplace(tmp_path, "/d/film") as folder:
        (Path(folder) / "film.mkv").write_bytes(b"film")
        sweep(tmp_path)

        assert (Path(folder) / "film.mkv").exists()
    assert not left.exists()
    assert foreign.exists()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    with workplace(tmp_path, "/d/film") as folder:
        name = Path(folder).name
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / name).symlink_to(elsewhere)

    sweep(tmp_path)
    with pytest.raises(Exception, match="folder"), workplace(tmp_path, "/d/film"):
        pass

    assert (elsewhere / "mine.txt").read_text() == "mine"
