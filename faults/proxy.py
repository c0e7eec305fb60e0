"""Stands before a real qBittorrent on loopback and spoils its answers."""

import threading
import time
from collections.abc import Mapping
from enum import StrEnum
from types import TracebackType
from urllib.parse import urlsplit

from tests.kit.exchange import exchange_server, in_background, pass_on

_Answer = tuple[int, list[tuple[str, str]], bytes]


class Spoil(StrEnum):
    """What is done to every answer."""

    NOTHING = "nothing"
    SLOW = "slow"
    HALF = "half"
    HTML = "html"
    ERROR = "error"
    FORBIDDEN = "forbidden"


PAGE = b"<!DOCTYPE html><html><title>Welcome</title><body>Sign in to continue</body></html>"


class FaultyProxy:
    """Passes everything on. `spoil` may be changed at any time, `slow_s` is what SLOW waits.

    `hold` is the end of a path: such a call is carried out, but its answer never comes back;
    `held` is set when that happened. `cookie` is the session that was used last.
    """

    def __init__(self, target: str) -> None:
        self.spoil, self.slow_s = Spoil.NOTHING, 3.0
        self.hold = ""
        self.held, self._closing = threading.Event(), threading.Event()
        self.spoiled, self.cookie = 0, ""
        self._target = urlsplit(target).netloc
        self._server = exchange_server(self.answer)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "FaultyProxy":
        self._stop = in_background(self._server)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._closing.set()
        self._stop()

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> _Answer:
        now = self.spoil
        self.cookie = headers.get("Cookie") or self.cookie
        if now is not Spoil.NOTHING:
            self.spoiled += 1
        if now in (Spoil.HTML, Spoil.ERROR, Spoil.FORBIDDEN):
            status = {Spoil.HTML: 200, Spoil.ERROR: 500, Spoil.FORBIDDEN: 403}[now]
            return status, [("Content-Type", "text/html")], PAGE if now is Spoil.HTML else b""
        if now is Spoil.SLOW:
            self._closing.wait(self.slow_s)
        status, kept, content = pass_on(self._target, method, path, headers, body)
        if self.hold and urlsplit(path).path.endswith(self.hold):
            self.held.set()
            self._closing.wait()
        return status, kept, content[: len(content) // 2] if now is Spoil.HALF else content

    def wait_until_spoiled(self, times: int, within_s: float = 30) -> None:
        """Until so many more answers were spoiled."""
        goal, deadline = self.spoiled + times, time.monotonic() + within_s
        while self.spoiled < goal:
            assert time.monotonic() < deadline, "nobody asked"
            time.sleep(0.02)
