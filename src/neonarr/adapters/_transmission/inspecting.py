"""How Transmission is set up, from its session-get. Pure."""

import msgspec

from neonarr.adapters._transmission.answers import Told
from neonarr.adapters._transmission.rows import Row
from neonarr.base.units import Bytes
from neonarr.downloads.setup import AtLimit, ClientSetup

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


def _limit(is_on: bool, kilobytes: int) -> Bytes | None:
    return Bytes(kilobytes * KB) if is_on else None
