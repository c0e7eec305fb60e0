"""qbittorrent-api, held to one request per call.

By itself it logs in again on every 403 and repeats what failed, with the credentials that were just
refused if need be: five of those and qBittorrent bans the address for an hour. Who logs in, and
when, is decided in session.py.
"""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qbittorrentapi import Client
from qbittorrentapi.request import QbittorrentSession
from requests import Response

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings

_CONNECT_S = 10


class Wire(Client):
    """A qBittorrent client that neither logs in, nor repeats, nor guesses. `api_version` must be
    set before a call whose form depends on it; empty means not known yet."""

    api_version: str = ""

    def _auth_request(self, *args: Any, **kwargs: Any) -> Any:
        for key in ("version_introduced", "version_removed", "_retry_backoff_factor"):
            kwargs.pop(key, None)
        return self._request(*args, **kwargs)

    @property
    def _session(self) -> QbittorrentSession:
        session = super()._session
        # Neither the proxy meant for the internet nor the user's .netrc is for qBittorrent.
        session.trust_env = False
        return session

    def app_web_api_version(self, **kwargs: Any) -> str:
        return self.api_version or super().app_web_api_version(**kwargs)

    def ask(self, scope: str, action: str, **fields: Any) -> bytes:
        """The undecoded answer to a POST, for the lists that get long."""
        content = self._auth_request(
            http_method="post",
            api_namespace=scope,
            api_method=action,
            data=fields,
            response_class=bytes,
        )
        assert isinstance(content, bytes)
        return content

    def answer(self, scope: str, action: str, **fields: Any) -> Response:
        """The whole answer to a POST, whose status below 400 says nothing yet."""
        response = self._auth_request(
            http_method="post",
            api_namespace=scope,
            api_method=action,
            data=fields,
            response_class=Response,
        )
        assert isinstance(response, Response)
        return response

    def forget(self) -> None:
        """Drop cookies, connections and what was known about the server."""
        self._initialize_context()
        self.api_version = ""


def open_wire(settings: QbittorrentSettings) -> Wire:
    """Nothing is sent yet."""
    key = settings.api_key.reveal()
    connect_s = min(_CONNECT_S, settings.timeout_s)
    return Wire(
        host=base_url(settings.url),
        # Given always, or the library looks for some in the environment.
        username=settings.username or "-",
        password=settings.password.reveal() or "-",
        EXTRA_HEADERS={"Authorization": f"Bearer {key}"} if key else {},
        REQUESTS_ARGS={"timeout": (connect_s, settings.timeout_s), "allow_redirects": False},
        HTTPADAPTER_ARGS={"max_retries": 0},
        VERIFY_WEBUI_CERTIFICATE=settings.verify_tls,
        FORCE_SCHEME_FROM_HOST=True,
        SIMPLE_RESPONSES=True,
    )


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
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
