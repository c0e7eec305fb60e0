"""Addresses of services as operators type them. Pure."""

import re
from ipaddress import IPv4Address
from urllib.parse import SplitResult, urlsplit

_NAME = re.compile(r"[\w-]+(\.[\w-]+)*\.?")
_LIKE = "write it like http://host:8080."


def wrong_with(url: str) -> str | None:
    """What can't be right about it whoever answers there, as the end of a sentence that begins with
    the name of the field; None if it may work.

    >>> wrong_with("nas:8080")
    'must begin with http:// or https://.'
    >>> wrong_with("https://nas/prowlarr"), wrong_with("http://[::1]:9117")
    (None, None)
    """
    if not url.lower().startswith(("http://", "https://")):
        return "must begin with http:// or https://."
    if re.search(r"[\s\\]", url):
        return f"must hold no space and no backslash, neither in the host nor behind it: {_LIKE}"
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets without an IPv6 address in them
        return f"names no host there can be: {_LIKE}"
    if "@" in parts.netloc:
        return "must not hold a user name or password: leave out what stands before the “@”."
    if "?" in url:
        return "must end before the “?”: a key has a place of its own, the rest is not needed."
    return _wrong_with_host(parts)


def _wrong_with_host(parts: SplitResult) -> str | None:
    host = parts.hostname or ""
    if not host:
        return f"names no host: {_LIKE}"
    if host in ("http", "https"):
        return f"begins with {host}:// twice: leave one out."
    if ":" not in host and not _is_name(host):  # an IPv6 address was looked at by urlsplit
        return f"names a host that can't be, {host}: {_LIKE}"
    if parts.netloc.endswith(":") or not _is_port(parts):
        return "names a port that can't be: it is a number from 1 to 65535, as in http://host:8080."
    return None


def _is_name(host: str) -> bool:
    """Whether it may be the name of a host, or is an IPv4 address.

    >>> _is_name("my_nas.lan"), _is_name("a..b"), _is_name("1.2.3.4.5")
    (True, False, False)
    """
    try:
        host.encode("idna")
        if host.rpartition(".")[2].isdigit():
            IPv4Address(host)
    except ValueError:
        return False
    return bool(_NAME.fullmatch(host))


def _is_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False
