"""Stands between a client and an HTTP server on loopback, and writes down every request."""

from collections.abc import Mapping
from types import TracebackType
from urllib.parse import urlsplit

from tests.kit.exchange import exchange_server, in_background, pass_on


class CountingProxy:
    """`seen` holds "METHOD /path" of every request. `answers` replaces the real answer of a path by
    (status, body), or of a redirect by (status, target)."""

    def __init__(self, target: str, answers: Mapping[str, tuple[int, str]] | None = None) -> None:
        self.seen: list[str] = []
        self.answers = dict(answers or {})
        self._target = urlsplit(target).netloc
        self._server = exchange_server(self.forward)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._stop = in_background(self._server)

    def __enter__(self) -> "CountingProxy":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._stop()

    def count(self, ending: str) -> int:
        return sum(1 for line in self.seen if line.endswith(ending))

    def forward(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        plain = urlsplit(path).path
        self.seen.append(f"{method} {plain}")
        if plain in self.answers:
            status, text = self.answers[plain]
            if 300 <= status < 400:
                return status, [("Location", text)], b""
            return status, [("Content-Type", "text/plain")], text.encode()
        return pass_on(self._target, method, path, headers, body)
