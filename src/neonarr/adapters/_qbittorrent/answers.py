"""What qBittorrent, or whatever stands before it, answered instead: which state that is. Pure but
for the types of the libraries that raise it."""

import http.client
import json
import re
import socket
import ssl
from urllib.parse import urlsplit

import msgspec
import requests
from qbittorrentapi import exceptions as api
from requests import Response
from requests.exceptions import ConnectTimeout, ReadTimeout

from neonarr.adapters._faults import causes_of
from neonarr.adapters._qbittorrent.states import Stuck
from neonarr.base.errors import OutsideError, Unintelligible
from neonarr.downloads.session import Phase

READABLE = (
    api.APIError,
    requests.RequestException,
    msgspec.MsgspecError,
    json.JSONDecodeError,
    OSError,
)
"""Everything a call may raise that these functions can read."""

_VPN = re.compile(r"vpn|gluetun|wireguard", re.IGNORECASE)
_UNTRUSTED = (
    "Give the CA that signed it as CA file, use a valid certificate, or http:// inside your own "
    "network."
)
_LOGIN_PAGE = re.compile(r"login|log-in|signin|sign-in|sso|auth|oauth", re.IGNORECASE)


def read_fault(service: str, url: str, error: Exception, *, timeout_s: int) -> Stuck | OutsideError:
    """What `error` (one of READABLE) says: a state of the session, or that only this call failed.
    Neither holds a secret."""
    response = getattr(error, "response", None)
    if isinstance(response, Response):
        return read_answer(service, url, response)
    if isinstance(error, (msgspec.MsgspecError, json.JSONDecodeError, api.APIError)):
        return Unintelligible(
            service, "sent an answer that can't be read.", "Does a proxy stand between?"
        )
    if isinstance(error, ValueError):  # requests' own: InvalidURL, MissingSchema …
        return Stuck(Phase.BAD_ADDRESS, "an address that can't be asked")
    return no_answer(where_of(url), error, timeout_s)


def read_answer(service: str, url: str, response: Response) -> Stuck | OutsideError:
    """Of a status from 400 on, or a redirect, to any call but a login."""
    status, where = response.status_code, where_of(url)
    wall = proxy_login(response)
    if wall:
        return wall
    if is_page(response) or response.is_redirect:
        return not_the_client(url, response)
    if status == 401:
        return Stuck(Phase.HOST_REFUSED, seen(response), where=where)
    if status >= 500:
        return Stuck(Phase.FAILING, seen(response), found=str(status))
    said = " ".join(response.text.split())[:200]
    return Unintelligible(service, f"answered {status} ({said or 'no reason given'}).")


def proxy_login(response: Response) -> Stuck | None:
    """qBittorrent itself never sends WWW-Authenticate, nor leads to a login page."""
    asks = response.status_code == 407 or (
        response.status_code == 401 and "www-authenticate" in response.headers
    )
    leads = response.is_redirect and _LOGIN_PAGE.search(response.headers.get("location", ""))
    return Stuck(Phase.PROXY_LOGIN, seen(response)) if asks or leads else None


def not_the_client(url: str, response: Response) -> Stuck:
    found = "a web page" if is_page(response) else f"{response.status_code}, not the Web API"
    if response.is_redirect:
        found = f"it sends us on to {_target(response)}"
    return Stuck(Phase.NOT_THE_CLIENT, seen(response), where=where_of(url), found=found)


def is_page(response: Response) -> bool:
    """True if it is meant for a browser: no answer of qBittorrent's API is."""
    start = response.content[:200].lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml"))


def seen(response: Response) -> str:
    """The answer in short, for a person: `403 “Forbidden” to app/webapiVersion`."""
    asked = urlsplit(response.url).path.rpartition("/api/v2/")[2]
    if response.is_redirect:
        return f"{response.status_code} to {asked}, on to {_target(response)}"
    said = "a web page" if is_page(response) else " ".join(response.text.split())[:80]
    return f"{response.status_code} “{said}” to {asked}" if said else f"{response.status_code}"


def where_of(url: str) -> str:
    """`name:port` of an address, the port always told.

    >>> where_of("https://nas/qb"), where_of("http://user:pass@nas:8080")
    ('nas:443', 'nas:8080')
    """
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return "an address that can't be read"
    host = parts.netloc.rpartition("@")[2]
    has_port = re.search(r":\d+$", host)
    return host if has_port else f"{host}:{443 if parts.scheme == 'https' else 80}"


def _target(response: Response) -> str:
    """Where a redirect leads, without its query, which may hold tokens."""
    target = urlsplit(response.headers.get("location", ""))
    return f"{target.scheme}://{target.netloc}" if target.netloc else target.path or "nowhere"


def no_answer(where: str, error: Exception, timeout_s: int) -> Stuck:
    """`where` is `host:port`. The error's own text is not used: it may hold a secret."""
    if isinstance(error, ConnectTimeout):
        return _too_late(
            "no connection in time", where, timeout_s, "Does a firewall stand between?"
        )
    if isinstance(error, ReadTimeout):
        remedy = "It may be busy, the time-out too short, or http:// and https:// be mixed up."
        return _too_late("no answer in time", where, timeout_s, remedy)
    for cause in causes_of(error):
        known = _tls(where, cause) or _network(where, cause) or _half(where, cause)
        if known:
            return known
    return Stuck(Phase.UNREACHABLE, type(error).__name__, where=where)


def _too_late(seen: str, where: str, timeout_s: int, remedy: str) -> Stuck:
    return Stuck(
        Phase.TIMED_OUT, seen, where=where, timeout=timeout_s, remedy=f"Is it up? {remedy}"
    )


def _tls(where: str, cause: BaseException) -> Stuck | None:
    if isinstance(cause, ssl.SSLCertVerificationError):
        found = f"its certificate is not trusted ({cause.verify_message})"
        return Stuck(Phase.TLS, cause.verify_message, where=where, found=found, remedy=_UNTRUSTED)
    if isinstance(cause, ssl.SSLError):
        found, remedy = "no TLS is spoken there", "Write http://, or the port that has https."
        return Stuck(Phase.TLS, cause.reason or found, where=where, found=found, remedy=remedy)
    return None


def _network(where: str, cause: BaseException) -> Stuck | None:
    host = where.rpartition(":")[0]
    if isinstance(cause, socket.gaierror):
        return Stuck(Phase.DNS, "the name resolves to nothing", host=host)
    if isinstance(cause, ConnectionRefusedError):
        phase = Phase.VPN_WITHOUT_CLIENT if _VPN.search(host) else Phase.NOT_LISTENING
        return Stuck(phase, "the connection was refused", where=where)
    if isinstance(cause, ConnectionResetError | BrokenPipeError):  # RemoteDisconnected is one too
        return Stuck(Phase.VPN_WITHOUT_CLIENT, "the connection was dropped", where=where)
    return None


def _half(where: str, cause: BaseException) -> Stuck | None:
    if isinstance(cause, http.client.BadStatusLine):
        found = "it does not speak HTTP"
        return Stuck(Phase.NOT_THE_CLIENT, found, where=where, found=found)
    if isinstance(cause, http.client.IncompleteRead):
        return Stuck(Phase.FAILING, "an answer cut off", found="half an answer")
    return None
