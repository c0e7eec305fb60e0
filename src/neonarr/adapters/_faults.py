"""What went wrong on the wire, told apart and put into words."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from neonarr.base.errors import OutsideError, Refused, Unintelligible, Unreachable


def host_of(url: str) -> str:
    """`name:port` of an address, without the name and password it may hold."""
    return urlsplit(url).netloc.rpartition("@")[2]


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds until a Retry-After header's moment, which is a number of seconds or an HTTP date.
    None when there is none or it can't be read; never negative.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after

    >>> retry_after_s("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def in_words(service: str, host: str, error: BaseException) -> OutsideError:
    """The fault as one of ours. Its own text is not used: it may hold the address with its keys."""
    causes = list(causes_of(error))
    names = {type(cause).__name__ for cause in causes}
    for cause in causes:
        known = _by_cause(service, host, cause)
        if known:
            return known
    if "ConnectTimeout" in names:
        return Unreachable(service, f"did not accept a connection at {host} in time.", "Is it up?")
    if "PoolTimeout" in names:
        return Unreachable(service, "had to wait: too many requests are under way.")
    if "ReadError" in names or "RemoteProtocolError" in names:
        return _broken_off(service, host, error)
    if "InvalidURL" in names or "UnsupportedProtocol" in names:
        return Refused(service, "has an address that can't be used.", "Check its address.")
    return Unreachable(service, f"can't be reached at {host}.", "Is it up?")


def _by_cause(service: str, host: str, cause: BaseException) -> OutsideError | None:
    if isinstance(cause, socket.gaierror):
        name = host.rsplit(":", 1)[0]
        return Unreachable(service, f"the name {name} can't be resolved.", "Check the host name.")
    if isinstance(cause, ConnectionRefusedError):
        return Unreachable(
            service, f"nothing accepts connections at {host}.", "Is it up, and is the port right?"
        )
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Refused(
            service,
            f"its certificate is not trusted ({cause.verify_message}).",
            "Give it a valid one, or use http:// inside your own network.",
        )
    if isinstance(cause, ssl.SSLError):
        return Refused(
            service, f"does not speak TLS at {host}.", "Use http://, or the port that has https."
        )
    return None


def _broken_off(service: str, host: str, error: BaseException) -> OutsideError:
    text = str(error)
    if type(error).__name__ == "RemoteProtocolError" and not any(
        sign in text for sign in ("disconnected", "closed", "incomplete")
    ):
        return Unintelligible(
            service, f"what answers at {host} does not speak HTTP.", "Check the port."
        )
    return Unreachable(service, "broke off its answer.", "It will be asked again later.")


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error, then what caused it, and so on; the parts of a group in their order."""
    seen: list[BaseException] = [error]
    for each in seen:  # grows while it is walked
        yield each
        if isinstance(each, BaseExceptionGroup):
            seen += each.exceptions
        behind = each.__cause__ or each.__context__
        if behind and behind not in seen:
            seen.append(behind)
