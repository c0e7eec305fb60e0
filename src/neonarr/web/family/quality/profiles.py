"""Quality profiles in the family's shape: movies under /api/v3, music under /api/v1."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from neonarr.base.errors import NotFound
from neonarr.base.kinds import MediaKind
from neonarr.decisions.given import given
from neonarr.decisions.profiles.model import Profile, rung
from neonarr.decisions.profiles.resource import api_profile_json, read_api_profile
from neonarr.decisions.qualities.ladders import LADDERS
from neonarr.profiles import store
from neonarr.profiles.formats import format_ids
from neonarr.profiles.store import StoredProfile
from neonarr.profiles.tables import ProfileId
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(tags=["quality profiles"])

MOVIES, MUSIC = "/api/v3/qualityprofile", "/api/v1/qualityprofile"


@router.get(MOVIES)
@router.get(MUSIC)
async def profiles(request: Request) -> list[dict[str, Any]]:
    """Those of the kind, oldest first."""
    kind = _kind(request)

    def work(connection: Connection) -> list[dict[str, Any]]:
        numbers = format_ids(connection)
        return [_resource(one, numbers) for one in store.profiles(connection, kind)]

    return await inside(request).world.db.read(work)


@router.get(f"{MOVIES}/schema")
@router.get(f"{MUSIC}/schema")
async def schema(request: Request) -> dict[str, Any]:
    """A profile to begin with: every quality, none wanted."""
    kind = _kind(request)
    ladder = LADDERS[kind]
    blank = Profile("", kind, tuple(rung(name, is_wanted=False) for name in ladder), ladder[0])
    numbers = await inside(request).world.db.read(format_ids)
    shown = api_profile_json(blank, 0, numbers)
    return {name: value for name, value in shown.items() if name != "id"}


@router.get(f"{MOVIES}/{{profile_id}}")
@router.get(f"{MUSIC}/{{profile_id}}")
async def profile(request: Request, profile_id: RowId) -> dict[str, Any]:
    kind = _kind(request)

    def work(connection: Connection) -> dict[str, Any]:
        return _resource(_expected(connection, kind, profile_id), format_ids(connection))

    return await inside(request).world.db.read(work)


@router.post(MOVIES, status_code=201)
@router.post(MUSIC, status_code=201)
async def add(request: Request) -> JSONResponse:
    kind, body = _kind(request), await read_body(request)

    def work(connection: Connection) -> dict[str, Any]:
        numbers = format_ids(connection)
        new = read_api_profile(body, kind, numbers)
        return _resource(store.add_profile(connection, new), numbers)

    return JSONResponse(await inside(request).world.db.write(work), 201)


@router.put(MOVIES, status_code=202)
@router.put(MUSIC, status_code=202)
async def change(request: Request) -> JSONResponse:
    """The one whose id the body tells."""
    body = await read_body(request)
    return await _change(request, given(body, "A quality profile").whole("id"), body)


@router.put(f"{MOVIES}/{{profile_id}}", status_code=202)
@router.put(f"{MUSIC}/{{profile_id}}", status_code=202)
async def change_this(request: Request, profile_id: RowId) -> JSONResponse:
    return await _change(request, profile_id, await read_body(request))


@router.delete(f"{MOVIES}/{{profile_id}}")
@router.delete(f"{MUSIC}/{{profile_id}}")
async def delete(request: Request, profile_id: RowId) -> dict[str, Any]:
    """One that is the default or in use stays."""
    kind = _kind(request)

    def work(connection: Connection) -> None:
        store.delete_profile(connection, _expected(connection, kind, profile_id).id)

    await inside(request).world.db.write(work)
    return {}


async def _change(request: Request, profile_id: int, body: Any) -> JSONResponse:
    kind = _kind(request)

    def work(connection: Connection) -> dict[str, Any]:
        numbers = format_ids(connection)
        old = _expected(connection, kind, profile_id)
        new = read_api_profile(body, kind, numbers)
        # The family's shape has no place for these; who changes the rest does not mean them.
        before = old.profile
        new = replace(new, sizes=before.sizes, note=before.note, guide=before.guide)
        return _resource(store.change_profile(connection, old.id, new), numbers)

    return JSONResponse(await inside(request).world.db.write(work), 202)


def _expected(connection: Connection, kind: MediaKind, profile_id: int) -> StoredProfile:
    found = store.expected(connection, ProfileId(profile_id))
    if found.profile.kind is not kind:
        raise NotFound(f"There is no quality profile {profile_id}.")
    return found


def _resource(one: StoredProfile, numbers: dict[str, int]) -> dict[str, Any]:
    return api_profile_json(one.profile, one.id, numbers)


def _kind(request: Request) -> MediaKind:
    """The kind the address is for."""
    return MediaKind.ALBUM if request.url.path.startswith("/api/v1/") else MediaKind.MOVIE
