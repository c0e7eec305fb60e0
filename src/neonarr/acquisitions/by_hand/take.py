"""An import on a person's word: the same story and the same step as any other, so nothing is half
written and history tells it; only what the release's name claims is not held against it."""

import asyncio
import uuid
from dataclasses import dataclass, replace
from pathlib import PurePath

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.folder import files_of, overlaps, require_below
from neonarr.acquisitions.by_hand.mark import MARK, is_by_hand
from neonarr.acquisitions.by_hand.offers import is_open, under_way
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles import slots
from neonarr.releases.quality import BY_KIND

WORD = "Imported by hand."


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decided. `what` is an item of the library or one to be; `slot` None: its
    first."""

    key: str
    what: ItemId | NewItem
    quality: str = "Unknown"
    slot: str | None = None


async def take(world: World, order: Order) -> Acquisition:
    """The story, on its way into the library. Asking again while it is under way gives the same.

    Raises Invalid, NotFound, Conflict."""
    origin, _, name = order.key.partition(":")
    if origin == "download":
        begun = await world.db.write(_again, world, order, name)
    elif origin == "folder":
        path = await asyncio.to_thread(require_below, name, world.preferences().downloads_dir)
        under_hand = await world.db.read(_moving, MARK + path)
        if under_hand:
            return under_hand
        if overlaps(path, await under_way(world)):
            raise Conflict(f"{path[:300]} belongs to a download that has a story of its own.")
        if not await asyncio.to_thread(files_of, path):
            raise NotFound(f"{path[:300]} holds no files that could be imported.")
        begun = await world.db.write(_new, world, order, path)
    else:
        raise Invalid("id", "id must be one that /api/v1/import/candidates told.")
    world.bell.ring()
    return begun


def _moving(connection: Connection, guid: str) -> Acquisition | None:
    stories = store.by_state(connection, [State.DOWNLOADED, State.IMPORTING])
    return next((one for one in stories if one.guid == guid), None)


def _again(connection: Connection, world: World, order: Order, public_id: str) -> Acquisition:
    found = store.by_public_id(connection, public_id)
    one = store.hold(connection, found.id) if found else None
    if one is None:
        raise NotFound(f"There is no download {public_id[:64]}.")
    if is_by_hand(one) and one.state in (State.DOWNLOADED, State.IMPORTING):
        return one
    if not is_open(one):
        raise Conflict(f"{one.title} is {one.state} now; only what failed is imported by hand.")
    item, now = _item(connection, world, order), world.clock.now()
    decided = replace(
        one,
        state=State.DOWNLOADED,
        item_id=item.id,
        kind=item.kind,
        slot=_slot(connection, item, order.slot),
        quality=_quality(item, order.quality),
        score=None,
        guid=MARK + (one.guid or public_id).removeprefix(MARK),
        is_manual=True,
        trouble=None,
        message=WORD,
        attempts=0,
        due_at=now,
    )
    return store.save(connection, one, decided, now)


def _new(connection: Connection, world: World, order: Order, path: str) -> Acquisition:
    store.begin(connection)
    item, now = _item(connection, world, order), world.clock.now()
    guid = MARK + path
    moving = store.moving_for(connection, item.id, guid)
    if moving:
        return moving
    return store.add(
        connection,
        Acquisition(
            id=AcquisitionId(0),
            public_id=str(uuid.uuid4()),
            item_id=item.id,
            kind=item.kind,
            state=State.DOWNLOADED,
            token=0,
            title=PurePath(path).name,
            priority=0,
            created_at=now,
            updated_at=now,
            due_at=now,
            guid=guid,
            quality=_quality(item, order.quality),
            content_path=path,
            message=WORD,
            cleanup=Cleanup.DONE,
            completed_at=now,
            is_manual=True,
            slot=_slot(connection, item, order.slot),
        ),
    )


def _item(connection: Connection, world: World, order: Order) -> Item:
    if isinstance(order.what, NewItem):
        return library.find_or_add(connection, order.what, world.clock.now())[0]
    known = library.item(connection, order.what)
    if known is None:
        raise Invalid("itemId", f"There is no movie or album {order.what} in the library.")
    return known


def _slot(connection: Connection, item: Item, wanted: str | None) -> str:
    names = list(slots.slots(connection, item)) or [MAIN_SLOT]
    if wanted is None:
        return names[0]
    if wanted not in names:
        known = ", ".join(names)
        raise Invalid("slot", f"{item.label} has no version “{wanted[:100]}”, only {known}.")
    return wanted


def _quality(item: Item, name: str) -> str:
    if name not in BY_KIND[item.kind]:
        raise Invalid("quality", f"{name[:60]} is no quality of a {item.kind}.")
    return name
