"""The states of a session: the one table that says what each means and what happens next. Pure.

    unknown ─► connecting ─► ready ─► expired ─► connecting …
                    └─────────┴──► stuck, one line of STUCK each

A stuck session is tried again as its line says, and is `connecting` then. docs/QBITTORRENT.md shows
the same table; a test compares them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from neonarr.base.errors import Limited, OutsideError, Refused, Unreachable
from neonarr.downloads.refusals import BAN_S
from neonarr.downloads.session import Phase, SessionState

NEXT_CALL, NEVER = 0.0, None
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Stuckness:
    """One line of the table; `{…}` is filled in with what was found."""

    seen: str
    means: str
    todo: str
    again_s: float | None
    """Tried again after so many seconds; NEXT_CALL; or NEVER until settings change or a person
    asks for it."""
    error: type[OutsideError] = Refused


STUCK: dict[Phase, Stuckness] = {
    Phase.NO_LOGIN: Stuckness(
        "403 to a call without a login, and none is set here",
        "It wants a user name and a password.",
        "Enter them, or let this server in without a login under Options > Web UI.",
        MINUTE,
    ),
    Phase.WRONG_CREDENTIALS: Stuckness(
        "`200 Fails.` (up to 5.1) or 401 (from 5.2) to the login",
        "It does not accept this user name and password.",
        "Correct them in the settings. They are not sent again until they change, so that "
        "qBittorrent does not ban this address; if they are right by now, use Try again on the "
        "System page.",
        NEVER,
    ),
    Phase.NO_PASSWORD: Stuckness(
        "the same, to an empty password or the old default `adminadmin`",
        "It does not accept this user name and password: from 4.6.1 on there is no default.",
        "Its log tells a temporary password, a new one at each start. Log in with it, set one of "
        "your own under Options > Web UI, and enter that here.",
        NEVER,
    ),
    Phase.KEY_REFUSED: Stuckness(
        "403 to a call with the API key",
        "It does not accept this API key.",
        "Copy it again from Options > Web UI; qBittorrent knows API keys from 5.2 on.",
        10 * MINUTE,
    ),
    Phase.BANNED: Stuckness(
        "403 to the login",
        "It has banned this server's address after too many wrong logins (an hour by default).",
        "No login is tried before {at}. Restarting qBittorrent lifts the ban at once: that is "
        "noticed within a minute.",
        BAN_S,
        Limited,
    ),
    Phase.HOST_REFUSED: Stuckness(
        "401 to a call without a login",
        "It does not accept the host name it was asked under ({where}).",
        "Add that name to qBittorrent's Options > Web UI > Server domains, or let the reverse "
        "proxy pass the Host header with its port.",
        MINUTE,
    ),
    Phase.PROXY_LOGIN: Stuckness(
        "401 with `WWW-Authenticate`, 407, or a way to a login page",
        "A proxy before it wants a login of its own.",
        "Enter its user name and password in the fields for the proxy's login, use qBittorrent's "
        "own address, or let the proxy pass this server.",
        MINUTE,
    ),
    Phase.PROXY_REFUSED: Stuckness(
        "401 though the proxy's user name and password were sent",
        "The proxy's user name and password are not accepted, by the proxy or by what is behind.",
        "Correct them: they are not sent again until they change. The proxy must not hand them on "
        '(nginx: proxy_set_header Authorization ""), qBittorrent 5.2 takes them for its own; and '
        "it must pass the Host header with its port.",
        NEVER,
    ),
    Phase.COOKIE_LOST: Stuckness(
        "the login is accepted, and 403 to the call after it",
        "It takes the password but then knows nothing of the login.",
        "A proxy between may drop cookies: use qBittorrent's own address.",
        MINUTE,
    ),
    Phase.NOT_THE_CLIENT: Stuckness(
        "a web page, 404, a redirect, or text that is no version",
        "Something else answers at {where}: {found}.",
        "Check host, port and path, and that no proxy stands between.",
        MINUTE,
    ),
    Phase.TOO_OLD: Stuckness(
        "a Web API before 2.6",
        "It is too old: {found}.",
        "Neonarr needs qBittorrent 4.3 or later.",
        10 * MINUTE,
    ),
    Phase.BAD_ADDRESS: Stuckness(
        "nothing: such an address can't be asked",
        "It has an address that can't be used.",
        "Write it as http://host:8080.",
        NEVER,
    ),
    Phase.DNS: Stuckness(
        "the name resolves to no address",
        "The name {host} can't be resolved.",
        "Check the host name. In Docker both containers must share a network.",
        NEXT_CALL,
        Unreachable,
    ),
    Phase.TLS: Stuckness(
        "a certificate that is not trusted, or no TLS at all",
        "There is no safe connection to {where}: {found}.",
        "{remedy}",
        MINUTE,
    ),
    Phase.NOT_LISTENING: Stuckness(
        "the connection is refused",
        "The host answers, but nothing accepts connections at {where}.",
        "Is it running, and is the port right? Behind a VPN container, is qBittorrent in it up?",
        NEXT_CALL,
        Unreachable,
    ),
    Phase.VPN_WITHOUT_CLIENT: Stuckness(
        "the connection is taken and dropped before a byte of an answer, or refused by a host "
        "named like a VPN",
        "What lends it its network (a VPN container, a port forwarding) is up at {where}, "
        "qBittorrent behind it is not.",
        "Start qBittorrent; if the VPN container was made anew, qBittorrent's must be too. Or does "
        "this address want https://?",
        NEXT_CALL,
        Unreachable,
    ),
    Phase.TIMED_OUT: Stuckness(
        "no connection, or no answer, within the time-out",
        "It did not answer within {timeout} s at {where}.",
        "{remedy}",
        NEXT_CALL,
        Unreachable,
    ),
    Phase.UNREACHABLE: Stuckness(
        "any other failure to connect",
        "It can't be reached at {where}.",
        "Is it up, and is there a way to it from here?",
        NEXT_CALL,
        Unreachable,
    ),
    Phase.FAILING: Stuckness(
        "a status from 500 on, or an answer cut off",
        "It answered {found}.",
        "It is asked again. If it stays so, see its log, and the proxy's if there is one.",
        NEXT_CALL,
        Unreachable,
    ),
}


class Stuck(Exception):
    """Found while asking: this session can't go on. `facts` fill the table's line."""

    def __init__(
        self, phase: Phase, seen: str, *, until: datetime | None = None, **facts: Any
    ) -> None:
        super().__init__(seen)
        self.phase, self.seen, self.until, self.facts = phase, seen, until, facts


def stuck_state(stuck: Stuck, now: datetime) -> SessionState:
    line = STUCK[stuck.phase]
    retry_at = stuck.until
    if retry_at is None and line.again_s is not None:
        retry_at = now + timedelta(seconds=line.again_s)
    facts = {"at": f"{retry_at:%H:%M} UTC" if retry_at else "", **stuck.facts}
    means, todo = line.means.format(**facts), line.todo.format(**facts)
    return SessionState(stuck.phase, stuck.seen, means, todo, now, retry_at)


def fault_of(service: str, state: SessionState, now: datetime) -> OutsideError:
    """What a call raises while the session is in that state."""
    error = STUCK[state.state].error
    said = _after_a_name(state.means)
    if issubclass(error, Limited):
        left_s = (state.retry_at - now).total_seconds() if state.retry_at else 0.0
        return error(service, said, state.todo, retry_after_s=left_s)
    return error(service, said, state.todo)


def is_due(state: SessionState, now: datetime) -> bool:
    """True when a call may be sent in that state; also once the clock was set back behind it."""
    if not state.is_stuck:
        return True
    return state.retry_at is not None and not state.since <= now < state.retry_at


def _after_a_name(sentence: str) -> str:
    """As it goes on after "My qBittorrent: ".

    >>> _after_a_name("It wants a password."), _after_a_name("Something else answers.")
    ('wants a password.', 'something else answers.')
    """
    if sentence.startswith("It "):
        return sentence[3:]
    return sentence[0].lower() + sentence[1:]
