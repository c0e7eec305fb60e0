import os
from pathlib import Path

import pytest

from neonarr.importing import find as find_module
from neonarr.importing.find import find
from neonarr.importing.model import NotVisible, Unimportable


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 10)


def within(folder: Path) -> list[str]:
    return [str(file.within) for file in find(str(folder))]


def test_files_come_as_a_person_would_list_them(tmp_path: Path) -> None:
    make(tmp_path, "CD2/1.mp3", "CD10/1.mp3", "CD1/10.mp3", "CD1/2.mp3", "cover.jpg", "²/x.mp3")

    assert within(tmp_path) == [
        "CD1/2.mp3", "CD1/10.mp3", "CD2/1.mp3", "CD10/1.mp3", "cover.jpg", "²/x.mp3",
    ]  # fmt: skip
    first = find(str(tmp_path))[0]
    assert (first.path, first.size, first.media) == (tmp_path / "CD1" / "2.mp3", 10, None)


def test_a_single_file_is_a_download_too(tmp_path: Path) -> None:
    make(tmp_path, "film.mkv")

    assert within(tmp_path / "film.mkv") == ["film.mkv"]


def test_what_is_unfinished_or_no_content_is_left_out(tmp_path: Path) -> None:
    make(
        tmp_path, "a.mkv", "b.mkv.!qB", ".5f3c.parts", ".pad/1024", "_____padding_file_0_x____",
        ".unwanted/c.mkv", "._a.mkv", "__MACOSX/d", "@eaDir/e", "...And Justice/1.mp3",
    )  # fmt: skip

    assert within(tmp_path) == ["...And Justice/1.mp3", "a.mkv"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path / "outside", "secret.mkv")
    content = tmp_path / "content"
    make(content, "film.mkv")
    (content / "out").symlink_to(tmp_path / "outside")
    (content / "secret.mkv").symlink_to(tmp_path / "outside" / "secret.mkv")
    (content / "self").symlink_to(content)

    assert within(content) == ["film.mkv"]
    with pytest.raises(Unimportable):
        find(str(content / "secret.mkv"))


@pytest.mark.parametrize("path", ["/no/such/folder", "/etc/hostname/film", "", "film.mkv", "/a\0b"])
def test_a_path_that_is_not_here_is_named(path: str) -> None:
    with pytest.raises(NotVisible, match=r"does not exist here|is no full path") as error:
        find(path)
    assert path in str(error.value)


def test_names_that_are_no_text_are_found_and_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.mp3")).write_bytes(b"x")

    (file,) = find(str(tmp_path))
    assert os.fsencode(file.path.name) == b"caf\xe9.mp3"
    with pytest.raises(NotVisible) as error:
        find(str(file.path) + "x")
    assert "caf?.mp3x" in str(error.value)


def test_there_is_an_end_to_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_module, "MAX_FILES", 3)
    make(tmp_path, *(f"d{n}/f" for n in range(4)))

    with pytest.raises(Unimportable, match="more than 3 files"):
        find(str(tmp_path))


def test_a_bottomless_folder_ends(tmp_path: Path) -> None:
    make(tmp_path, "d/" * 31 + "in.mkv", "d/" * 40 + "out.mkv")

    assert [Path(path).name for path in within(tmp_path)] == ["in.mkv"]
