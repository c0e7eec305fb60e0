"""A BitTorrent tracker for one machine: it listens on loopback and knows only who announced to it.

Sources: https://www.bittorrent.org/beps/bep_0003.html, bep_0023.html (compact peers)
"""

import socket
import struct
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote_to_bytes, urlsplit

_LISTEN_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class Announce:
    """One announce as it came in. `left` is in bytes; `event` is empty for the regular ones."""

    info_hash: str
    port: int
    event: str
    left: int


class Tracker:
    """Serves until `close()`. `announces` holds everything heard so far, oldest first; `refusals`
    the reason by the info hash of every torrent it will not have."""

    def __init__(self, *, interval_s: int = 5, port: int = 0) -> None:
        self.announces: list[Announce] = []
        self.refusals: dict[str, str] = {}
        self._interval_s = interval_s
        self._swarms: dict[str, dict[tuple[str, int], int]] = {}
        self._lock = threading.Lock()
        self._server = _server(self, port)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/announce"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="lab-tracker", daemon=True
        )
        self._thread.start()

    def answer(self, host: str, target: str) -> bytes:
        """What the tracker says to the peer at `host` that asked for `target` (path and query)."""
        parts = urlsplit(target)
        asked = _query(parts.query)
        info_hash = asked.get("info_hash", b"")
        port, left = _number(asked.get("port")), _number(asked.get("left"))
        if not parts.path.endswith("/announce") or len(info_hash) != 20 or port is None:
            return _bencode({"failure reason": "an announce needs info_hash and port"})
        event = asked.get("event", b"").decode("ascii", "replace")
        return self._announce(host, Announce(info_hash.hex(), port, event, left or 0))

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _announce(self, host: str, heard: Announce) -> bytes:
        me = (host, heard.port)
        with self._lock:
            self.announces.append(heard)
            if heard.info_hash in self.refusals:
                return _bencode({"failure reason": self.refusals[heard.info_hash]})
            swarm = self._swarms.setdefault(heard.info_hash, {})
            if heard.event == "stopped":
                swarm.pop(me, None)
            else:
                swarm[me] = heard.left
            others = [peer for peer in swarm if peer != me]
            seeds = sum(1 for left in swarm.values() if left == 0)
            size = len(swarm)
        peers = b"".join(socket.inet_aton(h) + struct.pack(">H", port) for h, port in others)
        return _bencode(
            {
                "interval": self._interval_s,
                "min interval": 1,
                "complete": seeds,
                "incomplete": size - seeds,
                "peers": peers,
            }
        )


def _server(tracker: Tracker, port: int) -> ThreadingHTTPServer:
    class Exchange(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = tracker.answer(self.client_address[0], self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """The announces are kept; a line on stderr for each would drown everything else."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = _LISTEN_BACKLOG

        def handle_error(self, request: object, client_address: object) -> None:
            """A peer that hangs up in the middle of its answer is everyday life in a swarm."""

    return Server(("127.0.0.1", port), Exchange)


def _query(query: str) -> dict[str, bytes]:
    """Raw bytes per key: an info hash is no text, so urllib's own parsing would spoil it."""
    pairs = (part.partition("=") for part in query.split("&"))
    return {key: unquote_to_bytes(value) for key, _, value in pairs}


def _number(value: bytes | None) -> int | None:
    return int(value) if value and value.isdigit() and len(value) < 20 else None


def _bencode(answer: dict[str, int | str | bytes]) -> bytes:
    parts = [b"d"]
    for key in sorted(answer):
        value = answer[key]
        raw = value.encode() if isinstance(value, str) else value
        parts.append(b"%d:%s" % (len(key), key.encode()))
        parts.append(b"i%de" % raw if isinstance(raw, int) else b"%d:%s" % (len(raw), raw))
    return b"".join([*parts, b"e"])
