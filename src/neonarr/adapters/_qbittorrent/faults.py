"""What qBittorrent, or whatever stands before it, answered instead; in words."""

import json
from urllib.parse import urlsplit

import msgspec
import requests
from qbittorrentapi import exceptions as api
from requests import Response

from neonarr.adapters._faults import host_of, in_words
from neonarr.base.errors import OutsideError, Refused, Unintelligible, Unreachable

READABLE = (
    api.APIError,
    requests.RequestException,
    msgspec.MsgspecError,
    json.JSONDecodeError,
    OSError,
)
"""Everything a call may raise that `as_fault` can put into words."""

_HOST_TODO = (
    "Add the host name used here to qBittorrent's Options > Web UI > Server domains, or let the "
    "reverse proxy pass the Host header with its port."
)


def as_fault(service: str, url: str, error: Exception, *, timeout_s: int) -> OutsideError:
    """`error` (one of READABLE) as one of ours; secrets are in none of them."""
    response = getattr(error, "response", None)
    if isinstance(response, Response):
        return _by_answer(service, response)
    if isinstance(error, requests.exceptions.ReadTimeout):
        return Unreachable(
            service,
            f"did not answer within {timeout_s} s.",
            "It may be busy, or speak plain http:// at this port."
            if url.lower().startswith("https:")
            else "It may be busy, or its time-out here too short.",
        )
    if isinstance(error, (msgspec.MsgspecError, json.JSONDecodeError, api.APIError)):
        return unreadable(service)
    if isinstance(error, ValueError):  # requests' own: InvalidURL, MissingSchema …
        return wrong_address(service)
    return in_words(service, host_of(url), error)


def _by_answer(service: str, response: Response) -> OutsideError:
    status = response.status_code
    if is_page(response):
        return not_qbittorrent(service, response)
    if status == 401:
        return wrong_host(service)
    if status >= 500:
        return Unreachable(service, f"answered {status}.", "It will be asked again.")
    said = " ".join(response.text.split())[:200]
    return Unintelligible(service, f"answered {status} ({said or 'no reason given'}).")


def unreadable(service: str) -> Unintelligible:
    return Unintelligible(
        service, "sent an answer that can't be read.", "Is its address right, and no proxy between?"
    )


def wrong_address(service: str) -> Refused:
    return Refused(service, "has an address that can't be used.", "Write it as http://host:8080.")


def wrong_host(service: str) -> Refused:
    """401 before qBittorrent 5.2, and on any call but a login since."""
    return Refused(service, "does not accept the host name it was asked under.", _HOST_TODO)


def is_page(response: Response) -> bool:
    """True if it is meant for a browser: no answer of qBittorrent's API is."""
    start = response.content[:200].lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml"))


def not_qbittorrent(service: str, response: Response) -> Refused:
    if response.is_redirect:
        target = urlsplit(response.headers.get("location", ""))
        where = f"{target.scheme}://{target.netloc}" if target.netloc else target.path
        return Refused(
            service,
            f"sends us on to {where or 'nowhere'}.",
            "Use that address if it is qBittorrent; a proxy's login must let this server past.",
        )
    return Refused(
        service,
        f"something else answers at this address ({response.status_code}, "
        f"{'a web page' if is_page(response) else 'not the Web API'}).",
        "Check host, port and path; a proxy with its own login must let this server past.",
    )
