"""A program run on a stranger's file: without the server's environment, with limits, and never
longer than it may."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from neonarr.importing.model import Unreadable

_MOMENT_S = 0.2
_CPU_S = 6 * 3600


@dataclass(frozen=True, slots=True)
class Said:
    """How it ended and what it printed."""

    code: int
    out: bytes


@dataclass(frozen=True, slots=True)
class Confines:
    """What the program may do."""

    seconds: float
    largest_file: int = 0
    """Bytes; 0: it writes no files."""
    most_said: int = 32 << 20
    """Bytes it may print; more is an attack on us."""


def run(command: Sequence[str], confines: Confines, each_moment: Callable[[], None]) -> Said:
    """Wait for it. `each_moment` is called a few times a second; what it raises ends the program.

    Raises Unreadable if it takes too long or says too much."""
    process = subprocess.Popen(  # noqa: S603  what runs is chosen here, only the path is theirs
        [
            *(sys.executable, "-P", "-m", "neonarr.importing.programs.confined"),
            *(str(confines.largest_file), str(_CPU_S), *command),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "HOME": "/nonexistent",
        },
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        out = _read(process.stdout.fileno(), confines, each_moment, os.path.basename(command[0]))
        return Said(process.wait(timeout=60), out)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _read(out: int, confines: Confines, each_moment: Callable[[], None], name: str) -> bytes:
    """All it prints until it hangs up."""
    deadline = time.monotonic() + confines.seconds
    said = b""
    while True:
        each_moment()
        if time.monotonic() > deadline:
            raise Unreadable(
                f"{name} was not done with the archive after {confines.seconds:.0f} s. Is the disk "
                "very slow?"
            )
        if not select.select([out], [], [], _MOMENT_S)[0]:
            continue
        chunk = os.read(out, 1 << 16)
        if not chunk:
            return said
        said += chunk
        if len(said) > confines.most_said:
            raise Unreadable(f"{name} says more about the archive than can be true.")
