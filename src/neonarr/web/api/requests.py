"""/api/v1/download: request something by name or magnet, follow and control it."""

import re
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from neonarr.acquisitions import control
from neonarr.acquisitions.model import Acquisition
from neonarr.acquisitions.start import ALL_SLOTS, For, grab_magnet, want_slots
from neonarr.acquisitions.world import World
from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.downloads.torrent import read_magnet
from neonarr.library import store as library
from neonarr.library.store import NewItem
from neonarr.web.api.downloads import Grab, checked_id, grabbed
from neonarr.web.inside import inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, Line, RowId, one_line, stamp

router = APIRouter(prefix="/api/v1/download", tags=["requests"])

KINDS = {
    "movie": MediaKind.MOVIE,
    "movies": MediaKind.MOVIE,
    "film": MediaKind.MOVIE,
    "album": MediaKind.ALBUM,
    "albums": MediaKind.ALBUM,
    "music": MediaKind.ALBUM,
}


class Wish(BaseModel):
    """One of: `guid` and `indexerId` of a search result; a `magnet`; or a `title` (for music with
    `artist` and `album`, or `title` as the album) and its `mediaType`."""

    model_config = INPUT
    _names = IN_ANY_CASE

    guid: Exact | None = Field(None, min_length=1, max_length=4000)
    indexer_id: RowId | None = None
    magnet: Exact | None = Field(None, max_length=20000)
    title: Line | None = Field(None, max_length=500)
    artist: Line | None = Field(None, max_length=500)
    album: Line | None = Field(None, max_length=500)
    year: int | None = Field(None, ge=1850, le=2200)
    media_type: str | None = None
    slot: Exact | None = Field(None, max_length=100)
    """Which version of the item; `all` (what a title means by itself): each that is not there."""


class Priority(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    priority: int = Field(ge=-100, le=100)


@router.post("/request", status_code=201)
async def request_download(request: Request, body: Wish) -> JSONResponse:
    """Begin a download; what is wanted by title is searched for and the best release taken."""
    if body.guid is not None or body.indexer_id is not None:
        if body.guid is None or body.indexer_id is None:
            missing = "guid" if body.guid is None else "indexerId"
            raise Invalid(missing, f"{missing} is missing: a search result is guid and indexerId.")
        grab = Grab(guid=body.guid, indexer_id=body.indexer_id, slot=_one_slot(body))
        return await _told(request, await grabbed(request, grab), 201)
    world = inside(request).world
    if body.magnet is not None:
        stories = [await _from_magnet(world, body, body.magnet)]
    else:
        stories = await want_slots(world, _item(body), body.slot or ALL_SLOTS)
    shown = [await _shown(request, story) for story in stories]
    told = {"download": shown[0], "id": shown[0]["id"], "downloads": shown}
    return _success(request, told, 201)


def _one_slot(body: Wish) -> str | None:
    """A release is one version; `all` leaves it to the profiles which."""
    return None if body.slot == ALL_SLOTS else body.slot


async def _from_magnet(world: World, body: Wish, link: str) -> Acquisition:
    """A title that is given says what it is; else the magnet's own name does."""
    magnet = read_magnet(link)
    magnet = replace(magnet, name=one_line(magnet.name or "") or None)
    if not (body.title or body.album):
        return await grab_magnet(
            world, magnet, _kind(body, is_needed=False), For(None, _one_slot(body))
        )
    new = replace(_item(body), is_monitored=False)
    item, _ = await world.db.write(library.find_or_add, new, world.clock.now())
    return await grab_magnet(world, magnet, item.kind, For(item.id, _one_slot(body)))


def _item(body: Wish) -> NewItem:
    kind = _kind(body, is_needed=True)
    name, artist = body.album or body.title, body.artist
    if not name:
        raise Invalid("title", "Nothing to look for: give guid and indexerId, magnet, or title.")
    if kind is MediaKind.ALBUM and not artist:
        raise Invalid("artist", "artist is missing: an album is found by artist and title.")
    is_album = kind is MediaKind.ALBUM
    return NewItem(kind or MediaKind.MOVIE, name, artist if is_album else None, body.year, True)


def _kind(body: Wish, *, is_needed: bool) -> MediaKind | None:
    named = (body.media_type or "").lower()
    if named in KINDS:
        return KINDS[named]
    if named:
        raise Invalid("mediaType", "mediaType must be movie or album.")
    if body.artist or body.album:
        return MediaKind.ALBUM
    if is_needed and body.title:
        raise Invalid("mediaType", "mediaType is missing: movie or album.")
    return None


@router.get("/status/{public_id}")
async def status(request: Request, public_id: str) -> JSONResponse:
    shown = await request.app.state.desk.download(checked_id(public_id))
    return await _told(request, shown)


@router.get("/active")
async def active(request: Request) -> JSONResponse:
    """Everything under way, in queue order."""
    found = await request.app.state.desk.moving()
    return _success(request, {"downloads": found, "count": len(found)})


@router.get("/stats")
async def stats(request: Request) -> JSONResponse:
    return _success(request, {"stats": await request.app.state.desk.stats()})


@router.post("/pause/{info_hash}")
async def pause(request: Request, info_hash: str) -> JSONResponse:
    world = inside(request).world
    story = await control.story_of_hash(world, _checked_hash(info_hash))
    return await _told(request, await _shown(request, await control.pause(world, story)))


@router.post("/resume/{info_hash}")
async def resume(request: Request, info_hash: str) -> JSONResponse:
    world = inside(request).world
    story = await control.story_of_hash(world, _checked_hash(info_hash))
    return await _told(request, await _shown(request, await control.resume(world, story)))


@router.post("/cancel/{info_hash}")
async def cancel(request: Request, info_hash: str) -> JSONResponse:
    """End a download and delete what was downloaded of it; library files stay."""
    world = inside(request).world
    story = await control.story_of_hash(world, _checked_hash(info_hash))
    ended = await control.cancel(world, story, with_data=True)
    return await _told(request, await _shown(request, ended))


@router.post("/retry/{public_id}")
async def retry(request: Request, public_id: str) -> JSONResponse:
    """Try again now what failed or waits."""
    world = inside(request).world
    story = await control.story(world, checked_id(public_id))
    return await _told(request, await _shown(request, await control.retry(world, story)))


@router.post("/priority/{public_id}")
async def priority(request: Request, public_id: str, body: Priority) -> JSONResponse:
    """Higher goes first; 0 is normal."""
    world = inside(request).world
    story = await control.story(world, checked_id(public_id))
    changed = await control.set_priority(world, story, body.priority)
    return await _told(request, await _shown(request, changed))


def _checked_hash(info_hash: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{40}", info_hash):
        raise Invalid("hash", "That is no info hash: it has 40 characters, 0 to 9 and a to f.")
    return info_hash


async def _shown(request: Request, story: Acquisition) -> dict[str, Any]:
    shown: dict[str, Any] = await request.app.state.desk.download(story.public_id)
    return shown


async def _told(request: Request, shown: dict[str, Any], status: int = 200) -> JSONResponse:
    return _success(request, {"download": shown, "id": shown["id"]}, status)


def _success(request: Request, body: dict[str, Any], status: int = 200) -> JSONResponse:
    at = stamp(inside(request).world.clock.now())
    return JSONResponse({"success": True, **body, "timestamp": at}, status)
