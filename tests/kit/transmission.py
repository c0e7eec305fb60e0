"""A real, private transmission-daemon that neither listens nor talks beyond loopback.

It never calls a peer on loopback (libtransmission counts 127.0.0.0/8 as unusable), so somebody must
call it: a Caller. It then asks for the first piece within ten seconds, its rhythm for that.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import libtorrent as lt

from neonarr.adapters._libtorrent.profile import open_session, session_settings, set_flags
from neonarr.lab.server import DIRECT
from tests.kit.daemon import Daemon
from tests.kit.needs import needs
from tests.kit.qbittorrent import free_port

USERNAME, PASSWORD = "admin", "correct horse"

_SETTINGS: dict[str, Any] = {
    "bind-address-ipv4": "127.0.0.1",
    "bind-address-ipv6": "::1",
    "blocklist-enabled": False,
    "dht-enabled": False,
    "lpd-enabled": False,
    "pex-enabled": False,
    "utp-enabled": False,
    "port-forwarding-enabled": False,
    "peer-port-random-on-start": False,
    "watch-dir-enabled": False,
    "incomplete-dir-enabled": False,
    "download-queue-enabled": False,
    "script-torrent-done-enabled": False,
    "rpc-enabled": True,
    "rpc-bind-address": "127.0.0.1",
    "rpc-authentication-required": True,
    "rpc-username": USERNAME,
    "rpc-password": PASSWORD,
    "rpc-whitelist-enabled": True,
    "rpc-whitelist": "127.0.0.1",
    "anti-brute-force-enabled": False,
    "message-level": 2,
}


class Caller:
    """Calls the peer at `port` to give it one torrent at a time. Transmission hangs up on one of
    two who call from the same address at once, so for another torrent there is another session."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._session: Any = None
        self._handle: Any = None
        self._content = b""

    def give(self, content: bytes, folder: Path) -> None:
        """That .torrent, whose files are below `folder`; to be repeated until it is there."""
        if content != self._content:
            params = lt.load_torrent_buffer(content)
            params.save_path, params.trackers = str(folder), []
            set_flags(params, discovery=False, is_paused=False)
            params.flags |= lt.torrent_flags.seed_mode
            settings = session_settings("127.0.0.1:0", discovery=False)
            plain = {"out_enc_policy": 2, "min_reconnect_time": 1, "max_failcount": 1000}
            self._session, self._content = open_session(settings | plain), content
            self._handle = self._session.add_torrent(params)
        self._handle.connect_peer(("127.0.0.1", self._port))


class PrivateTransmission:
    """Owns a configuration folder; `settings` overrides lines of its settings.json."""

    def __init__(self, folder: Path, settings: Mapping[str, Any] | None = None) -> None:
        binary = needs("transmission-daemon")
        self.folder = folder
        self.port, self.peer_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.username, self.password = USERNAME, PASSWORD
        self.downloads = folder / "downloads"
        command = [binary, "--foreground", "--config-dir", str(folder)]
        self._daemon = Daemon(command, folder, self.port)
        self.downloads.mkdir(parents=True, exist_ok=True)
        own = {
            "rpc-port": self.port,
            "peer-port": self.peer_port,
            "download-dir": str(self.downloads),
        }
        written = {**_SETTINGS, **own, **(settings or {})}
        (folder / "settings.json").write_text(json.dumps(written))

    def __enter__(self) -> "PrivateTransmission":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when its RPC accepts connections."""
        self._daemon.start()

    def stop(self) -> None:
        self._daemon.stop()

    def kill(self) -> None:
        """`kill -9`."""
        self._daemon.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def log(self) -> str:
        return self._daemon.output.read_text()

    def ask(self, method: str, **arguments: Any) -> Any:
        """Its own view; only where no login is required (`rpc-authentication-required` off)."""
        content = json.dumps({"method": method, "arguments": arguments}).encode()
        headers = {"X-Transmission-Session-Id": ""}
        address = f"{self.url}/transmission/rpc"
        try:
            DIRECT.open(urllib.request.Request(address, content, headers), timeout=60).close()
        except urllib.error.HTTPError as error:
            headers["X-Transmission-Session-Id"] = error.headers["X-Transmission-Session-Id"]
            error.close()
        with DIRECT.open(urllib.request.Request(address, content, headers), timeout=60) as answer:
            return json.load(answer)["arguments"]
