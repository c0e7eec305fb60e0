"""/api/v3/download: grab a release, list, look at and remove downloads."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from neonarr.acquisitions import control
from neonarr.acquisitions.start import For, grab_release
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import IndexerId, ItemId
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, RowId

router = APIRouter(prefix="/api/v3/download", tags=["downloads"])

MAX_PAGE = 100


class Grab(BaseModel):
    """A release of a search in the last 30 minutes, and optionally what it is for."""

    model_config = INPUT
    _names = IN_ANY_CASE

    guid: Exact = Field(min_length=1, max_length=4000)
    indexer_id: RowId
    movie_id: RowId | None = None
    album_id: RowId | None = None
    slot: Exact | None = Field(None, max_length=100)
    """Which version of it; else the one whose profile wants the release most."""


@router.post("", status_code=201)
async def grab(request: Request, body: Grab) -> JSONResponse:
    """Download a release that a search has shown. Asking twice gives the same download."""
    return JSONResponse(await grabbed(request, body), 201)


async def grabbed(request: Request, body: Grab) -> dict[str, Any]:
    """The download of that release. Raises NotFound once the result is older than 30 minutes."""
    world = inside(request).world
    release = await world.search.result(IndexerId(body.indexer_id), body.guid)
    if release is None:
        raise NotFound(
            "This search result is unknown or older than 30 minutes: search again, then grab it."
        )
    wanted = body.movie_id if body.movie_id is not None else body.album_id
    item_id = ItemId(wanted) if wanted is not None else None
    story = await grab_release(world, release, For(item_id, body.slot))
    shown: dict[str, Any] = await request.app.state.desk.download(story.public_id)
    return shown


class Listing(BaseModel):
    """Which downloads to list."""

    model_config = INPUT
    _names = IN_ANY_CASE

    movie_id: RowId | None = None
    album_id: RowId | None = None
    status: str | None = None
    limit: int = 50
    offset: int = 0


@router.get("")
async def downloads(
    request: Request, response: Response, wanted: Annotated[Listing, Query()]
) -> list[dict[str, Any]]:
    """Newest first; `X-Total-Count` says how many there are in all. At most 100 at once."""
    if wanted.limit < 1:
        raise Invalid("limit", "limit must be 1 to 100.")
    if wanted.offset < 0:
        raise Invalid("offset", "offset must be 0 or more.")
    found, total = await request.app.state.desk.downloads(
        movie_id=wanted.movie_id if wanted.movie_id is not None else wanted.album_id,
        status=wanted.status,
        limit=min(wanted.limit, MAX_PAGE),
        offset=min(wanted.offset, 2**62),
    )
    response.headers["X-Total-Count"] = str(total)
    shown: list[dict[str, Any]] = found
    return shown


@router.get("/{public_id}")
async def download(request: Request, public_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = await request.app.state.desk.download(checked_id(public_id))
    return shown


@router.delete("/{public_id}")
async def remove(
    request: Request,
    public_id: str,
    delete_files: Annotated[bool, Query(alias="deleteFiles")] = False,
    blocklist: bool = False,
) -> dict[str, Any]:
    """Cancel a download, or forget a finished one; the torrent leaves the client.

    `deleteFiles` also deletes what was downloaded. `blocklist`: its release is not taken by itself
    again, what was downloaded is deleted, and the next release is searched for. Files in the
    library always stay.
    """
    found: Inside = inside(request)
    story = await control.story(found.world, checked_id(public_id))
    if blocklist:
        await control.turn_down(found.world, story)
    else:
        await control.cancel(found.world, story, with_data=delete_files)
    return {}


def checked_id(public_id: str) -> str:
    """Raises Invalid for what is no UUID."""
    try:
        return str(uuid.UUID(public_id))
    except ValueError as error:
        raise Invalid("id", f"{public_id[:64]!r} is no download id: it must be a UUID.") from error
