"""What libtorrent tells of a torrent's trackers."""

from typing import Any

import libtorrent as lt

from neonarr.adapters._trackers import tracker_answer
from neonarr.downloads.trackers import Standing, TrackerAnswer

_CATEGORIES = {
    "libtorrent": lt.libtorrent_category(),
    "system": lt.system_category(),
    "http": lt.http_category(),
}
"""Whose number an error is; of any other only the number is told."""
_NAMES = "asio.netdb"


def trackers_of(handle: Any) -> tuple[TrackerAnswer, ...]:
    return tuple(
        tracker_answer(one["url"], _standing(one), one["message"] or _error(one["last_error"]))
        for one in handle.trackers()
    )


def _standing(told: dict[str, Any]) -> Standing:
    if told["fails"]:
        return Standing.FAILS
    return Standing.WORKS if told["verified"] else Standing.UNASKED


def _error(told: dict[str, Any]) -> str:
    if not told["value"]:
        return ""
    if told["category"] == _NAMES:
        return "its name resolves to nothing"
    category = _CATEGORIES.get(told["category"])
    if category is None:
        return f"error {told['value']} ({told['category']})"
    known = lt.error_code()
    known.assign(told["value"], category)
    return str(known.message())
