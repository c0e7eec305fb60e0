"""What a release is judged on: the profile that counts, what is there, what happened before."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from neonarr.acquisitions import store, verdicts
from neonarr.acquisitions.judging.standing import outside, with_facts
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.store import Page
from neonarr.acquisitions.tables import acquisition_table
from neonarr.base.ids import AcquisitionId, InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import want_of
from neonarr.decisions.profiles.model import MAIN_SLOT, FrozenScore, Holding, Slot
from neonarr.decisions.situation import (
    Grab,
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

REMEMBERED = 200
"""Stories of one item that are looked at."""

_NOT_GRABBED = frozenset({State.WANTED, State.SEARCHING, State.REMOVED})
"""What a person removed may be had again: nothing was wrong with it."""


class SlotGone(Exception):
    """The item has no such slot any more; `str()` says so to a person."""


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
    slot: str | None = None,
) -> Ground:
    """For that slot of the item, or its first. The story `own` that asks is no obstacle to itself.

    Raises SlotGone."""
    grounds = grounds_for_item(connection, policies, item, now, own)
    if slot is None:
        return next(iter(grounds.values()))
    if slot not in grounds:
        raise SlotGone(f"The version “{slot}” of {item.label} is not wanted any more.")
    return grounds[slot]


def grounds_for_item(
    connection: Connection,
    policies: Policies,
    item: Item,
    now: datetime,
    own: AcquisitionId | None = None,
) -> dict[str, Ground]:
    """For each of the item's slots, the main one first; never empty."""
    holdings, grabs = _past(connection, item, own)
    situation = Situation(
        want=want_of(item),
        blocklist=verdicts.blocklist(connection, now),
        policy=policies.policy(connection, item.kind, None),
        standing=with_facts(Standing(grabs=grabs, downloading=_downloading(connection, own)), item),
        outside=outside(connection, policies, item.kind, now),
    )
    wanted = slots.slots(connection, item)
    if not wanted:
        held = next((one for one in holdings if one.slot == MAIN_SLOT), None)
        standing = replace(situation.standing, holding=held)
        return {MAIN_SLOT: Ground(replace(situation, standing=standing), None)}
    return {
        name: Ground(for_slot(situation, Slot(name, stored.profile), holdings), stored.id)
        for name, stored in wanted.items()
    }


def ground_for_kind(
    connection: Connection, policies: Policies, kind: MediaKind, now: datetime
) -> Ground:
    """For what the library does not have: the default profile of the kind counts."""
    stored = default_profile(connection, kind)
    situation = Situation(
        blocklist=verdicts.blocklist(connection, now),
        policy=policies.policy(connection, kind, stored.profile if stored else None),
        standing=Standing(downloading=_downloading(connection, None)),
        outside=outside(connection, policies, kind, now),
    )
    return Ground(situation, stored.id if stored else None)


def _past(
    connection: Connection, item: Item, own: AcquisitionId | None
) -> tuple[list[Holding], tuple[Grab, ...]]:
    """What is there of each slot, and what was grabbed for any, in the order it happened."""
    stories, _ = store.page(connection, Page(item_id=item.id, limit=REMEMBERED))
    files = library.files_of(connection, [one.id for one in stories])
    filed = {file.acquisition_id for file in files}
    there: dict[str, Acquisition] = {}
    for one in stories:
        if one.id in filed:
            there.setdefault(one.slot, one)
    grabbed = [
        one
        for one in reversed(stories)
        if one.id != own and one.grabbed_at is not None and one.state not in _NOT_GRABBED
    ]
    return [_holding(one) for one in there.values()], tuple(_grab(one) for one in grabbed)


def _holding(one: Acquisition) -> Holding:
    return Holding(
        _score(one),
        slot=one.slot,
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
        slot=one.slot,
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
