"""How we stand with a download client, told the same way by every client."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """The four of a working session come first; in all others it is stuck, each with one cause."""

    UNKNOWN = "unknown"
    """Nothing was sent yet."""
    CONNECTING = "connecting"
    READY = "ready"
    EXPIRED = "expired"
    """The client has forgotten us; the next call logs in again, or is doing so."""

    NO_LOGIN = "no_login"
    """It wants a login and none is set here."""
    WRONG_CREDENTIALS = "wrong_credentials"
    NO_PASSWORD = "no_password"  # noqa: S105 - a state
    """No password is set in the client: the old default is not accepted."""
    KEY_REFUSED = "key_refused"
    BANNED = "banned"
    HOST_REFUSED = "host_refused"
    """It does not accept the host name (or Origin) it was asked under."""
    PROXY_LOGIN = "proxy_login"
    """What stands before it asks for a login of its own."""
    PROXY_REFUSED = "proxy_refused"
    """It does not accept the login meant for it."""
    COOKIE_LOST = "cookie_lost"
    """The login is accepted, yet the next call is not."""
    NOT_THE_CLIENT = "not_the_client"
    """Something answers, but it is another program."""
    TOO_OLD = "too_old"
    BAD_ADDRESS = "bad_address"
    DNS = "dns"
    """Its host name resolves nowhere."""
    TLS = "tls"
    NOT_LISTENING = "not_listening"
    """Its host answers, its port does not."""
    VPN_WITHOUT_CLIENT = "vpn_without_client"
    """The container whose network it shares is up, the client is not."""
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    """No connection for another reason."""
    FAILING = "failing"
    """It answers with errors of its own (5xx), or with what can't be read."""


WORKING = frozenset({Phase.UNKNOWN, Phase.CONNECTING, Phase.READY, Phase.EXPIRED})


@dataclass(frozen=True, slots=True)
class SessionState:
    """One state of a session, for a person: what was `seen`, what it `means`, what to do about it
    (`todo`; empty if nothing). No secret is in any of them."""

    state: Phase
    seen: str
    means: str
    todo: str
    since: datetime
    retry_at: datetime | None = None
    """When it is tried again by itself, which may be now: with the next call. None while it works,
    and where it is never tried until the settings change or a person asks for it."""

    @property
    def is_stuck(self) -> bool:
        return self.state not in WORKING
