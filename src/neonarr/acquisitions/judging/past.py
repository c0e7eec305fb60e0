"""What is there of an item and what was grabbed for it, out of its stories."""

from collections.abc import Sequence

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.store import Page
from neonarr.base.ids import ItemId
from neonarr.decisions.profiles.model import FrozenScore, Holding
from neonarr.decisions.situation import Grab
from neonarr.library import store as library
from neonarr.releases.parse import parse_cached

REMEMBERED = 200
"""Stories of one item that are looked at."""

_NOT_GRABBED = frozenset({State.WANTED, State.SEARCHING, State.REMOVED})
"""What a person removed may be had again: nothing was wrong with it."""


def stories_of(connection: Connection, item_id: ItemId) -> list[Acquisition]:
    """The latest first."""
    return store.page(connection, Page(item_id=item_id, limit=REMEMBERED))[0]


def holdings(connection: Connection, stories: Sequence[Acquisition]) -> list[Holding]:
    """What is there of each slot."""
    files = library.files_of(connection, [one.id for one in stories])
    filed = {file.acquisition_id for file in files}
    there: dict[str, Acquisition] = {}
    for one in stories:
        if one.id in filed:
            there.setdefault(one.slot, one)
    return [_holding(one) for one in there.values()]


def grabs(stories: Sequence[Acquisition]) -> tuple[Grab, ...]:
    """What was grabbed for any slot, in the order it happened."""
    return tuple(
        _grab(one)
        for one in reversed(stories)
        if one.grabbed_at is not None and one.state not in _NOT_GRABBED
    )


def _holding(one: Acquisition) -> Holding:
    return Holding(
        _score(one),
        slot=one.slot,
        name=one.title,
        info_hash=one.info_hash,
        size=one.size,
        group=_group(one),
        imported_at=one.imported_at,
    )


def _grab(one: Acquisition) -> Grab:
    return Grab(
        at=one.grabbed_at or one.created_at,
        name=one.title,
        score=_score(one),
        info_hash=one.info_hash,
        size=one.size,
        group=_group(one),
        slot=one.slot,
        is_manual=one.is_manual,
        has_failed=one.state is State.FAILED,
        is_under_way=one.state in MOVING,
        imported_at=one.imported_at,
    )


def _group(one: Acquisition) -> str | None:
    parsed = parse_cached(one.title, one.kind)
    return parsed.group if parsed else None


def _score(one: Acquisition) -> FrozenScore:
    """The score of its time; of a story older than scores all that is known is the quality."""
    return one.score or FrozenScore(one.quality)
