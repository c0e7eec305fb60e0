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
        "Verify the certificate", default=True, help="Off for a certificate you signed yourself."
    )
