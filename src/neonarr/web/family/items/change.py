"""PUT /api/v3/movie: what a client may change of a movie; it sends back the whole of it."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import Connection

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
from neonarr.web.family.items import facts
from neonarr.web.family.items.movie import movie_of
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Line, RowId

router = APIRouter(prefix="/api/v3/movie", tags=["movies"])


class ChangedMovie(BaseModel):
    """What is left out, empty or 0 stays as it is."""

    model_config = INPUT
    _names = IN_ANY_CASE

    id: RowId | None = None
    title: Line | None = Field(None, max_length=500)
    year: int | None = Field(None, ge=0, le=2200)
    tmdb_id: int | None = Field(None, ge=0, le=2**31 - 1)
    imdb_id: str | None = Field(None, max_length=20, pattern=r"^(tt\d+)?$")
    monitored: bool | None = None
    quality_profile_id: RowId | None = None
    runtime: facts.Minutes = None
    original_language: facts.Language = None
    tags: facts.TagIds = None
    minimum_availability: facts.Waited = None
    status: facts.Status = None
    in_cinemas: facts.Day = None
    digital_release: facts.Day = None
    physical_release: facts.Day = None


@router.put("", status_code=202)
async def change(request: Request, body: ChangedMovie) -> JSONResponse:
    """The one whose id the body tells."""
    if body.id is None:
        raise Invalid("id", "“id” must be the number of a movie.")
    return await _change(inside(request), body.id, body)


@router.put("/{item_id}", status_code=202)
async def change_this(request: Request, item_id: RowId, body: ChangedMovie) -> JSONResponse:
    """Names, year, ids, profile, tags, availability, and whether it is monitored. Files stay where
    they are."""
    return await _change(inside(request), item_id, body)


async def _change(found: Inside, item_id: int, body: ChangedMovie) -> JSONResponse:
    def work(connection: Connection) -> dict[str, Any]:
        before, has_file = library.item_with_file(connection, ItemId(item_id))
        if before is None or before.kind is not MediaKind.MOVIE:
            raise NotFound(f"There is no movie {item_id}.")
        shown = movie_of(connection, found, before, has_file)
        after = _changed(before, body, shown, tags(connection))
        _unlike_others(connection, after)
        library.change_item(connection, after)
        if body.quality_profile_id not in (None, 0, shown["qualityProfileId"]):
            _give_profile(connection, after, ProfileId(body.quality_profile_id or 0))
        return movie_of(connection, found, after, has_file)

    changed = await found.world.db.write(work)
    found.world.bell.ring()
    return JSONResponse(changed, 202)


def _changed(
    before: Item, body: ChangedMovie, shown: dict[str, Any], known_tags: dict[int, str]
) -> Item:
    told = facts.facts_of(body, known_tags, before.facts)
    # Both are told where nobody gave them: what only comes back is no news.
    if body.status == shown["status"]:
        told = replace(told, status=before.facts.status)
    if body.runtime == shown["runtime"]:
        told = replace(told, minutes=before.facts.minutes)
    return replace(
        before,
        title=body.title or before.title,
        year=body.year or before.year,
        tmdb_id=body.tmdb_id or before.tmdb_id,
        imdb_id=body.imdb_id or before.imdb_id,
        is_monitored=before.is_monitored if body.monitored is None else body.monitored,
        facts=told,
    )


def _unlike_others(connection: Connection, after: Item) -> None:
    named = NewItem(
        MediaKind.MOVIE, after.title, None, after.year, True, after.tmdb_id, after.imdb_id
    )
    same = library.find(connection, named)
    if same is not None and same.id != after.id:
        raise Invalid("title", f"{same.label} has already been added (id {same.id}).")


def _give_profile(connection: Connection, item: Item, profile_id: ProfileId) -> None:
    """To its main version; the others keep theirs."""
    own = {name: one.id for name, one in slots.slots(connection, item).items()}
    slots.assign(connection, item, {**own, MAIN_SLOT: profile_id}, "qualityProfileId")
