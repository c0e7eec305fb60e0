"""Adding a torrent, confirmed by its hash: what qBittorrent answers says too little.

Up to 5.1 it is `Ok.` or `Fails.`, the latter also for a torrent that is there already; since 5.2
JSON, 202 while it is pending, or 409. None of them tells the hash before 5.2.
"""

import time
from typing import Any

from qbittorrentapi.exceptions import (
    Conflict409Error,
    InvalidRequest400Error,
    UnsupportedMediaType415Error,
)

from neonarr.adapters._qbittorrent import versions
from neonarr.adapters._qbittorrent.follow import list_rows
from neonarr.adapters._qbittorrent.versions import Can, can
from neonarr.adapters._qbittorrent.wire import Wire
from neonarr.base.clock import Clock
from neonarr.base.errors import Refused, Rejected, Unreachable
from neonarr.downloads.model import AddOptions, ShareGoal
from neonarr.downloads.torrent import Magnet, TorrentFile

CONFIRM_S = 20.0
_NO_LIMIT = -1


def known_as(wire: Wire, torrent: TorrentFile | Magnet) -> str | None:
    """The hash qBittorrent has it under, None if it hasn't."""
    candidates = [h for h in (torrent.info_hash, torrent.other_hash) if h]
    return next((str(row.hash) for row in list_rows(wire, candidates)), None)


def add(wire: Wire, torrent: TorrentFile | Magnet, options: AddOptions, service: str) -> None:
    """Ask qBittorrent to take it; nothing is confirmed yet. Raises Rejected,
    Refused."""
    if options.category:
        make_category(wire, options.category)
    fields = _fields(options, versions.parse(wire.api_version))
    try:
        if isinstance(torrent, TorrentFile):
            answer = wire.torrents_add(torrent_files={"file.torrent": torrent.content}, **fields)
        else:
            answer = wire.torrents_add(urls=torrent.link.reveal(), **fields)
    except Conflict409Error:
        answer = "Fails."
    except (UnsupportedMediaType415Error, InvalidRequest400Error):
        raise Rejected(
            service, "does not accept this torrent as valid.", "Choose another release."
        ) from None
    if answer == "Fails." and known_as(wire, torrent) is None:
        raise Refused(
            service,
            "did not take this torrent and gives no reason.",
            "Its log may: often the save path can't be written.",
        )


def confirm(wire: Wire, torrent: TorrentFile | Magnet, service: str, clock: Clock) -> str:
    """The hash qBittorrent has it under. Raises Unreachable if it does not turn up."""
    deadline = clock.monotonic() + CONFIRM_S
    pause_s = 0.02
    while True:
        found = known_as(wire, torrent)
        if found:
            return found
        if clock.monotonic() > deadline:
            raise Unreachable(
                service,
                f"took the torrent, but it is not in its list after {CONFIRM_S:.0f} s.",
                "It will be looked for again.",
            )
        time.sleep(pause_s)
        pause_s = min(0.5, pause_s * 2)


def make_category(wire: Wire, category: str) -> None:
    try:
        wire.torrents_create_category(name=category)
    except Conflict409Error:
        pass  # it exists


def set_goal(wire: Wire, known: str, goal: ShareGoal) -> None:
    """Its own share limits."""
    version = versions.parse(wire.api_version)
    limits: dict[str, Any] = {
        "ratio_limit": _limit(goal.ratio),
        "seeding_time_limit": _minutes(goal.seeding_s),
    }
    if can(version, Can.IDLE_LIMIT):
        limits["inactive_seeding_time_limit"] = _NO_LIMIT
    limits |= _at_the_goal(version)
    wire.torrents_set_share_limits(torrent_hashes=known, **limits)


def finish(wire: Wire, known: str, options: AddOptions) -> None:
    """What older versions do not take with the torrent itself."""
    version = versions.parse(wire.api_version)
    if options.tags and not can(version, Can.TAG_ON_ADD):
        wire.torrents_add_tags(tags=options.tags, torrent_hashes=known)
    if options.to_top and not can(version, Can.TOP_ON_ADD):
        to_top(wire, known)
    if options.share_goal and not can(version, Can.GOAL_ON_ADD):
        set_goal(wire, known, options.share_goal)


def to_top(wire: Wire, known: str) -> None:
    try:
        wire.torrents_top_priority(torrent_hashes=known)
    except Conflict409Error:
        pass  # its queueing is off: everything runs at once


def _fields(options: AddOptions, version: tuple[int, ...]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "category": options.category or None,
        "tags": options.tags or None,
        "is_paused": options.is_paused,  # sent as `paused` and as `stopped`
        "is_skip_checking": options.skip_checking or None,
    }
    if options.save_path is not None:
        # Its automatic management would put the category's folder in its place.
        fields |= {"save_path": options.save_path, "use_auto_torrent_management": False}
    if options.to_top and can(version, Can.TOP_ON_ADD):
        fields["add_to_top_of_queue"] = True
    if options.share_goal and can(version, Can.GOAL_ON_ADD):
        fields["ratio_limit"] = _limit(options.share_goal.ratio)
        fields["seeding_time_limit"] = _minutes(options.share_goal.seeding_s)
        fields |= _at_the_goal(version)
    return fields


def _at_the_goal(version: versions.Version) -> dict[str, Any]:
    """Whichever is reached first, it is stopped, whatever the settings of the client say."""
    fields = {}
    if can(version, Can.GOAL_ACTION):
        fields["share_limit_action"] = "Stop"
    if can(version, Can.GOAL_MODE):
        fields["share_limits_mode"] = "MatchAny"
    return fields


def _limit(limit: float | None) -> float:
    return _NO_LIMIT if limit is None else limit


def _minutes(seconds: int | None) -> int:
    """Rounded up: a goal is never reached too early."""
    return _NO_LIMIT if seconds is None else -(-seconds // 60)
