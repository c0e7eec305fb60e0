"""Neonarr itself as a child process, cut off from the services of whoever starts it."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

OURS = ("NEONARR_", "QBITTORRENT_", "PROWLARR_", "JACKETT_", "TORZNAB_")
START_S, STOP_S = 60, 8
USUAL_PORT = 8083

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Opens URLs without any proxy: everything here is on loopback."""


class LabFailed(Exception):
    """The lab could not do its part; `str()` is a sentence for the person who started it."""


class Server:
    """A running server. `log` collects what it prints; it is listening once this is made.

    Raises LabFailed with its last words if it ends early or doesn't answer in time.
    """

    def __init__(self, command: list[str], port: int, env: dict[str, str], log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._log = log
        with log.open("wb") as out:
            begun = time.monotonic()
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )
        try:
            self._wait_until_it_answers(begun + START_S)
        except BaseException:
            self.stop()
            raise
        self.start_s = time.monotonic() - begun
        """From the start of the process to the first answer."""

    def said(self) -> list[str]:
        """The lines it has printed so far."""
        return self._log.read_text(errors="replace").splitlines()

    def require_alive(self) -> None:
        """Raises LabFailed with its last words if it has ended."""
        if self.process.poll() is not None:
            last = "\n".join(f"    {line}" for line in self.said()[-15:])
            raise LabFailed(f"The server ended (exit code {self.process.returncode}):\n{last}")

    def stop(self) -> None:
        """End it, gently first. May be called twice."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait_until_it_answers(self, deadline: float) -> None:
        while time.monotonic() < deadline:
            self.require_alive()
            try:
                DIRECT.open(f"{self.url}/ping", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.01)
        last = "\n".join(f"    {line}" for line in self.said()[-15:])
        raise LabFailed(f"The server did not answer within {START_S} s:\n{last}")


def clean_env(**ours: str) -> dict[str, str]:
    """This process's environment with only these settings of ours, and no proxy on loopback."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return {**kept, "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost", **ours}


def usable_port(wanted: int = 0) -> int:
    """`wanted`, or any free port for 0; if the usual port is wanted but taken, also any free one.

    Raises LabFailed if another wanted port is taken.
    """
    for port in (USUAL_PORT, 0) if wanted == USUAL_PORT else (wanted,):
        with socket.socket() as probe:
            # As the server does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise LabFailed(f"Port {wanted} is taken by another program; give another one with --port.")
