"""What a release is judged on: the profile that counts, what is there, what happened before."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.judging.past import grabs, holdings, stories_of
from neonarr.acquisitions.judging.standing import outside, with_facts
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.tables import acquisition_table
from neonarr.base.ids import AcquisitionId, InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import want_of
from neonarr.decisions.profiles.model import MAIN_SLOT, Slot
from neonarr.decisions.situation import (
    Situation,
    Standing,
    for_slot,
)
from neonarr.library.model import Item
from neonarr.profiles import slots
from neonarr.profiles.policies import Policies
from neonarr.profiles.store import default_profile
from neonarr.profiles.tables import ProfileId


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
    stories = stories_of(connection, item.id)
    held, grabbed = holdings(connection, stories), [one for one in stories if one.id != own]
    situation = Situation(
        want=want_of(item),
        blocklist=verdicts.blocklist(connection, now),
        policy=policies.policy(connection, item.kind, None, item.facts.tags),
        standing=with_facts(
            Standing(grabs=grabs(grabbed), downloading=_downloading(connection, own)), item
        ),
        outside=outside(connection, policies, item.kind, now),
    )
    wanted = slots.slots(connection, item)
    if not wanted:
        main = next((one for one in held if one.slot == MAIN_SLOT), None)
        standing = replace(situation.standing, holding=main)
        return {MAIN_SLOT: Ground(replace(situation, standing=standing), None)}
    return {
        name: Ground(for_slot(situation, Slot(name, stored.profile), held), stored.id)
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
