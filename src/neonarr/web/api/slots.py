"""Which profile counts for what: the slots of an item, and the default of a kind."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions.renewal import turns
from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.profiles import slots, store
from neonarr.profiles.tables import ProfileId
from neonarr.web.inside import inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, RowId

router = APIRouter(prefix="/api/v1/profiles", tags=["quality profiles"])


class Slots(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    slots: dict[Exact, RowId] = Field(max_length=10)
    """Name to profile; each is searched for and filed beside the others. `main` names its files
    plainly."""


@router.get("/items/{item_id}")
async def item_slots(request: Request, item_id: RowId) -> dict[str, Any]:
    """The versions wanted of a movie or an album, each with its profile."""

    def work(connection: Connection) -> dict[str, Any]:
        return _shown(connection, _expected(connection, item_id))

    return await inside(request).world.db.read(work)


@router.put("/items/{item_id}")
async def change_item_slots(request: Request, item_id: RowId, body: Slots) -> dict[str, Any]:
    """These and no others; none gives it back the default of its kind."""

    now = inside(request).world.clock.now()

    def work(connection: Connection) -> dict[str, Any]:
        item = _expected(connection, item_id)
        turns.soon(connection, item.id, now)
        slots.assign(connection, item, {n: ProfileId(p) for n, p in body.slots.items()})
        return _shown(connection, item)

    return await inside(request).world.db.write(work)


@router.post("/{profile_id}/default")
async def make_default(request: Request, profile_id: RowId) -> dict[str, Any]:
    """From now on it counts for every item of its kind that has none of its own."""
    made = await inside(request).world.db.write(store.make_default, ProfileId(profile_id))
    return {"success": True, "id": made.id, "name": made.profile.name}


def _expected(connection: Connection, item_id: int) -> Item:
    found = library.item(connection, ItemId(item_id))
    if found is None:
        raise NotFound(f"There is no movie or album {item_id}.")
    return found


def _shown(connection: Connection, item: Item) -> dict[str, Any]:
    told = slots.slots(connection, item)
    return {
        "success": True,
        "slots": [
            {"name": name, "profileId": one.id, "profile": one.profile.name}
            for name, one in told.items()
        ],
    }
