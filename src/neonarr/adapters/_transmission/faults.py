"""What Transmission, or whatever stands before it, answered instead; in words.

Its refusals are HTML pages with a status; only their words tell an address that is not on the
whitelist (403) from too many wrong logins (also 403).

Source: https://github.com/transmission/transmission/blob/3.00/libtransmission/rpc-server.c
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from neonarr.adapters._http import Answer
from neonarr.base.errors import OutsideError, Refused, Unintelligible, Unreachable
from neonarr.downloads.session import Phase

LOGIN_REFUSED = frozenset({Phase.WRONG_CREDENTIALS, Phase.PROXY_LOGIN})


@dataclass(frozen=True, slots=True)
class Fault:
    """`is_final`: asking again can't help until the settings or Transmission's change."""

    phase: Phase
    means: str
    error: OutsideError
    is_final: bool = False


def wrong_login(service: str, answer: Answer, username: str) -> Fault:
    """401: Transmission's own, or that of a proxy before it."""
    if "transmission" not in answer.headers.get("www-authenticate", "").lower():
        return login_refused(service, Phase.PROXY_LOGIN)
    if not username:
        return Fault(
            Phase.NO_LOGIN,
            "Transmission has rpc-authentication-required on.",
            Refused(
                service,
                "wants a user name and a password.",
                "Enter those of rpc-username and rpc-password in Transmission's settings.json.",
            ),
            is_final=True,
        )
    return login_refused(service, Phase.WRONG_CREDENTIALS)


def login_refused(service: str, phase: Phase) -> Fault:
    """One of LOGIN_REFUSED: what was sent is not right, now or when it was sent before."""
    if phase is Phase.PROXY_LOGIN:
        return Fault(
            Phase.PROXY_LOGIN,
            "A proxy before Transmission wants a login, and ours is not right for it.",
            Refused(
                service,
                "a proxy before it refuses this user name and password.",
                "Let the proxy pass this server, or use Transmission's own address.",
            ),
            is_final=True,
        )
    return Fault(
        Phase.WRONG_CREDENTIALS,
        "They are not sent again, so that Transmission does not lock everybody out.",
        Refused(
            service,
            "does not accept this user name and password.",
            "Correct them in the settings. Transmission keeps its own in settings.json "
            "(rpc-username, rpc-password), which is edited while it is stopped.",
        ),
        is_final=True,
    )


def by_status(service: str, answer: Answer) -> Fault:
    """Any other status than 200, 401 and 409."""
    text = answer.content[:4000].decode("utf-8", "replace").lower()
    if answer.status == 421:
        return _wrong_host(service)
    if answer.status == 403 and "login attempts" in text:
        return _banned(service)
    if answer.status == 403 and "whitelist" in text:
        return _not_whitelisted(service)
    if answer.status in (429, 502, 503, 504) or answer.status >= 500:
        return Fault(
            Phase.FAILING,
            "Transmission, or a proxy before it, is up but does not work now.",
            Unreachable(service, f"answered {answer.status}.", "It will be asked again."),
        )
    return something_else(service, answer)


def no_session(service: str) -> Fault:
    """409 for a session id that it has just told us."""
    return Fault(
        Phase.COOKIE_LOST,
        "The session id we send does not arrive.",
        Refused(
            service,
            "asks for a new session id again and again.",
            "A proxy between drops the X-Transmission-Session-Id header: let it pass, or use "
            "Transmission's own address.",
        ),
    )


def too_old(service: str, version: str) -> Fault:
    return Fault(
        Phase.TOO_OLD,
        "Its RPC lacks labels, which mark our downloads.",
        Refused(service, f"is Transmission {version}.", "3.00 or later is needed: update it."),
    )


def something_else(service: str, answer: Answer) -> Fault:
    """An answer that is not Transmission's."""
    target = urlsplit(answer.headers.get("location", ""))
    if 300 <= answer.status < 400:
        where = f"{target.scheme}://{target.netloc}" if target.netloc else target.path
        said = f"sends us on to {where or 'nowhere'}."
        todo = "Use that address if it is Transmission; a proxy's login must let this server past."
    else:
        said = f"something else answers at this address ({answer.status})."
        todo = "Check host, port and path: Transmission's own is http://host:9091."
    return Fault(
        Phase.NOT_THE_CLIENT, "This is not Transmission's RPC.", Refused(service, said, todo)
    )


def unreadable(service: str) -> Fault:
    return Fault(
        Phase.FAILING,
        "It may be damaged on the way.",
        Unintelligible(
            service,
            "sent an answer that can't be read.",
            "Is there a proxy between that changes it?",
        ),
    )


def no_answer(error: OutsideError) -> Fault:
    """What the HTTP client could not get an answer to."""
    return Fault(Phase.UNREACHABLE, "Nothing was heard of Transmission.", error)


def _wrong_host(service: str) -> Fault:
    return Fault(
        Phase.HOST_REFUSED,
        "Without a password of its own, Transmission answers only to names it knows.",
        Refused(
            service,
            "does not accept the host name it was asked under.",
            "Add that name to rpc-host-whitelist in Transmission's settings.json, or switch "
            "rpc-authentication-required on.",
        ),
    )


def _not_whitelisted(service: str) -> Fault:
    return Fault(
        Phase.HOST_REFUSED,
        "The address this server asks from is not on Transmission's list.",
        Refused(
            service,
            "does not let this server's address in.",
            "Add it to rpc-whitelist in Transmission's settings.json, or switch "
            "rpc-whitelist-enabled off.",
        ),
    )


def _banned(service: str) -> Fault:
    return Fault(
        Phase.BANNED,
        "Transmission counts wrong logins and then lets nobody in, until it is started again.",
        Refused(
            service,
            "lets nobody in after too many wrong logins.",
            "Correct the password where it is wrong, then restart Transmission.",
        ),
    )
