"""What is between two requests to qBittorrent."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from requests import ConnectionError as BrokenOff

from neonarr.adapters._qbittorrent import wire
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.wire import open_wire


class HangsUp(BaseHTTPRequestHandler):
    """As qBittorrent seen by a call that meets the end of its patience: the first of a connection
    is answered, the second finds it closed."""

    protocol_version = "HTTP/1.1"
    answered = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answered += 1
        if self.answered > 1:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"v5")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), HangsUp)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("silent_s", [8, 30, 3600])
def test_after_a_silence_a_call_does_not_meet_the_hanging_up(
    url: str, silent_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(wire, "monotonic", lambda: now)
    opened = open_wire(QbittorrentSettings(url))
    for _ in range(3):
        assert opened.ask("app", "version") == b"v5"
        now += silent_s


def test_without_one_the_connection_is_kept(url: str) -> None:
    opened = open_wire(QbittorrentSettings(url))
    opened.ask("app", "version")
    with pytest.raises(BrokenOff, match="closed connection"):
        opened.ask("app", "version")
