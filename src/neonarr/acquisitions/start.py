"""How a story begins: from a wish, from a release somebody picked, or from a magnet."""

import asyncio
import uuid
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.judging.ground import Ground, grounds_for_item
from neonarr.acquisitions.judging.kept import Decision, record
from neonarr.acquisitions.judging.picking import Picked, pick
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.world import World
from neonarr.base.errors import Invalid
from neonarr.base.ids import AcquisitionId, IndexerId, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Choice
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.decisions.upgrading import frozen
from neonarr.downloads.torrent import Magnet
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles import slots
from neonarr.releases.model import ParsedName, Release
from neonarr.releases.parse import parse
from neonarr.search.ask import Found
from neonarr.storage.db import serialize

NO_INDEXER = IndexerId(0)
"""Nobody's: a magnet came by hand."""


ALL_SLOTS = "all"
"""Every version of an item that has several."""


@dataclass(frozen=True, slots=True)
class For:
    """What a release is picked for; None: its name tells the item, its quality the version."""

    item_id: ItemId | None = None
    slot: str | None = None


NAMED = For()


async def want(world: World, new: NewItem) -> Acquisition:
    """The story of that wish, for the item's first slot; see `want_slots`."""
    return (await want_slots(world, new, None))[0]


async def want_slots(world: World, new: NewItem, slot: str | None = ALL_SLOTS) -> list[Acquisition]:
    """A story for each wanted slot: the one under way, or a new one that begins with a search.

    `slot` may be the name of one, None for the first, or ALL_SLOTS: those with nothing there yet,
    the first if all have something. To wish for an item is to have it monitored. Raises Invalid if
    the item has no such slot."""

    def work(connection: Connection) -> list[Acquisition]:
        item, _ = library.find_or_add(connection, new, world.clock.now())
        library.monitor(connection, item.id)
        store.begin(connection)
        return [
            store.moving_for(connection, item.id, slot=name)
            or store.add(connection, replace(_blank(world, item, State.WANTED), slot=name))
            for name in _asked_for(connection, item, slot)
        ]

    begun: list[Acquisition] = await _begun(world, work)
    return begun


def _asked_for(connection: Connection, item: Item, slot: str | None) -> list[str]:
    names = list(slots.slots(connection, item)) or [MAIN_SLOT]
    if slot is None:
        return names[:1]
    if slot in names:
        return [slot]
    if slot != ALL_SLOTS:
        known = ", ".join(names)
        raise Invalid("slot", f"{item.label} has no version “{slot[:100]}”, only {known}.")
    there = store.slots_there(connection, item.id)
    return [name for name in names if name not in there] or names[:1]


async def grab_release(world: World, release: Release, wanted: For = NAMED) -> Acquisition:
    """The story of a release somebody picked; asking twice gives the same story.

    Without an item in `wanted` its movie or album is matched by the release's name, or made,
    unmonitored; without a slot it is for the one whose profile wants it most. The decision is kept
    with all that the search offered.
    Raises Invalid if that item or slot does not exist or the name says nothing.
    """
    parsed = parse(release.title, _kind_of(release.categories))

    def work(connection: Connection) -> Item | Acquisition:
        item = _item_for(connection, world, parsed, release.title, wanted.item_id)
        return store.moving_for(connection, item.id, release.guid, wanted.slot) or item

    found = await world.db.write(work)
    if isinstance(found, Acquisition):
        return found
    searched = await world.search.search_of(release.indexer_id, release.guid) or Found(
        release.title, [release]
    )
    return await _pick(world, found, wanted.slot, release, searched)


