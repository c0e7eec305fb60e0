"""One search for an item, for every version of it that is missing or could be better.

A story begins only with a release in hand, so looking in vain leaves nothing in the queue.
"""

import asyncio
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.judging.ground import Ground, grounds_for_item
from neonarr.acquisitions.judging.kept import Decision, record
from neonarr.acquisitions.judging.picking import watched
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.store import Page
from neonarr.acquisitions.world import World
from neonarr.base.ids import AcquisitionId
from neonarr.decisions.choose import choose_in
from neonarr.decisions.model import Choice, Judged
from neonarr.decisions.upgrading import frozen, is_enough
from neonarr.library.model import Item
from neonarr.search.ask import Answer
from neonarr.search.query import for_item


class Lack(StrEnum):
    """How a version of an item stands."""

    MISSING = "missing"
    BELOW_CUTOFF = "below_cutoff"
    NOTHING = "nothing"
    """It is there and good enough, or is not to be replaced."""
    UNDER_WAY = "under_way"
    LEFT_ALONE = "left_alone"
    """A person removed it, or it failed and waits for one."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it for one slot. `story` None: nothing was taken, the message says why."""

    slot: str
    story: Acquisition | None
    message: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Each slot of an item, and how it stands."""

    grounds: Mapping[str, Ground]
    lacks: Mapping[str, Lack]


def standing(connection: Connection, world: World, item: Item) -> Standing:
    """The main slot first."""
    grounds = grounds_for_item(connection, world.policies, item, world.clock.now())
    stories, _ = store.page(connection, Page(item_id=item.id, limit=200))
    newest: dict[str, Acquisition] = {}
    for one in stories:
        newest.setdefault(one.slot, one)
    busy = {one.slot for one in stories if one.state in MOVING}
    lacks = {
        slot: Lack.UNDER_WAY if slot in busy else _lack(on, newest.get(slot))
        for slot, on in grounds.items()
    }
    return Standing(grounds, lacks)


def _lack(ground: Ground, newest: Acquisition | None) -> Lack:
    holding, profile = ground.situation.standing.holding, ground.situation.profile
    if holding is None:
        is_ended = newest is not None and newest.state in (State.REMOVED, State.FAILED)
        return Lack.LEFT_ALONE if is_ended else Lack.MISSING
    if profile is None or not profile.can_upgrade or is_enough(holding.score, profile):
        return Lack.NOTHING
    is_stuck = newest is not None and newest.state is State.FAILED
    return Lack.LEFT_ALONE if is_stuck else Lack.BELOW_CUTOFF


async def look(
    world: World, item: Item, names: Collection[str], *, is_interactive: bool = False
) -> list[Looked] | None:
    """Ask once and take the best for each of the slots `names`; None if no indexer answered.

    `is_interactive`: a person asks, so resting indexers are tried and it need not be monitored."""
    query = for_item(item)
    asked = world.search.ask(query, is_interactive=is_interactive)
    answers = [answer async for answer in asked]
    if not any(answer.is_ok for answer in answers):
        return None
    releases = [release for answer in answers for release in answer.releases]
    found = await world.db.read(standing, world, item)
    looked = []
    for slot in names:
        ground = found.grounds.get(slot)
        if ground is None or found.lacks[slot] is Lack.UNDER_WAY:
            continue
        ground = watched(ground) if is_interactive else ground
        choice = await asyncio.to_thread(choose_in, releases, ground.situation)
        made = _Made(item, slot, ground, choice, query.text)
        story = await _begun(world, made, choice.best) if choice.best else None
        looked.append(Looked(slot, story, _told(story, choice, answers)))
    return looked


@dataclass(frozen=True, slots=True)
class _Made:
    item: Item
    slot: str
    ground: Ground
    choice: Choice
    query: str


async def _begun(world: World, made: _Made, best: Judged) -> Acquisition | None:
    """None when, meanwhile, another story for the slot began."""
    candidate, release, now = best.candidate, best.candidate.release, world.clock.now()
    new = Acquisition(
        id=AcquisitionId(0),
        public_id=str(uuid.uuid4()),
        item_id=made.item.id,
        kind=made.item.kind,
        state=State.CHOSEN,
        token=0,
        title=release.title,
        priority=0,
        created_at=now,
        updated_at=now,
        due_at=now,
        guid=release.guid,
        indexer_id=release.indexer_id,
        indexer=release.indexer,
        sealed_link=world.vault.seal(release.link),
        size=release.size,
        quality=candidate.quality,
        score=frozen(candidate, made.ground.situation.policy),
        slot=made.slot,
    )

    def work(connection: Connection) -> Acquisition | None:
        store.begin(connection)
        if store.moving_for(connection, made.item.id, slot=made.slot):
            return None
        story = store.add(connection, new)
        decision = Decision(story.id, made.item.id, made.query, made.ground, made.choice, now)
        record(connection, decision)
        return story

    story: Acquisition | None = await world.db.write(work)
    world.bell.ring()
    return story


def _told(story: Acquisition | None, choice: Choice, answers: list[Answer]) -> str:
    if story is not None:
        return f"{story.title} is taken."
    if choice.best is not None:
        return "It is being downloaded already."
    failed = [answer.name for answer in answers if not answer.is_ok]
    also = f" {', '.join(failed)} did not answer." if failed else ""
    if not choice.judged:
        return f"No indexer has it.{also}"
    reasons = sorted({r.message for one in choice.judged for r in one.rejections})
    return f"None of {len(choice.judged)} releases fits: {' '.join(reasons[:3])}{also}"
