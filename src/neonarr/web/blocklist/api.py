"""/api/v3/blocklist and /api/v1/blocklist: what is not taken by itself, in the family's shape."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.verdicts import Blocked, Listing
from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.releases.parse import parse_cached
from neonarr.web.family.parsing import quality_model, read_as
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, RowId, present, stamp

router = APIRouter(tags=["blocklist"])

MOST_AT_ONCE = 10_000


class Asked(BaseModel):
    """Sorted by date, whatever else is asked for."""

    model_config = INPUT
    _names = IN_ANY_CASE

    page: int = Field(1, ge=1, le=10**6)
    page_size: int = Field(10, ge=1, le=1000)
    sort_direction: Literal["default", "ascending", "descending"] = "descending"
    movie_ids: list[RowId] | None = None


class Ids(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    ids: list[RowId] = Field(min_length=1, max_length=MOST_AT_ONCE)


@router.get("/api/v3/blocklist")
async def of_movies(request: Request, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    """Releases of movies that are not taken by themselves, the latest first."""
    return await _page(inside(request), asked, MediaKind.MOVIE)


@router.get("/api/v1/blocklist")
async def of_albums(request: Request, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    """Releases of albums that are not taken by themselves, the latest first."""
    return await _page(inside(request), asked, MediaKind.ALBUM)


@router.get("/api/v3/blocklist/movie")
async def of_one_movie(
    request: Request, movie_id: Annotated[RowId, Query(alias="movieId")]
) -> list[dict[str, Any]]:
    """All of one movie."""
    found, wanted = inside(request), Listing(MOST_AT_ONCE, item_ids=[ItemId(movie_id)])
    records, _ = await found.world.db.read(_records, found, wanted, MediaKind.MOVIE)
    return records


@router.delete("/api/v3/blocklist/bulk")
@router.delete("/api/v1/blocklist/bulk")
async def let_many_in(request: Request, body: Ids) -> dict[str, Any]:
    """They may be taken again."""
    await inside(request).world.db.write(verdicts.unblock, body.ids)
    return {}


@router.delete("/api/v3/blocklist/{blocked_id}")
@router.delete("/api/v1/blocklist/{blocked_id}")
async def let_in(request: Request, blocked_id: RowId) -> dict[str, Any]:
    """It may be taken again."""
    if not await inside(request).world.db.write(verdicts.unblock, [blocked_id]):
        raise NotFound(f"There is no entry {blocked_id} in the blocklist.")
    return {}


async def _page(found: Inside, asked: Asked, kind: MediaKind) -> dict[str, Any]:
    wanted = Listing(
        limit=asked.page_size,
        offset=(asked.page - 1) * asked.page_size,
        kind=kind,
        item_ids=None if asked.movie_ids is None else [ItemId(one) for one in asked.movie_ids],
        oldest_first=asked.sort_direction == "ascending",
    )
    records, total = await found.world.db.read(_records, found, wanted, kind)
    return {
        "page": asked.page,
        "pageSize": asked.page_size,
        "sortKey": "date",
        "sortDirection": "ascending" if wanted.oldest_first else "descending",
        "totalRecords": total,
        "records": records,
    }


def _records(
    connection: Connection, found: Inside, wanted: Listing, kind: MediaKind
) -> tuple[list[dict[str, Any]], int]:
    blocked, total = verdicts.blocked(connection, found.world.clock.now(), wanted)
    items = library.items_by_id(connection, {one.item_id for one in blocked if one.item_id})
    told = _of_movie if kind is MediaKind.MOVIE else _of_album
    return [
        _record(one) | told(connection, found, one, items.get(one.item_id or ItemId(0)))
        for one in blocked
    ], total


def _record(one: Blocked) -> dict[str, Any]:
    return present(
        {
            "id": one.id,
            "sourceTitle": one.title,
            "date": stamp(one.at),
            "protocol": "torrent",
            "message": one.reason,
            "label": one.label,
            "infoHash": one.info_hash,
            "expires": stamp(one.expires_at),
        }
    )


def _of_movie(
    connection: Connection, found: Inside, one: Blocked, item: Item | None
) -> dict[str, Any]:
    read = read_as(connection, found, one.title, item)
    told = {name: read[name] for name in ("quality", "languages", "customFormats")}
    return {"movieId": one.item_id or 0, **told}


def _of_album(
    _connection: Connection, _found: Inside, one: Blocked, _item: Item | None
) -> dict[str, Any]:
    told = parse_cached(one.title, MediaKind.ALBUM)
    quality = quality_model(told.quality.name if told else "Unknown", MediaKind.ALBUM, told)
    albums = [one.item_id] if one.item_id else []
    return {"artistId": 0, "albumIds": albums, "quality": quality}
