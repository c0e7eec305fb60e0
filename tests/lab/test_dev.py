"""`make dev` starts anew for what a person changes, and for nothing else."""

import os
from pathlib import Path

from neonarr.lab.dev import newest


def test_sources_count_and_compiled_files_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    os.utime(tmp_path / "a.py", ns=(1, 1))
    before = newest(tmp_path)
    (tmp_path / "a.pyc").write_text("")
    (tmp_path / "gone.py").symlink_to("nowhere")
    assert newest(tmp_path) == before
    os.utime(tmp_path / "a.py", ns=(2, 2))
    written = newest(tmp_path)
    (tmp_path / "page.html").write_text("")
    os.utime(tmp_path / "page.html", ns=(2, 2))
    assert len({before, written, newest(tmp_path)}) == 3
