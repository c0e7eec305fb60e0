"""One server per data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from neonarr.storage.process_lock import AlreadyRunning, ProcessLock


def test_a_second_one_is_told_who_holds_it(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    first = ProcessLock(path)
    with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
        ProcessLock(path)
    first.release()
    first.release()
    ProcessLock(path).release()


def test_a_killed_owner_leaves_it_free(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    code = (
        "import sys, os; from neonarr.storage.process_lock import ProcessLock;"
        "lock = ProcessLock(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout is not None and owner.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning):
            ProcessLock(path)
        owner.kill()
    ProcessLock(path).release()
