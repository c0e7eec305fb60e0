"""Media read in a process of its own.

The files come from strangers, and libmediainfo is C++: one that hangs, crashes or eats memory must
cost that one file and not the server. One process reads all files of a download (it starts in
0.1 s), without the server's environment, and its libraries never enter the server's memory.
"""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import IO, Any

from neonarr.importing.faults import shown
from neonarr.importing.media import is_media_name
from neonarr.importing.model import FoundFile, MediaInfo, Stopped, Unreadable

TIMEOUT_S = 90.0
"""For one file: a sleeping disk wakes in 15 s, a slow share answers in a few more."""


class Hung(Exception):
    """The process ended or gave no answer in time."""


def probe(
    files: Iterable[FoundFile],
    should_stop: Callable[[], bool] = lambda: False,
    timeout_s: float = TIMEOUT_S,
) -> list[FoundFile]:
    """The same files with their media. A file that makes the reader crash or hang has none.

    Raises Unreadable if a file can't be opened, or no reader can be started; Stopped."""
    reader: _Reader | None = None
    seen: list[FoundFile] = []
    try:
        for file in files:
            if should_stop():
                raise Stopped
            if not is_media_name(file.path) or not file.size:
                seen.append(file)
                continue
            reader = reader or _Reader(timeout_s)
            try:
                seen.append(replace(file, media=reader.read(file, should_stop)))
            except Hung:
                reader.close()
                reader = None
                seen.append(file)
    finally:
        if reader:
            reader.close()
    return seen


class _Reader:
    """A running `neonarr.importing.media`."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._rest = b""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "neonarr.importing.media"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "LC_ALL": "C.UTF-8"},
        )
        try:
            self._answer(lambda: False)
        except Hung as error:
            self.close()
            raise Unreadable(
                "Media files can't be read: the program that reads them does not start. Try "
                f"`{sys.executable} -m neonarr.importing.media`; it must print “ready”."
            ) from error

    def read(self, file: FoundFile, should_stop: Callable[[], bool]) -> MediaInfo | None:
        try:
            _pipe(self._process.stdin).write(json.dumps(os.fspath(file.path)).encode() + b"\n")
            _pipe(self._process.stdin).flush()
        except BrokenPipeError as error:
            raise Hung from error
        answer = self._answer(should_stop)
        if "error" in answer:
            raise Unreadable(f"{shown(file.path)} can't be read: {answer['error']}.")
        return MediaInfo(**answer["media"]) if answer["media"] else None

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        _pipe(self._process.stdout).close()
        try:
            _pipe(self._process.stdin).close()
        except BrokenPipeError:
            pass  # the unsent rest of a path

    def _answer(self, should_stop: Callable[[], bool]) -> Any:
        deadline = time.monotonic() + self._timeout_s
        out = _pipe(self._process.stdout).fileno()
        while b"\n" not in self._rest:
            if should_stop():
                raise Stopped
            if time.monotonic() > deadline:
                raise Hung
            if select.select([out], [], [], 0.2)[0]:
                chunk = os.read(out, 1 << 16)
                if not chunk:
                    raise Hung
                self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
