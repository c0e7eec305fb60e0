"""The ways into a qBittorrent, and what its answers to them mean.

They differ by version: a wrong password is `200 Fails.` up to 5.1 and 401 since; 401 to a call
without credentials is a refused Host or Origin everywhere. 403 is no login to a call, and a ban,
with a text that is translated, to a login. A right one is `200 Ok.`, or 204 since 5.2.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from qbittorrentapi.exceptions import Forbidden403Error, NotFound404Error, Unauthorized401Error
from requests import Response

from neonarr.adapters._qbittorrent import answers, versions
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.states import Stuck
from neonarr.adapters._qbittorrent.wire import Wire
from neonarr.downloads.refusals import BAN_S
from neonarr.downloads.session import Phase

_OLD_DEFAULT = "adminadmin"


@dataclass(frozen=True, slots=True)
class WayIn:
    means: str
    todo: str = ""


PASSWORD = WayIn("Logged in.")
KEY = WayIn("It accepts the API key.")
OPEN = WayIn(
    "It lets this server in without a login.",
    "User name and password are not looked at, a wrong one works too: see Options > Web UI > "
    "Authentication.",
)


def knock(wire: Wire, settings: QbittorrentSettings) -> bool:
    """True if it lets us in without a login, False if it wants one and we have one.

    Raises Stuck for anything else that keeps us out; no credentials are sent."""
    try:
        wire.api_version = versions.read(wire, settings.url)
    except Forbidden403Error as error:
        if answers.is_page(error.response):
            raise answers.not_the_client(settings.url, error.response) from None
        if not settings.username:
            raise Stuck(Phase.NO_LOGIN, answers.seen(error.response)) from None
        return False
    return True


def log_in(wire: Wire, settings: QbittorrentSettings, now: datetime) -> None:
    """One login, sent once. Raises Stuck."""
    try:
        response = wire.answer(
            "auth", "login", username=settings.username, password=settings.password.reveal()
        )
    except Forbidden403Error as error:
        if answers.is_page(error.response):
            raise answers.not_the_client(settings.url, error.response) from None
        until = now + timedelta(seconds=BAN_S)
        raise Stuck(Phase.BANNED, answers.seen(error.response), until=until) from None
    except Unauthorized401Error as error:
        raise answers.proxy_login(error.response) or _refused(settings, error.response) from None
    except NotFound404Error as error:
        raise answers.not_the_client(settings.url, error.response) from None
    said = response.text.strip()
    if said == "Fails.":
        raise _refused(settings, response)
    if response.status_code not in (200, 204) or said not in ("", "Ok."):
        raise answers.proxy_login(response) or answers.not_the_client(settings.url, response)


def _refused(settings: QbittorrentSettings, response: Response) -> Stuck:
    is_default = settings.password.reveal() in ("", _OLD_DEFAULT)
    phase = Phase.NO_PASSWORD if is_default else Phase.WRONG_CREDENTIALS
    return Stuck(phase, answers.seen(response))
