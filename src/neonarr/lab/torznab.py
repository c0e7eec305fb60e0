"""A Torznab indexer on loopback, as strict and as odd as Jackett: a wrong key is answered with 200.

Source: https://torznab.github.io/spec-1.3-draft/torznab/Specification-v1.3.html
"""

import re
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from neonarr.base.clock import SystemClock
from neonarr.downloads.torrent import read_torrent

MOVIES_HD, MOVIES_SD, MUSIC_LOSSLESS, MUSIC_MP3 = 2040, 2030, 3040, 3010

CAPS = """<?xml version="1.0" encoding="UTF-8"?>
<caps>
  <server title="Neonarr Lab"/>
  <limits default="100" max="100"/>
  <searching>
    <search available="yes" supportedParams="q"/>
    <movie-search available="yes" supportedParams="q,year"/>
    <music-search available="yes" supportedParams="q,artist,album,year"/>
  </searching>
  <categories>
    <category id="2000" name="Movies">
      <subcat id="2030" name="Movies/SD"/><subcat id="2040" name="Movies/HD"/>
    </category>
    <category id="3000" name="Audio">
      <subcat id="3010" name="Audio/MP3"/><subcat id="3040" name="Audio/Lossless"/>
    </category>
  </categories>
</caps>
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the indexer lists. `size` is what it claims, which need not be true."""

    title: str
    category: int
    torrent: bytes
    size: int
    seeders: int = 1
    leechers: int = 0
    age_hours: int = 2
    magnet: str = ""
    """When set, the download link redirects to it instead of answering with the torrent."""


class TorznabLab:
    """Serves `offers` until closed. `delay_s` slows every answer; it may be changed at any time."""

    def __init__(
        self, offers: list[Offer], api_key: str, *, delay_s: float = 0, port: int = 0
    ) -> None:
        self.delay_s = delay_s
        self.counts: Counter[str] = Counter()
        """Requests so far, by function (caps, search, movie, music) and "download"."""
        self._offers, self._api_key = offers, api_key
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _answers(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"{self.root}/api"

    def close(self) -> None:
        """Stop serving. May be called twice."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for one request."""
        self._closing.wait(self.delay_s)
        if asked.get("apikey") != self._api_key:
            return _error(100, "Invalid API Key")
        if path == "/api":
            return self._api(asked)
        number = re.fullmatch(r"/download/(\d+)\.torrent", path)
        if number and int(number[1]) < len(self._offers):
            self.counts["download"] += 1
            return _torrent(self._offers[int(number[1])])
        return 404, {"Content-Type": "text/plain"}, b"Not here."

    def _api(self, asked: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        function = asked.get("t", "")
        self.counts[function] += 1
        if function == "caps":
            return _xml(CAPS)
        if function not in ("search", "movie", "music"):
            return _error(202, f"No such function ({function})")
        found = [(n, o) for n, o in enumerate(self._offers) if _is_match(o, asked)]
        start, limit = int(asked.get("offset", 0)), int(asked.get("limit", 100))
        items = [self._item(number, offer) for number, offer in found[start : start + limit]]
        return _xml(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            'xmlns:torznab="http://torznab.com/schemas/2015/feed"><channel>'
            f"<title>Neonarr Lab</title>{''.join(items)}</channel></rss>"
        )

    def _item(self, number: int, offer: Offer) -> str:
        link = escape(f"{self.root}/download/{number}.torrent?apikey={self._api_key}")
        published = SystemClock().now() - timedelta(hours=offer.age_hours)
        attributes = {
            "category": offer.category,
            "seeders": offer.seeders,
            "peers": offer.seeders + offer.leechers,
            "infohash": read_torrent(offer.torrent).info_hash,
            "downloadvolumefactor": 0,
            "uploadvolumefactor": 1,
        }
        return (
            f"<item><title>{escape(offer.title)}</title>"
            f"<guid>{self.root}/details/{number}</guid><link>{link}</link>"
            f"<pubDate>{format_datetime(published)}</pubDate><size>{offer.size}</size>"
            f"<category>{offer.category // 1000 * 1000}</category>"
            f'<enclosure url="{link}" length="{offer.size}" type="application/x-bittorrent"/>'
            + "".join(f'<torznab:attr name="{k}" value="{v}"/>' for k, v in attributes.items())
            + "</item>"
        )


def _is_match(offer: Offer, asked: dict[str, str]) -> bool:
    """Every word asked for must be in the title, as indexers do; no words ask for the newest."""
    wanted = " ".join(asked.get(key, "") for key in ("q", "artist", "album", "year"))
    if not _words(wanted) <= _words(offer.title):
        return False
    categories = {int(c) for c in asked.get("cat", "").split(",") if c.isdigit()}
    return not categories or bool(categories & {offer.category, offer.category // 1000 * 1000})


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _torrent(offer: Offer) -> tuple[int, dict[str, str], bytes]:
    if offer.magnet:
        return 302, {"Location": offer.magnet}, b""
    return 200, {"Content-Type": "application/x-bittorrent"}, offer.torrent


def _xml(text: str) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/rss+xml; charset=utf-8"}, text.encode()


def _error(code: int, description: str) -> tuple[int, dict[str, str], bytes]:
    return _xml(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<error code="{code}" description="{escape(description)}"/>'
    )


def _answers(lab: TorznabLab) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            status, headers, body = lab.answer(parts.path, dict(parse_qsl(parts.query)))
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silent: requests carry the key."""

    return Answers
