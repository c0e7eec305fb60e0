"""/api/v1/items: the versions of a movie or an album, and searching for what they lack."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.renewal import turns
from neonarr.acquisitions.renewal.look import Lack, Looked, Standing, look, standing
from neonarr.acquisitions.world import World
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.library import store as library
from neonarr.library.model import Item, LibraryFile
from neonarr.profiles import slots
from neonarr.web.inside import inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, RowId, present, stamp

router = APIRouter(prefix="/api/v1/items", tags=["versions"])

UNDER_WAY = "It is under way already."
ENOUGH = "It is there, and good enough for its profile."
NOBODY = "No indexer answered. System → Status says why."


class SearchFor(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    slot: Exact | None = Field(None, max_length=100)
    """Which version; without it all that are missing or below their cutoff."""


class Monitored(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    monitored: bool


@router.get("/{item_id}/versions")
async def versions(request: Request, item_id: RowId) -> dict[str, Any]:
    """Every version that is wanted or there, the main one first."""
    world = inside(request).world

    def work(connection: Connection) -> dict[str, Any]:
        item = expected(connection, item_id)
        last = turns.last(connection, item.id)
        return present(
            {
                "success": True,
                "itemId": item.id,
                "label": item.label,
                "kind": item.kind.value,
                "monitored": item.is_monitored,
                "versions": _versions(connection, world, item),
                "searchedAt": stamp(last.searched_at) if last else None,
                "searchMessage": last.message if last else None,
            }
        )

    return await world.db.read(work)


@router.post("/{item_id}/search")
async def search(request: Request, item_id: RowId, body: SearchFor) -> dict[str, Any]:
    """Search now for what is missing or could be better, and take the best. The answer comes when
    every indexer has answered; each version says what was found."""
    world = inside(request).world

    def work(connection: Connection) -> tuple[Item, Standing]:
        item = expected(connection, item_id)
        return item, standing(connection, world, item)

    item, found = await world.db.read(work)
    if body.slot is not None and body.slot not in found.lacks:
        raise Invalid("slot", f"{item.label} has no version “{body.slot}”.")
    asked = [body.slot] if body.slot is not None else list(found.lacks)
    sought = [slot for slot in asked if found.lacks[slot] is not Lack.UNDER_WAY]
    if body.slot is None:
        sought = [slot for slot in sought if found.lacks[slot] is not Lack.NOTHING]
    looked = (await look(world, item, sought, is_interactive=True)) if sought else []
    for slot in set(asked) - set(sought):
        await _hurry(world, item, slot)
    told = _looked(asked, sought, found, looked)
    return {"success": True, "itemId": item.id, "versions": told}


@router.put("/{item_id}/monitored")
async def monitor(request: Request, item_id: RowId, body: Monitored) -> dict[str, Any]:
    """Whether what is missing or could be better is looked for again by itself."""

    def work(connection: Connection) -> dict[str, Any]:
        item = replace(expected(connection, item_id), is_monitored=body.monitored)
        library.change_item(connection, item)
        return {"success": True, "itemId": item.id, "monitored": item.is_monitored}

    return await inside(request).world.db.write(work)


async def _hurry(world: World, item: Item, slot: str) -> None:
    """A wish that waits for its next search is searched for now."""

    def work(connection: Connection) -> None:
        store.search_now(connection, item.id, slot, world.clock.now())

    await world.db.write(work)
    world.bell.ring()


def _looked(
    asked: Sequence[str], sought: Sequence[str], found: Standing, looked: list[Looked] | None
) -> list[dict[str, Any]]:
    by_slot = {one.slot: one for one in looked or ()}
    shown = []
    for slot in asked:
        one = by_slot.get(slot)
        message = one.message if one else None
        if message is None:
            message = ENOUGH if found.lacks[slot] is Lack.NOTHING else UNDER_WAY
            if slot in sought and looked is None:
                message = NOBODY
        story = one.story if one else None
        download = story.public_id if story else None
        shown.append(present({"slot": slot, "message": message, "downloadId": download}))
    return shown


def _versions(connection: Connection, world: World, item: Item) -> list[dict[str, Any]]:
    wanted = slots.slots(connection, item)
    lacks = standing(connection, world, item).lacks
    stories, _ = store.page(connection, store.Page(item_id=item.id, limit=200))
    files = library.files_of(connection, [one.id for one in stories])
    names = [*lacks, *sorted({one.slot for one in stories if _has(one, files)} - set(lacks))]
    shown = []
    for name in names:
        profile = wanted.get(name)
        ours = [one for one in stories if one.slot == name]
        shown.append(
            present(
                {
                    "slot": name,
                    "profileId": profile.id if profile else None,
                    "profile": profile.profile.name if profile else None,
                    "state": lacks[name].value if name in lacks else "unwanted",
                    **_there(ours, files),
                    "message": _trouble(ours),
                    "searchAgainAt": _again_at(ours),
                }
            )
        )
    return shown


def _there(ours: Sequence[Acquisition], files: Sequence[LibraryFile]) -> dict[str, Any]:
    """What lies in the library of one version, and the release it came from."""
    there = next((one for one in ours if _has(one, files)), None)
    ids = {one.id for one in ours}
    mine = [file for file in files if file.acquisition_id in ids]
    return {
        "title": there.title if there else None,
        "quality": there.quality if there else None,
        "sizeBytes": sum(file.size for file in mine),
        "files": len(mine),
    }


def _has(one: Acquisition, files: Sequence[LibraryFile]) -> bool:
    return any(file.acquisition_id == one.id for file in files)


def _trouble(ours: Sequence[Acquisition]) -> str | None:
    newest = ours[0] if ours else None
    is_told = newest is not None and newest.state in (State.WANTED, State.FAILED)
    return newest.message if newest and is_told else None


def _again_at(ours: Sequence[Acquisition]) -> str | None:
    """When it is looked for again, where the last search found nothing."""
    newest = ours[0] if ours else None
    waits = newest is not None and newest.state is State.WANTED and newest.trouble is not None
    return stamp(newest.due_at) if newest and waits else None


def expected(connection: Connection, item_id: int) -> Item:
    """Raises NotFound."""
    found = library.item(connection, ItemId(item_id))
    if found is None:
        raise NotFound(f"There is no movie or album {item_id}.")
    return found
