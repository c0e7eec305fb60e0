"""Becomes another program, with limits: `python -m neonarr.importing.programs.confined`.

Arguments: the largest file it may write and the longest time it may compute, in bytes and seconds,
then the program with its own. It dies with the server, so nothing writes on after that was killed.
"""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_MAX_MEMORY = 2 << 30
_MAX_OPEN = 256


def main() -> None:
    """Does not come back."""
    largest, longest, *command = sys.argv[1:]
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for what, limit in (
        (resource.RLIMIT_FSIZE, int(largest)),
        (resource.RLIMIT_CPU, int(longest)),
        (resource.RLIMIT_AS, _MAX_MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MAX_OPEN),
    ):
        resource.setrlimit(what, (limit, limit))
    os.execv(command[0], command)  # noqa: S606  the program is the point


if __name__ == "__main__":
    main()
