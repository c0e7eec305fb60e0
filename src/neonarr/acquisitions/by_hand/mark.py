"""How a story is known whose import a person asked for."""

from neonarr.acquisitions.model import Acquisition

MARK = "by-hand:"
"""How its guid begins."""


def is_by_hand(one: Acquisition) -> bool:
    return (one.guid or "").startswith(MARK)
