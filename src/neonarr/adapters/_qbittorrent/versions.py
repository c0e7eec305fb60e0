"""What qBittorrent can do, by the version of its Web API: the one table of it.

docs/QBITTORRENT.md shows the same table; a test compares them.
Source: https://github.com/qbittorrent/qBittorrent/blob/master/WebAPI_Changelog.md
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qbittorrentapi.exceptions import NotFound404Error

from neonarr.adapters._qbittorrent.answers import not_the_client, proxy_login, seen
from neonarr.adapters._qbittorrent.states import Stuck
from neonarr.adapters._qbittorrent.wire import Wire
from neonarr.downloads.session import Phase

Version = tuple[int, ...]

OLDEST: Version = (2, 6)
"""qBittorrent 4.3."""


class Can(StrEnum):
    CONTENT_PATH = "content_path"
    TAG_ON_ADD = "tag_on_add"
    GOAL_ON_ADD = "goal_on_add"
    TELL_CHANGES = "tell_changes"
    TOP_ON_ADD = "top_on_add"
    IDLE_LIMIT = "idle_limit"
    GOAL_ACTION = "goal_action"
    STOP = "stop"
    SET_TAGS = "set_tags"
    FILE_PRIORITIES_ON_ADD = "file_priorities_on_add"
    TELL_ADDED = "tell_added"
    API_KEY = "api_key"
    REFUSE_WITH_401 = "refuse_with_401"
    SEED_MODE = "seed_mode"
    GOAL_MODE = "goal_mode"


@dataclass(frozen=True, slots=True)
class Ability:
    """`since` that version of the Web API and of qBittorrent; before it we do otherwise."""

    since: Version
    release: str
    now: str
    before: str


ABILITIES: dict[Can, Ability] = {
    Can.CONTENT_PATH: Ability((2, 6, 1), "4.3.1", "`content_path` is told", "save path and name"),
    Can.TAG_ON_ADD: Ability((2, 6, 2), "4.3.2", "tags go with the torrent", "`addTags` after it"),
    Can.GOAL_ON_ADD: Ability(
        (2, 8, 1), "4.3.4", "share limits go with the torrent", "`setShareLimits` after it"
    ),
    Can.TELL_CHANGES: Ability(
        (2, 9),
        "4.6",
        "`sync/maindata` tells what changed at no cost: it is followed",
        "it costs a full list each time: `torrents/info?hashes=` for ours",
    ),
    Can.TOP_ON_ADD: Ability((2, 9), "4.6", "`addToTopOfQueue`", "`topPrio` after it"),
    Can.IDLE_LIMIT: Ability(
        (2, 9, 2), "4.6", "`inactiveSeedingTimeLimit` must be sent", "not known"
    ),
    Can.GOAL_ACTION: Ability(
        (2, 10, 4), "5.0", "`shareLimitAction` is sent (from 5.2 it must be)", "not known"
    ),
    Can.STOP: Ability(
        (2, 11),
        "5.0",
        "`stop`, `start`, `stopped`, states `stoppedUP`, `stoppedDL`",
        "`pause`, `resume`, `paused`, states `pausedUP`, `pausedDL`",
    ),
    Can.SET_TAGS: Ability((2, 11, 4), "5.1", "`setTags` replaces tags (not needed)", "none"),
    Can.FILE_PRIORITIES_ON_ADD: Ability(
        (2, 11, 9), "5.2", "`filePriorities` with a magnet (not needed)", "`filePrio` after it"
    ),
    Can.TELL_ADDED: Ability(
        (2, 14), "5.2", "adding answers JSON, 202 while pending, 409", "`Ok.` or `Fails.`"
    ),
    Can.API_KEY: Ability((2, 14, 1), "5.2", "`Authorization: Bearer qbt_…`", "403"),
    Can.REFUSE_WITH_401: Ability(
        (2, 14), "5.2", "login: 204, or 401; cookie `QBT_SID_<port>`", "`Ok.`, `Fails.`; `SID`"
    ),
    Can.SEED_MODE: Ability((2, 16), "5.3", "`seedMode`", "`skip_checking` (both are sent)"),
    Can.GOAL_MODE: Ability((2, 16), "5.3", "`shareLimitsMode` is sent", "not known"),
}


def can(version: Version, ability: Can) -> bool:
    """
    >>> can((2, 8, 19), Can.STOP), can((2, 11, 2), Can.STOP)
    (False, True)
    """
    return version >= ABILITIES[ability].since


def parse(said: str) -> Version:
    """
    >>> parse("2.11.4")
    (2, 11, 4)
    """
    return tuple(int(part) for part in said.split("."))


def read(wire: Wire, url: str) -> str:
    """The version of the Web API behind `wire`. Raises Stuck if it is none, or one too old."""
    try:
        response = wire.answer("app", "webapiVersion")
    except NotFound404Error as error:
        if wire.is_before_4_1():
            found = "its Web API is of qBittorrent 4.0 or before"
            raise Stuck(Phase.TOO_OLD, seen(error.response), found=found) from None
        raise not_the_client(url, error.response) from None
    said = response.text.strip()
    if not re.fullmatch(r"\d{1,3}(\.\d{1,4}){1,3}", said):
        raise proxy_login(response) or not_the_client(url, response)
    if parse(said) < OLDEST:
        raise Stuck(Phase.TOO_OLD, seen(response), found=f"its Web API is {said}")
    return said
