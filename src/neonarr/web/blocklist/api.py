"""/api/v3/blocklist and /api/v1/blocklist: what is not taken by itself, in the family's shape."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.verdicts import Blocked, Listing
from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.definitions import api_quality
from neonarr.releases.parse import parse_cached
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
    wanted = Listing(MOST_AT_ONCE, item_ids=[ItemId(movie_id)])
    found, _ = await _blocked(inside(request), wanted)
    return [_record(one, MediaKind.MOVIE) for one in found]


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
    records, total = await _blocked(found, wanted)
    return {
        "page": asked.page,
        "pageSize": asked.page_size,
        "sortKey": "date",
        "sortDirection": "ascending" if wanted.oldest_first else "descending",
        "totalRecords": total,
        "records": [_record(one, kind) for one in records],
    }


async def _blocked(found: Inside, wanted: Listing) -> tuple[list[Blocked], int]:
    return await found.world.db.read(verdicts.blocked, found.world.clock.now(), wanted)


def _record(one: Blocked, kind: MediaKind) -> dict[str, Any]:
    parsed = parse_cached(one.title, kind)
    quality = api_quality(parsed.quality.name if parsed else "Unknown", kind)
    return present(
        {
            "id": one.id,
            **_whose(one, kind),
            "sourceTitle": one.title,
            "quality": {"quality": quality, "revision": {"version": 1, "real": 0}},
            "customFormats": [],
            "date": stamp(one.at),
            "protocol": "torrent",
            "message": one.reason,
            "label": one.label,
            "infoHash": one.info_hash,
            "expires": stamp(one.expires_at),
        }
    )


def _whose(one: Blocked, kind: MediaKind) -> dict[str, Any]:
    if kind is MediaKind.MOVIE:
        return {"movieId": one.item_id or 0, "languages": []}
    return {"artistId": 0, "albumIds": [one.item_id] if one.item_id else []}
