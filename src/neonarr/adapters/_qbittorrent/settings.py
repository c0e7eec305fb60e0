"""The settings of one qBittorrent."""

from dataclasses import dataclass

from neonarr.base.secret import Secret
from neonarr.settings.adapters import setting


@dataclass(frozen=True, slots=True)
class QbittorrentSettings:
    url: str = setting(
        "Address",
        help="Of the Web UI, with the port and, behind a reverse proxy, the path.",
        placeholder="http://qbittorrent:8080",
    )
    username: str = setting(
        "User name", default="", help="Leave both empty if qBittorrent lets this server in without."
    )
    password: Secret = setting("Password", default=Secret(""))
    api_key: Secret = setting(
        "API key",
        default=Secret(""),
        help="From qBittorrent 5.2 on, instead of user name and password.",
        placeholder="qbt_…",
    )
    timeout_s: int = setting("Time-out (seconds)", default=30)
    verify_tls: bool = setting(
        "Verify the certificate", default=True, help="Off takes any certificate, anybody's too."
    )
    ca_file: str = setting(
        "CA file",
        default="",
        help="The certificate (PEM) that signed qBittorrent's, if it is your own.",
        placeholder="/config/ca.pem",
    )
    proxy_username: str = setting(
        "Proxy's user name",
        default="",
        help="Only if a reverse proxy before qBittorrent asks for a login of its own (HTTP Basic).",
    )
    proxy_password: Secret = setting("Proxy's password", default=Secret(""))
