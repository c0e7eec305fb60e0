"""Movies (/api/v3/movie) and albums (/api/v1/album): the same for both kinds."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions.removing.wishes import Removal
from neonarr.acquisitions.start import want
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles import slots
from neonarr.profiles.tables import ProfileId
from neonarr.settings.tags import tags
from neonarr.web import shapes
from neonarr.web.family.items import facts
from neonarr.web.family.items import movie as family
from neonarr.web.inside import Inside, inside
from neonarr.web.removing.api import DeleteFiles, RemoveTorrent, let_go
from neonarr.web.wire import IN_ANY_CASE, INPUT, Line, RowId

router = APIRouter()

YEARS = (1850, 2200)


class AddOptions(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    search_for_movie: bool = True


class NewMovie(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    title: Line = Field(max_length=500)
    year: int | None = None
    tmdb_id: int | None = Field(None, ge=0, le=2**31 - 1)
    imdb_id: str | None = Field(None, max_length=20, pattern=r"^(tt\d+)?$")
    monitored: bool = True
    quality_profile_id: RowId | None = None
    add_options: AddOptions | None = None
    runtime: facts.Minutes = None
    original_language: facts.Language = None
    tags: facts.TagIds = None
    minimum_availability: facts.Waited = None
    status: facts.Status = None
    in_cinemas: facts.Day = None
    digital_release: facts.Day = None
    physical_release: facts.Day = None


class NewAlbum(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    artist: Line = Field(max_length=500)
    title: Line = Field(max_length=500)
    year: int | None = None
    monitored: bool = True
    quality_profile_id: RowId | None = None
    runtime: facts.Minutes = None
    tags: facts.TagIds = None


@router.post("/api/v3/movie", tags=["movies"], status_code=201)
async def add_movie(request: Request, body: NewMovie) -> JSONResponse:
    """Add a movie; a monitored one is searched for at once, unless `addOptions` says not to."""
    found = inside(request)
    new = NewItem(
        MediaKind.MOVIE,
        _name("title", body.title),
        None,
        _year(body.year),
        body.monitored,
        body.tmdb_id or None,
        body.imdb_id or None,
        facts.facts_of(body, await found.world.db.read(tags)),
    )
    is_sought = body.add_options is None or body.add_options.search_for_movie
    return await _add(found, new, body.quality_profile_id, is_sought=is_sought)


@router.get("/api/v3/movie", tags=["movies"])
async def movies(
    request: Request, tmdb_id: Annotated[int | None, Query(alias="tmdbId")] = None
) -> list[dict[str, Any]]:
    """Every movie by title, or the one with that TMDB number."""
    found = inside(request)

    def work(connection: Connection) -> list[dict[str, Any]]:
        profile_of, known = slots.main_ids(connection, MediaKind.MOVIE), tags(connection)
        return [
            family.movie(found, one, has_file, profile_of(one.id), known)
            for one, has_file in library.items(connection, MediaKind.MOVIE)
            if tmdb_id in (None, one.tmdb_id)
        ]

    return await found.world.db.read(work)


@router.get("/api/v3/movie/{item_id}", tags=["movies"])
async def movie(request: Request, item_id: RowId) -> dict[str, Any]:
    return await _one(inside(request), MediaKind.MOVIE, item_id)


@router.delete("/api/v3/movie/{item_id}", tags=["movies"])
async def delete_movie(
    request: Request,
    item_id: RowId,
    delete_files: DeleteFiles = False,
    remove_torrent: RemoveTorrent = False,
) -> JSONResponse:
    """Forget a movie, as `DELETE /api/v1/items/{id}` does."""
    wanted = Removal(ItemId(item_id), delete_files, remove_torrent)
    return await _delete(inside(request), MediaKind.MOVIE, wanted)


@router.post("/api/v1/album", tags=["albums"], status_code=201)
async def add_album(request: Request, body: NewAlbum) -> JSONResponse:
    """Add an album; a monitored one is searched for at once."""
    artist, title = _name("artist", body.artist), _name("title", body.title)
    found = inside(request)
    told = facts.facts_of(body, await found.world.db.read(tags))
    new = NewItem(MediaKind.ALBUM, title, artist, _year(body.year), body.monitored, facts=told)
    return await _add(found, new, body.quality_profile_id)


@router.get("/api/v1/album", tags=["albums"])
async def albums(request: Request) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = await request.app.state.desk.items(MediaKind.ALBUM)
    return shown


@router.get("/api/v1/album/{item_id}", tags=["albums"])
async def album(request: Request, item_id: RowId) -> dict[str, Any]:
    return await _one(inside(request), MediaKind.ALBUM, item_id)


@router.delete("/api/v1/album/{item_id}", tags=["albums"])
async def delete_album(
    request: Request,
    item_id: RowId,
    delete_files: DeleteFiles = False,
    remove_torrent: RemoveTorrent = False,
) -> JSONResponse:
    """Forget an album, as `DELETE /api/v1/items/{id}` does."""
    wanted = Removal(ItemId(item_id), delete_files, remove_torrent)
    return await _delete(inside(request), MediaKind.ALBUM, wanted)


async def _add(
    inside: Inside, new: NewItem, profile_id: int | None, *, is_sought: bool = True
) -> JSONResponse:
    world = inside.world

    def work(connection: Connection) -> dict[str, Any]:
        made, is_new = library.find_or_add(connection, new, world.clock.now())
        if not is_new:
            raise Invalid("title", f"{made.label} has already been added (id {made.id}).")
        if profile_id:
            main = {MAIN_SLOT: ProfileId(profile_id)}
            slots.assign(connection, made, main, "qualityProfileId")
        return _shown(connection, inside, made, False)

    shown = await world.db.write(work)
    if new.is_monitored and is_sought:
        await want(world, new)
    return JSONResponse(shown, 201)


async def _one(inside: Inside, kind: MediaKind, item_id: int) -> dict[str, Any]:
    def work(connection: Connection) -> dict[str, Any]:
        found, has_file = library.item_with_file(connection, ItemId(item_id))
        return _shown(connection, inside, _expected(found, kind, item_id), has_file)

    return await inside.world.db.read(work)


def _shown(connection: Connection, inside: Inside, one: Item, has_file: bool) -> dict[str, Any]:
    if one.kind is not MediaKind.MOVIE:
        return shapes.item(one, has_file)
    return family.movie_of(connection, inside, one, has_file)


async def _delete(found: Inside, kind: MediaKind, wanted: Removal) -> JSONResponse:
    await _one(found, kind, wanted.item_id)  # raises NotFound
    why = await let_go(found, wanted)
    return JSONResponse({"message": why}, 202) if why else JSONResponse({})


def _expected(found: Item | None, kind: MediaKind, item_id: int) -> Item:
    if found is None or found.kind is not kind:
        raise NotFound(f"There is no {kind.value} {item_id}.")
    return found


def _name(field: str, value: str) -> str:
    if not value:
        raise Invalid(field, f"{field} must not be empty.")
    return value


def _year(value: int | None) -> int | None:
    if value is None or value == 0:
        return None
    low, high = YEARS
    if not low <= value <= high:
        raise Invalid("year", f"year must be from {low} to {high}.")
    return value
