"""A real look at real folders."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from neonarr.health import folders
from neonarr.health.folders import look_at_folder
from neonarr.library import probes


def test_a_fine_one_is_left_as_it_was(tmp_path: Path) -> None:
    check = look_at_folder(str(tmp_path))
    assert check.is_ok and "free" in check.message and "GB" in check.facts["Free"]
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_look_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / probes.new_name()
    left.touch()
    os.utime(left, (0, 0))
    assert look_at_folder(str(tmp_path)).is_ok
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_missing(tmp_path: Path) -> None:
    soon = look_at_folder(str(tmp_path / "movies") + "/")
    assert soon.is_ok and "first import" in soon.message
    away = look_at_folder(str(tmp_path / "a" / "movies"))
    assert not away.is_ok and "not visible" in away.message


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "movies").write_text("")
    check = look_at_folder(str(tmp_path / "movies"))
    assert not check.is_ok and "is a file" in check.message


def test_little_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LOW_SPACE", 1 << 62)
    check = look_at_folder(str(tmp_path))
    assert not check.is_ok and "MB left" in check.message


def test_one_that_may_not_be_written_to(tmp_path: Path) -> None:
    """As another user when this one may write everywhere."""
    tmp_path.chmod(0o555)
    if os.geteuid() != 0:
        check = look_at_folder(str(tmp_path))
        said = f"{check.is_ok} {check.message}"
    else:
        for folder in (tmp_path, *tmp_path.parents):
            if str(folder).startswith("/tmp/"):
                folder.chmod(0o555 if folder == tmp_path else 0o755)
        script = (
            "import os, sys; from neonarr.health.folders import look_at_folder; "
            "os.setgid(65534); os.setuid(65534); c = look_at_folder(sys.argv[1]); "
            "print(c.is_ok, c.message)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        said = ran.stdout
    tmp_path.chmod(0o755)
    assert said.startswith("False") and str(tmp_path) in said and "uid" in said
