"""The demo's verification can say no."""

import os
from pathlib import Path
from typing import Any

import pytest

from neonarr.lab.checks import problems
from neonarr.lab.world import sha256


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "source.mkv"
    file.write_bytes(b"film")
    return file


def imported(*paths: Path, method: str = "copy") -> dict[str, Any]:
    return {"importedPaths": [str(p) for p in paths], "importMethod": method}


def test_same_content_is_fine(source: Path, tmp_path: Path) -> None:
    os.link(source, tmp_path / "linked.mkv")
    expected = {sha256(source): "source.mkv"}
    assert problems(imported(tmp_path / "linked.mkv", method="hardlink"), expected) == []


def test_other_content_is_named_from_both_sides(source: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.mkv").write_bytes(b"half a fi")
    wrong = problems(imported(tmp_path / "bad.mkv"), {sha256(source): "source.mkv"})
    assert ["source.mkv did not arrive" in wrong[0], "bad.mkv is none" in wrong[1]] == [True, True]


def test_missing_and_nothing_reported(source: Path, tmp_path: Path) -> None:
    expected = {sha256(source): "source.mkv"}
    assert "not there" in problems(imported(tmp_path / "gone.mkv"), expected)[0]
    assert len(problems({"importedPaths": None}, expected)) == 1


def test_false_hard_link(source: Path) -> None:
    wrong = problems(imported(source, method="hardlink"), {sha256(source): "source.mkv"})
    assert "no second name" in wrong[0]
