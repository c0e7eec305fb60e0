"""What a killed process left of its trials."""

import os
import time
from pathlib import Path

from neonarr.library import probes


def made(folder: Path, name: str, age_s: float) -> None:
    (folder / name).touch()
    os.utime(folder / name, (time.time() - age_s,) * 2)


def test_old_ones_go_and_nothing_else(tmp_path: Path) -> None:
    old, young = probes.new_name(), probes.new_name()
    made(tmp_path, old, probes.LEFT_AFTER_S + 5)
    made(tmp_path, young, probes.LEFT_AFTER_S - 5)
    made(tmp_path, "Heat (1995).mkv", 1e8)
    probes.remove_leftovers(str(tmp_path))
    assert {file.name for file in tmp_path.iterdir()} == {young, "Heat (1995).mkv"}


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    probes.remove_leftovers(str(tmp_path / "away"))
    assert list(tmp_path.iterdir()) == []
