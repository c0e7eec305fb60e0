"""/api/v1/profiles: profiles of both kinds with all that belongs to them, saved whole or not."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.given import Given, given
from neonarr.decisions.profiles.whole import read_whole_profile
from neonarr.profiles import store
from neonarr.profiles.formats import format_ids
from neonarr.profiles.tables import ProfileId
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.quality import profile_shown, profiles_shown
from neonarr.web.wire import RowId

router = APIRouter(prefix="/api/v1/profiles", tags=["quality profiles"])


@router.get("")
async def profiles(
    request: Request, kind: Annotated[MediaKind | None, Query()] = None
) -> dict[str, Any]:
    """Those of the kind, or of both, oldest first."""
    found = await inside(request).world.db.read(profiles_shown, kind)
    return {"success": True, "profiles": found}


@router.get("/{profile_id}")
async def profile(request: Request, profile_id: RowId) -> dict[str, Any]:
    def work(connection: Connection) -> dict[str, Any]:
        found = store.expected(connection, ProfileId(profile_id))
        return profile_shown(found, format_ids(connection))

    return {"success": True, "profile": await inside(request).world.db.read(work)}


@router.post("", status_code=201)
async def add(request: Request) -> JSONResponse:
    """A profile of the `kind` it tells: as /api/v3/qualityprofile has it, with `note` and `sizes`
    (a list as /api/v3/qualitydefinition has it) beside."""
    body = await read_body(request)
    kind = kind_of(given(body, "A quality profile"))

    def work(connection: Connection) -> dict[str, Any]:
        numbers = format_ids(connection)
        new = read_whole_profile(body, kind, numbers)
        return profile_shown(store.add_profile(connection, new), numbers)

    made = await inside(request).world.db.write(work)
    return JSONResponse({"success": True, "profile": made}, 201)


@router.put("/{profile_id}")
async def change(request: Request, profile_id: RowId) -> dict[str, Any]:
    """It becomes what is given; a `note` or `sizes` not given stay."""
    body = await read_body(request)

    def work(connection: Connection) -> dict[str, Any]:
        numbers = format_ids(connection)
        old = store.expected(connection, ProfileId(profile_id))
        new = read_whole_profile(body, old.profile.kind, numbers, old.profile)
        return profile_shown(store.change_profile(connection, old.id, new), numbers)

    return {"success": True, "profile": await inside(request).world.db.write(work)}


@router.delete("/{profile_id}")
async def delete(request: Request, profile_id: RowId) -> dict[str, Any]:
    """One that is the default or in use stays."""
    await inside(request).world.db.write(store.delete_profile, ProfileId(profile_id))
    return {"success": True}


def kind_of(whole: Given) -> MediaKind:
    """The kind an object tells. Raises Invalid."""
    told = whole.text("kind", otherwise=MediaKind.MOVIE.value)
    if told not in set(MediaKind):
        raise Invalid("kind", "kind must be movie or album.")
    return MediaKind(told)
