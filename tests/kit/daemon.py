"""A real daemon as a process of its own, known to be up when its port accepts connections."""

import os
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_START_S, _STOP_S = 60, 20


@dataclass
class Daemon:
    """`command` runs with `folder` as its home and no proxy; what it prints is in `output`."""

    command: Sequence[str]
    folder: Path
    port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def output(self) -> Path:
        return self.folder / "output.log"

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    def start(self) -> None:
        """Returns when its port accepts connections."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and not name.startswith("XDG_")
        }
        environment |= {"HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.output.read_text()[-800:]
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"{self.command[0]} did not open its port in time")

    def stop(self) -> None:
        """May be called twice."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """`kill -9`: it saves nothing."""
        assert self._process is not None, "not started"
        self._process.kill()
        self._process.wait()
        self._process = None
