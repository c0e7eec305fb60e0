"""A loopback HTTP server that answers as told, well or badly."""

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it arrived. `query` keeps repeated keys; header names are lower case."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""

    def one(self, name: str) -> str:
        """The only value of that query key, or the empty string."""
        return self.query.get(name, [""])[0]


@dataclass(frozen=True)
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drip_s: float = 0.0
    """Pause after every byte."""
    cut_at: int | None = None
    """Close the connection after so many bytes of the body."""


Route = Callable[[Asked], Reply]


class TorznabServer:
    """`routes` maps the beginning of a path to what answers there; the longest match wins.
    `asked` keeps every request. Use it as a context manager."""

    def __init__(self, routes: dict[str, Route] | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.asked: list[Asked] = []
        self.stopping = threading.Event()
        self._server = _QuietServer(("127.0.0.1", 0), partial(Answerer, self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, path: str, reply: Reply | Route) -> None:
        self.routes[path] = (lambda _asked: reply) if isinstance(reply, Reply) else reply

    def asked_for(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        fitting = [path for path in self.routes if asked.path.startswith(path)]
        return self.routes[max(fitting, key=len)](asked) if fitting else Reply("nothing here", 404)

    def __enter__(self) -> "TorznabServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(60)


def xml(body: str, status: int = 200, **headers: str) -> Reply:
    return Reply(
        body, status, {"Content-Type": "application/rss+xml; charset=utf-8", **_dashed(headers)}
    )


def json_reply(body: str, status: int = 200) -> Reply:
    return Reply(body, status, {"Content-Type": "application/json"})


def hang() -> Reply:
    return Reply(b"late", delay_s=60)


def html(status: int = 200) -> Reply:
    page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Log in</body></html>"
    return Reply(page, status, {"Content-Type": "text/html"})


def huge(megabytes: int = 50) -> Reply:
    return Reply(b"<rss>" + b" " * (megabytes * 1_000_000))


def huge_unpacked(megabytes: int = 50) -> Reply:
    """Small on the wire, large once unpacked."""
    return Reply(
        gzip.compress(b" " * (megabytes * 1_000_000)), headers={"Content-Encoding": "gzip"}
    )


def entity_bomb() -> Reply:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return xml(
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">{levels}]>'
        "<rss><channel><item><title>&e11;</title><guid>g</guid></item></channel></rss>"
    )


def wrong_key() -> Reply:
    """As Jackett says it: with HTTP 200."""
    return xml('<?xml version="1.0"?><error code="100" description="Invalid API Key" />')


def limited(retry_after: str = "90") -> Reply:
    return xml(
        '<error code="500" description="Request limit reached" />', 429, Retry_After=retry_after
    )


def to(location: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"Location": location})


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


class Answerer(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    def __init__(self, owner: TorznabServer, *args: Any) -> None:
        self.owner = owner
        super().__init__(*args)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(parts.query, keep_blank_values=True)
        body = self.rfile.read(int(headers.get("content-length") or 0))
        reply = self.owner.reply(Asked(parts.path, query, headers, self.command, body))
        try:
            self._send(reply)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_PUT = do_GET

    def _send(self, reply: Reply) -> None:
        if reply.delay_s and self.owner.stopping.wait(reply.delay_s):
            self.close_connection = True
            return
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.cut_at is not None:
            self.wfile.write(body[: reply.cut_at])
            self.close_connection = True
        elif reply.drip_s:
            self._drip(body, reply.drip_s)
        else:
            self.wfile.write(body)

    def _drip(self, body: bytes, pause_s: float) -> None:
        for index in range(len(body)):
            if self.owner.stopping.wait(pause_s):
                return
            self.wfile.write(body[index : index + 1])
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Silence: pytest shows what matters."""


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Clients here break off on purpose."""
