"""What a release is judged on: the profile that counts, what is there, what happened before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from neonarr.acquisitions import store, verdicts
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.store import Page
from neonarr.acquisitions.tables import acquisition_table
from neonarr.base.ids import AcquisitionId, IndexerId, InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import want_of
from neonarr.decisions.profiles.model import FrozenScore, Holding, Slot
from neonarr.decisions.situation import (
    Grab,
    IndexerState,
    Outside,
    Situation,
    Standing,
    for_slot,
)
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.profiles import slots
from neonarr.profiles.policies import Policies
from neonarr.profiles.store import default_profile
from neonarr.profiles.tables import ProfileId
from neonarr.search.store import sources
from neonarr.settings.adapters import Role
from neonarr.settings.store import adapters

REMEMBERED = 200
"""Stories of one item that are looked at."""

_NOT_GRABBED = frozenset({State.WANTED, State.SEARCHING, State.REMOVED})
"""What a person removed may be had again: nothing was wrong with it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """`profile_id` None: there is no profile."""

    situation: Situation
    profile_id: ProfileId | None


def ground_for_item(
    connection: Connection,
    policies: Policies,
    item: Item,
    now: datetime,
    own: AcquisitionId | None = None,
) -> Ground:
    """For the main slot of the item. The story `own` that asks is no obstacle to itself."""
    name, stored = next(iter(slots.slots(connection, item).items()), (None, None))
    holding, grabs = _past(connection, item, own)
    situation = Situation(
        want=want_of(item),
        blocklist=verdicts.blocklist(connection, now),
        policy=policies.policy(connection, item.kind, stored.profile if stored else None),
        standing=Standing(holding=holding, grabs=grabs, downloading=_downloading(connection, own)),
        outside=_outside(connection, now),
    )
    if stored is None or name is None:
        return Ground(situation, None)
    held = [] if holding is None else [holding]
    return Ground(for_slot(situation, Slot(name, stored.profile), held), stored.id)


def ground_for_kind(
    connection: Connection, policies: Policies, kind: MediaKind, now: datetime
) -> Ground:
    """For what the library does not have: the default profile of the kind counts."""
    stored = default_profile(connection, kind)
    situation = Situation(
        blocklist=verdicts.blocklist(connection, now),
        policy=policies.policy(connection, kind, stored.profile if stored else None),
        standing=Standing(downloading=_downloading(connection, None)),
        outside=_outside(connection, now),
    )
    return Ground(situation, stored.id if stored else None)


def _past(
    connection: Connection, item: Item, own: AcquisitionId | None
) -> tuple[Holding | None, tuple[Grab, ...]]:
    """What is there of the item, and what was grabbed for it, in the order it happened."""
    stories, _ = store.page(connection, Page(item_id=item.id, limit=REMEMBERED))
    files = library.files_of(connection, [one.id for one in stories])
    filed = {file.acquisition_id for file in files}
    there = next((one for one in stories if one.id in filed), None)
    grabbed = [
        one
        for one in reversed(stories)
        if one.id != own and one.grabbed_at is not None and one.state not in _NOT_GRABBED
    ]
    return _holding(there) if there else None, tuple(_grab(one) for one in grabbed)


def _holding(one: Acquisition) -> Holding:
    return Holding(
        _score(one),
        name=one.title,
        info_hash=one.info_hash,
        size=one.size,
        imported_at=one.imported_at,
    )


def _grab(one: Acquisition) -> Grab:
    return Grab(
        at=one.grabbed_at or one.created_at,
        name=one.title,
        score=_score(one),
        info_hash=one.info_hash,
        size=one.size,
        is_manual=one.is_manual,
        has_failed=one.state is State.FAILED,
        is_under_way=one.state in MOVING,
        imported_at=one.imported_at,
    )


def _score(one: Acquisition) -> FrozenScore:
    """The score of its time; of a story older than scores all that is known is the quality."""
    return one.score or FrozenScore(one.quality)


def _downloading(connection: Connection, own: AcquisitionId | None) -> frozenset[InfoHash]:
    a = acquisition_table.c
    hashes = connection.scalars(
        select(a.info_hash).where(
            a.info_hash.is_not(None),
            a.state.in_([state.value for state in MOVING]),
            a.id != (own or 0),
        )
    )
    return frozenset(InfoHash(one) for one in hashes)


def _outside(connection: Connection, now: datetime) -> Outside:
    configured = {one.id: one for one in adapters(connection, Role.INDEXER)}
    known = [s for s in sources(connection) if s.adapter_id in configured]
    return Outside(
        now=now,
        indexers={
            IndexerId(source.id): IndexerState(
                is_enabled=configured[source.adapter_id].is_enabled,
                resting_until=source.backoff_until,
                priority=configured[source.adapter_id].priority,
            )
            for source in known
        },
    )
