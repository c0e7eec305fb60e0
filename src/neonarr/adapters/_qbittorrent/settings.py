"""The settings of one qBittorrent."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret
from neonarr.settings.adapters import setting

_API_KEY = re.compile(r"qbt_[A-Za-z0-9]{28}")


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


def refuse_misfits(settings: QbittorrentSettings) -> None:
    """Raises Invalid for what can't work, before anything is sent or stored."""
    path = urlsplit(base_url(settings.url)).path
    if not is_usable(settings.url):
        raise Invalid("url", "Address can't be used: write it like http://host:8080.")
    if "/api/v2" in path or path.endswith(".html/"):
        raise Invalid(
            "url",
            "Address must be that of the Web UI itself: leave out what comes after the port, or "
            "after the path your reverse proxy has for it.",
        )
    if settings.api_key and not _API_KEY.fullmatch(settings.api_key.reveal()):
        raise Invalid(
            "api_key", "API key must be qbt_ and 28 letters and digits: copy it from Options."
        )
    if settings.api_key and settings.proxy_username:
        raise Invalid(
            "proxy_username",
            "Proxy's user name can't go with an API key, both are sent in the same header: use "
            "user name and password for qBittorrent.",
        )
    if ":" in settings.proxy_username:
        raise Invalid(
            "proxy_username",
            "Proxy's user name can't hold a colon, which parts it from the password.",
        )
    if settings.ca_file and not settings.ca_file.startswith("/"):
        raise Invalid("ca_file", "CA file must be a whole path, beginning with /.")
    if settings.ca_file and not settings.url.lower().startswith("https:"):
        raise Invalid("ca_file", "CA file needs an address that begins with https://.")


def base_url(url: str) -> str:
    """With a scheme, without what a browser's address bar adds.

    >>> base_url("nas:8080/#/"), base_url("https://nas/qb/")
    ('http://nas:8080/', 'https://nas/qb/')
    """
    url = url.strip()
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", ""))


def is_usable(url: str) -> bool:
    """
    >>> is_usable("nas:8080"), is_usable("ftp://nas"), is_usable("http://nas:port")
    (True, False, False)
    """
    try:
        parts = urlsplit(base_url(url))
        is_doubled = parts.hostname in ("http", "https")  # http://http://host
        is_named = bool(parts.hostname) and not is_doubled
        return parts.scheme in ("http", "https") and is_named and parts.port != 0
    except ValueError:
        return False
