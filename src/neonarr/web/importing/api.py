"""/api/v1/import: what can be imported by hand, with a guess, and doing it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from neonarr.acquisitions.by_hand.guess import Guess
from neonarr.acquisitions.by_hand.left import left_about
from neonarr.acquisitions.by_hand.offers import Offer, everything, in_folder
from neonarr.acquisitions.by_hand.take import Order, take
from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, Line, RowId, present

router = APIRouter(prefix="/api/v1/import", tags=["import"])

MOST_AT_ONCE = 200


class OrderBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    id: Exact = Field(max_length=4200)
    """Of a candidate."""
    item_id: RowId | None = None
    """Of the library; else `kind` and `title` tell what it is."""
    kind: MediaKind | None = None
    title: Line = Field("", max_length=300)
    artist: Line | None = Field(None, max_length=300)
    year: int | None = Field(None, ge=1000, le=9999)
    quality: Line = Field("Unknown", max_length=64)
    slot: Line | None = Field(None, max_length=100)


class ImportBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    imports: list[OrderBody] = Field(min_length=1, max_length=MOST_AT_ONCE)


@router.get("/candidates")
async def candidates(
    request: Request,
    path: str | None = None,
    download_id: Annotated[str | None, Query(alias="downloadId")] = None,
) -> dict[str, Any]:
    """What lies in the folder `path` below the downloads folder; without it the finished downloads
    whose import failed, or that one of them, torrents somebody added in our categories, and what
    lies in the downloads folder without a download."""
    found = await listed(inside(request), path)
    if download_id is not None:
        found = [one for one in found if one["id"] == f"download:{download_id}"]
        if not found:
            raise NotFound(f"No failed download {download_id[:64]} has files to import.")
    return {"success": True, "candidates": found}


@router.post("")
async def import_by_hand(request: Request, body: ImportBody) -> dict[str, Any]:
    """Put each of them on its way into the library. One that can't be leaves the others alone: each
    result says what became of it, and the download's own story tells the rest."""
    world = inside(request).world
    results = []
    for one in body.imports:
        try:
            story = await take(world, _order(one))
            results.append({"id": one.id, "success": True, "downloadId": story.public_id})
        except Invalid as error:
            told = {"error": str(error), "field": error.field}
            results.append({"id": one.id, "success": False, **told})
        except (Conflict, NotFound) as error:
            results.append({"id": one.id, "success": False, "error": str(error)})
    return {"success": True, "results": results}


async def listed(found: Inside, path: str | None) -> list[dict[str, Any]]:
    """As they are shown. Raises Invalid, NotFound for a path that can't be listed."""
    if path:
        offers = await in_folder(found.world, path)
    else:
        offers = await everything(found.world)
        offers += await left_about(found.world, offers)
    return [_shown(one) for one in offers]


def _order(body: OrderBody) -> Order:
    """Raises Invalid."""
    if body.item_id is not None:
        return Order(body.id, ItemId(body.item_id), body.quality, body.slot)
    if body.kind is None or not body.title:
        raise Invalid("title", "title and kind, or itemId, must say what it is.")
    if body.kind is MediaKind.ALBUM and not body.artist:
        raise Invalid("artist", "artist must say whose album it is.")
    artist = body.artist if body.kind is MediaKind.ALBUM else None
    new = NewItem(body.kind, body.title, artist, body.year)
    return Order(body.id, new, body.quality, body.slot)


def _shown(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.key,
        "source": offer.origin.value,
        "name": offer.name,
        "path": offer.path,
        "sizeBytes": offer.size,
        "files": offer.files,
        "guess": _guess(offer.guess, offer.slot),
        "confidence": offer.guess.confidence.value,
        "reasons": list(offer.guess.reasons),
    }


def _guess(guess: Guess, slot: str) -> dict[str, Any]:
    return present(
        {
            "itemId": guess.item.id if guess.item else None,
            "kind": guess.kind.value,
            "title": guess.title,
            "artist": guess.artist,
            "year": guess.year,
            "quality": guess.quality,
            "slot": slot,
            "slots": list(guess.versions) or None,
        }
    )
