"""An import on a person's word: the same story and the same step as any other, so nothing is half
written and history tells it; only what the release's name claims is not held against it."""

import asyncio
import uuid
from dataclasses import dataclass, replace
from pathlib import PurePath

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.folder import files_of, overlapping, require_below
from neonarr.acquisitions.by_hand.mark import MARK, is_by_hand
from neonarr.acquisitions.by_hand.offers import is_open, under_way
from neonarr.acquisitions.by_hand.torrents import foreign
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import AcquisitionId, AdapterId, ItemId
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


@dataclass(frozen=True, slots=True)
class Source:
    """What is imported: `name` tells it from every other, `path` is as `client_id` sees it, or
    as it is here."""

    name: str
    path: str
    title: str
    client_id: AdapterId | None = None


async def take(world: World, order: Order) -> Acquisition:
    """The story, on its way into the library. Asking again while it is under way gives the same.

    Raises Invalid, NotFound, Conflict."""
    origin, _, name = order.key.partition(":")
    if origin == "download":
        begun = await world.db.write(_again, world, order, name)
    elif origin == "torrent":
        begun = await _take_torrent(world, order, name)
    elif origin == "folder":
        path = await asyncio.to_thread(require_below, name, world.preferences().downloads_dir)
        under_hand = await world.db.read(_moving, MARK + path)
        if under_hand:
            return under_hand
        if overlapping(await under_way(world))(path):
            raise Conflict(f"{path[:300]} belongs to a download that has a story of its own.")
        if not await asyncio.to_thread(files_of, path):
            raise NotFound(f"{path[:300]} holds no files that could be imported.")
        begun = await world.db.write(_new, world, order, Source(path, path, PurePath(path).name))
    else:
        raise Invalid("id", "id must be one that /api/v1/import/candidates told.")
    world.bell.ring()
    return begun


async def _take_torrent(world: World, order: Order, info_hash: str) -> Acquisition:
    """The torrent stays somebody's own: nothing here pauses, seeds out or removes it."""
    under_hand = await world.db.read(_moving, MARK + info_hash)
    if under_hand:
        return under_hand
    one = next((t for t in await foreign(world) if t.download.info_hash == info_hash), None)
    if one is None:
        raise NotFound(f"No client has a finished torrent {info_hash[:64]} that waits for a word.")
    told = one.download
    source = Source(info_hash, told.content_path, told.name, one.client_id)
    begun: Acquisition = await world.db.write(_new, world, order, source)
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


def _new(connection: Connection, world: World, order: Order, source: Source) -> Acquisition:
    store.begin(connection)
    item, now = _item(connection, world, order), world.clock.now()
    guid = MARK + source.name
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
            title=source.title,
            priority=0,
            created_at=now,
            updated_at=now,
            due_at=now,
            guid=guid,
            quality=_quality(item, order.quality),
            content_path=source.path,
            client_id=source.client_id,
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
