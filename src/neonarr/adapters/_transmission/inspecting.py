"""How Transmission is set up and what trackers told it. Pure."""

import msgspec

from neonarr.adapters._trackers import tracker_answer
from neonarr.adapters._transmission.answers import Told, Trackers
from neonarr.adapters._transmission.rows import Row
from neonarr.base.units import Bytes
from neonarr.downloads.setup import AtLimit, ClientSetup
from neonarr.downloads.trackers import Standing, TrackerAnswer

KB = 1000


class Rows(msgspec.Struct):
    """Of torrent-get, for all of them."""

    torrents: list[Row]


def setup_of(told: Told, folder: str, free_space: Bytes | None) -> ClientSetup:
    """It stops what has reached its share limit, and never removes anything by itself."""
    down = _limit(told.alt_speed_enabled, told.alt_speed_down)
    up = _limit(told.alt_speed_enabled, told.alt_speed_up)
    if not told.alt_speed_enabled:
        down = _limit(told.speed_limit_down_enabled, told.speed_limit_down)
        up = _limit(told.speed_limit_up_enabled, told.speed_limit_up)
    return ClientSetup(
        version=told.version,
        save_path=folder,
        most_active=told.download_queue_size if told.download_queue_enabled else None,
        share_ratio=told.seed_ratio_limit if told.seed_ratio_limited else None,
        at_limit=AtLimit.STOP,
        is_slowed=told.alt_speed_enabled,
        down_limit=down,
        up_limit=up,
        free_space=free_space,
    )


def answers_of(told: Trackers) -> tuple[TrackerAnswer, ...]:
    """Of the one torrent that was asked for; empty if it is not there."""
    return tuple(
        tracker_answer(
            one.announce,
            _standing(has_announced=one.has_announced, is_well=one.last_announce_succeeded),
            "" if one.last_announce_succeeded else one.last_announce_result,
        )
        for torrent in told.torrents
        for one in torrent.tracker_stats
    )


def _standing(*, has_announced: bool, is_well: bool) -> Standing:
    if not has_announced:
        return Standing.UNASKED
    return Standing.WORKS if is_well else Standing.FAILS


def _limit(is_on: bool, kilobytes: int) -> Bytes | None:
    return Bytes(kilobytes * KB) if is_on else None
