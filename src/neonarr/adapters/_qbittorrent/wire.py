"""qbittorrent-api, held to one request per call.

By itself it logs in again on every 403 and repeats what failed, with the credentials that were just
refused if need be: five of those and qBittorrent bans the address for an hour. Who logs in, and
when, is decided in session.py.
"""

import re
import ssl
from base64 import b64encode
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from qbittorrentapi import APIError, Client
from qbittorrentapi.request import QbittorrentSession
from requests import Response

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings, base_url, is_usable
from neonarr.adapters._qbittorrent.states import Stuck
from neonarr.downloads.session import Phase

_CONNECT_S = 10
_KEPT_S = 4.0
"""qBittorrent hangs up, without a word, on who was silent for 7 s, and a call that is on its way
then fails: an older connection is not used again.

Source: https://github.com/qbittorrent/qBittorrent/blob/master/src/base/http/server.cpp
"""
_START = re.compile(r"[?&]v=([0-9a-z]+)")


class Wire(Client):
    """A qBittorrent client that neither logs in, nor repeats, nor guesses. `api_version` must be
    set before a call whose form depends on it; empty means not known yet."""

    api_version: str = ""
    ca_file: str = ""
    _answered_at: float = 0.0

    def _request(self, *args: Any, **kwargs: Any) -> Any:
        if monotonic() - self._answered_at > _KEPT_S:
            self._session.close()  # its idle connections; it opens others
        try:
            return super()._request(*args, **kwargs)
        finally:
            self._answered_at = monotonic()

    def _auth_request(self, *args: Any, **kwargs: Any) -> Any:
        for key in ("version_introduced", "version_removed", "_retry_backoff_factor"):
            kwargs.pop(key, None)
        return self._request(*args, **kwargs)

    @property
    def _session(self) -> QbittorrentSession:
        session = super()._session
        # Neither the proxy meant for the internet nor the user's .netrc is for qBittorrent.
        session.trust_env = False
        if self.ca_file and session.verify:
            session.verify = self.ca_file
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

    def is_before_4_1(self) -> bool:
        """True where a bare number answers at the place of the first Web API."""
        try:
            response = self._request(
                http_method="get",
                api_namespace="../../version",  # beside /api/v2
                api_method="api",
                response_class=Response,
            )
        except APIError:
            return False
        return bool(response.text.strip().isdecimal())

    def start(self) -> str:
        """What tells this start of qBittorrent from others: the number its login page, open to
        all, hangs on the names of its files. Empty for a page of another making."""
        response = self._request(
            http_method="get",
            api_namespace="../..",  # beside /api/v2
            api_method="",
            response_class=Response,
        )
        found = _START.search(response.text)
        return found[1] if found else ""

    def forget(self) -> None:
        """Drop cookies, connections and what was known about the server."""
        self._initialize_context()
        self.api_version = ""


def open_wire(settings: QbittorrentSettings) -> Wire:
    """Nothing is sent yet. Raises Stuck if the address or the CA file is of no use."""
    if not is_usable(settings.url):
        raise Stuck(Phase.BAD_ADDRESS, "an address that can't be asked")
    ca_file = settings.ca_file if settings.url.lower().startswith("https:") else ""
    if ca_file:
        _read_ca(ca_file, settings.url)
    connect_s = min(_CONNECT_S, settings.timeout_s)
    wire = Wire(
        host=base_url(settings.url),
        # Given always, or the library looks for some in the environment.
        username=settings.username or "-",
        password=settings.password.reveal() or "-",
        EXTRA_HEADERS=_authorization(settings),
        REQUESTS_ARGS={"timeout": (connect_s, settings.timeout_s), "allow_redirects": False},
        HTTPADAPTER_ARGS={"max_retries": 0},
        VERIFY_WEBUI_CERTIFICATE=settings.verify_tls,
        FORCE_SCHEME_FROM_HOST=True,
        SIMPLE_RESPONSES=True,
    )
    wire._api_key = ""  # nor is one from the environment meant for this one
    wire.ca_file = ca_file
    return wire


def _authorization(settings: QbittorrentSettings) -> dict[str, str]:
    """The API key, or the proxy's login; the settings allow only one of them."""
    if settings.api_key:
        return {"Authorization": f"Bearer {settings.api_key.reveal()}"}
    if settings.proxy_username:
        pair = f"{settings.proxy_username}:{settings.proxy_password.reveal()}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}
    return {}


def _read_ca(path: str, url: str) -> None:
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise Stuck(
            Phase.TLS,
            f"{path}: {error.strerror or 'no certificate in it'}",
            where=urlsplit(url).netloc,
            found=f"the CA file {path} can't be read as a certificate",
            remedy="CA file must be the path of a PEM file this server may read.",
        ) from None