async def grab_magnet(
    world: World, magnet: Magnet, kind: MediaKind | None = None, wanted: For = NAMED
) -> Acquisition:
    """The story of a magnet; its name (`dn`) tells what it is. Raises Invalid as grab_release."""
    if magnet.name is None and wanted.item_id is None:
        raise Invalid(
            "magnet",
            "This magnet link has no name (dn=), so nothing says what it is: give the title too.",
        )
    title = magnet.name or magnet.info_hash
    parsed = parse(title, kind)
    offered = Release(
        NO_INDEXER, "", magnet.info_hash, title, magnet.link, info_hash=magnet.info_hash
    )

    def work(connection: Connection) -> Item | Acquisition:
        under_way = [a for a in store.by_hash(connection, magnet.info_hash) if a.state in MOVING]
        if under_way:
            return under_way[0]
        return _item_for(connection, world, parsed, title, wanted.item_id)

    found = await world.db.write(work)
    if isinstance(found, Acquisition):
        return found
    # Its row gets the info hash only when it is handed over; until then the guid tells.
    return await _pick(world, found, wanted.slot, offered, Found(title, [offered]))


async def _pick(
    world: World, item: Item, slot: str | None, release: Release, searched: Found
) -> Acquisition:
    """The story of what a person took. `slot` None: the one whose profile wants it most."""
    now = world.clock.now()

    def grounds(connection: Connection) -> dict[str, Ground]:
        every = grounds_for_item(connection, world.policies, item, now)
        return {name: every[name] for name in _asked_for(connection, item, slot)} if slot else every

    # A thousand candidates take a quarter of a second: not in the loop that serves everybody.
    picked = await asyncio.to_thread(pick, release, searched, await world.db.read(grounds))

    def work(connection: Connection) -> Acquisition:
        serialize(connection, "item")
        moving = store.moving_for(connection, item.id, release.guid, slot)
        if moving:  # somebody was faster
            return moving
        if library.item(connection, item.id) is None:
            raise Invalid("movieId", f"{item.label} was just removed from the library.")
        return _add_picked(connection, world, item, picked)

    begun: Acquisition = await _begun(world, work)
    return begun


def _add_picked(connection: Connection, world: World, item: Item, picked: Picked) -> Acquisition:
    """The story, and the decision with all that spoke for and against each candidate."""
    candidate, ground, now = picked.best.candidate, picked.ground, world.clock.now()
    release = candidate.release
    is_from_indexer = release.indexer_id != NO_INDEXER
    story = store.add(
        connection,
        replace(
            _blank(world, item, State.CHOSEN),
            title=release.title,
            guid=release.guid,
            indexer_id=release.indexer_id if is_from_indexer else None,
            indexer=release.indexer if is_from_indexer else None,
            sealed_link=world.vault.seal(release.link),
            size=release.size,
            quality=candidate.quality,
            score=frozen(candidate, ground.situation.policy),
            is_manual=True,
            slot=picked.slot,
        ),
    )
    choice = Choice(picked.best, picked.judged)
    record(connection, Decision(story.id, item.id, picked.query, ground, choice, now, True))
    return story


async def _begun(world: World, work: Any) -> Any:
    begun = await world.db.write(work)
    world.bell.ring()
    return begun


def _item_for(
    connection: Connection,
    world: World,
    parsed: ParsedName | None,
    title: str,
    item_id: ItemId | None,
) -> Item:
    if item_id is not None:
        known = library.item(connection, item_id)
        if known is None:
            raise Invalid("movieId", f"There is no movie or album {item_id} in the library.")
        return known
    if parsed is None:
        raise Invalid(
            "guid",
            f"The name {title[:120]!r} says neither film nor album: give movieId or albumId too.",
        )
    new = NewItem(parsed.kind, parsed.title, parsed.artist, parsed.year)
    return library.find_or_add(connection, new, world.clock.now())[0]


def _blank(world: World, item: Item, state: State) -> Acquisition:
    now = world.clock.now()
    return Acquisition(
        id=AcquisitionId(0),
        public_id=str(uuid.uuid4()),
        item_id=item.id,
        kind=item.kind,
        state=state,
        token=0,
        title=item.label,
        priority=0,
        created_at=now,
        updated_at=now,
        due_at=now,
    )


def _kind_of(categories: tuple[int, ...]) -> MediaKind | None:
    if any(2000 <= c < 3000 for c in categories):
        return MediaKind.MOVIE
    if any(3000 <= c < 4000 for c in categories):
        return MediaKind.ALBUM
    return None
