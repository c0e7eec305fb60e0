"""A real, private qbittorrent-nox that neither listens nor talks beyond loopback."""

import base64
import hashlib
import os
import random
import secrets
import socket
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from tests.kit.daemon import Daemon
from tests.kit.needs import needs

USERNAME, PASSWORD = "admin", "correct horse"

_SESSION = {
    "Interface": "lo",
    "InterfaceName": "lo",
    "InterfaceAddress": "127.0.0.1",
    "DHTEnabled": "false",
    "LSDEnabled": "false",
    "PeXEnabled": "false",
    "BTProtocol": "TCP",
    "MultiConnectionsPerIp": "true",
    "SSRFMitigation": "false",
    "AnnounceToAllTrackers": "true",
    "AddTrackersEnabled": "false",
    "ReannounceWhenAddressChanged": "false",
    "IDNSupportEnabled": "false",
    "IgnoreLimitsOnLAN": "false",
    "QueueingSystemEnabled": "false",
    "RefreshInterval": "100",
}
_PREFERENCES = {
    "WebUI\\Enabled": "true",
    "WebUI\\Address": "127.0.0.1",
    "WebUI\\UseUPnP": "false",
    "WebUI\\LocalHostAuth": "true",
    "WebUI\\HostHeaderValidation": "true",
    "WebUI\\CSRFProtection": "true",
    "Connection\\ResolvePeerCountries": "false",
    "Connection\\UPnP": "false",
    "DynDNS\\Enabled": "false",
    "General\\Locale": "en",
}


class PrivateQbittorrent:
    """Owns a profile folder; `session` and `preferences` override lines of its configuration."""

    def __init__(
        self,
        folder: Path,
        *,
        session: Mapping[str, str] | None = None,
        preferences: Mapping[str, str] | None = None,
    ) -> None:
        binary = needs("qbittorrent-nox")
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.username, self.password = USERNAME, PASSWORD
        self.downloads = folder / "downloads"
        self._daemon = Daemon([binary, f"--profile={folder}"], folder, self.port)
        self._write_configuration(session or {}, preferences or {})

    def __enter__(self) -> "PrivateQbittorrent":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._daemon.pid

    def start(self) -> None:
        """Returns when the Web UI accepts connections."""
        self._daemon.start()

    def stop(self) -> None:
        self._daemon.stop()

    def kill(self) -> None:
        """`kill -9`: it saves nothing."""
        self._daemon.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def log(self) -> str:
        """What qBittorrent itself wrote, logins included."""
        return (self.folder / "qBittorrent/data/logs/qbittorrent.log").read_text()

    def cpu_s(self) -> float:
        """CPU seconds the process has used so far."""
        return cpu_s_of(self.pid)

    def _write_configuration(
        self, session: Mapping[str, str], preferences: Mapping[str, str]
    ) -> None:
        self.downloads.mkdir(parents=True, exist_ok=True)
        session = {
            **_SESSION,
            "Port": str(free_port()),
            "DefaultSavePath": str(self.downloads),
            **session,
        }
        preferences = {
            **_PREFERENCES,
            "WebUI\\Port": str(self.port),
            "WebUI\\Username": self.username,
            "WebUI\\Password_PBKDF2": f'"@ByteArray({password_hash(self.password)})"',
            **preferences,
        }
        sections = {
            "LegalNotice": {"Accepted": "true"},
            "Application": {"FileLogger\\Enabled": "true"},
            "AutoRun": {"enabled": "false"},
            "BitTorrent": {f"Session\\{name}": value for name, value in session.items()},
            "Network": {"PortForwardingEnabled": "false", "Proxy\\Type": "None"},
            "RSS": {
                "AutoDownloader\\EnableProcessing": "false",
                "Session\\EnableProcessing": "false",
            },
            "Preferences": preferences,
        }
        path = self.folder / "qBittorrent/config/qBittorrent.conf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "\n".join(
                f"[{title}]\n" + "".join(f"{name}={value}\n" for name, value in lines.items())
                for title, lines in sections.items()
            )
        )


def cpu_s_of(pid: int) -> float:
    """CPU seconds that process has used so far, in steps of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def password_hash(password: str) -> str:
    """The value of WebUI\\Password_PBKDF2, as qBittorrent 4.2 and later write it."""
    salt = secrets.token_bytes(16)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 100_000, 64)
    return f"{base64.b64encode(salt).decode()}:{base64.b64encode(key).decode()}"


def free_port() -> int:
    """A port nobody has, below those the kernel hands out: one of these could be given to any
    connection of another test before qBittorrent takes it."""
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
