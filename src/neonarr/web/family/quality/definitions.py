"""Quality definitions in the family's shape: movies under /api/v3, music under /api/v1."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from neonarr.base.errors import Invalid, NotFound
from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.definitions import api_definitions, read_definitions
from neonarr.decisions.qualities.ladders import LADDERS
from neonarr.profiles import definitions as store
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(tags=["quality definitions"])

LIMITS = {MediaKind.MOVIE: {"min": 0, "max": 2_000}, MediaKind.ALBUM: {"min": 0, "max": 1_500}}
"""The family's own; more is taken all the same, a guide may say so."""

MOVIES, MUSIC = "/api/v3/qualitydefinition", "/api/v1/qualitydefinition"


@router.get(MOVIES)
@router.get(MUSIC)
async def definitions(request: Request) -> list[dict[str, Any]]:
    """One of each quality, worst first: how large a minute of it may be."""
    kind = _kind(request)
    known = await inside(request).world.db.read(store.definitions, kind)
    return api_definitions(known.values(), kind)


@router.get(f"{MOVIES}/limits")
@router.get(f"{MUSIC}/limits")
async def limits(request: Request) -> dict[str, int]:
    """Between which sizes a client's form should let people choose."""
    return LIMITS[_kind(request)]


@router.get(f"{MOVIES}/{{definition_id}}")
@router.get(f"{MUSIC}/{{definition_id}}")
async def definition(request: Request, definition_id: RowId) -> dict[str, Any]:
    shown = await definitions(request)
    _quality(_kind(request), definition_id)
    return shown[definition_id - 1]


@router.put(f"{MOVIES}/update", status_code=202)
@router.put(f"{MUSIC}/update", status_code=202)
async def update(request: Request) -> JSONResponse:
    """Change those of the list; the others stay."""
    body = await read_body(request)
    if not isinstance(body, list):
        raise Invalid("body", "Give a list of quality definitions.")
    return JSONResponse(await _save(request, body), 202)


@router.put(f"{MOVIES}/{{definition_id}}", status_code=202)
@router.put(f"{MUSIC}/{{definition_id}}", status_code=202)
async def change(request: Request, definition_id: RowId) -> JSONResponse:
    quality = _quality(_kind(request), definition_id)
    body = await read_body(request)
    [given] = read_definitions([body], _kind(request))
    if given.quality != quality:
        raise Invalid("quality", f"Definition {definition_id} is that of {quality}.")
    return JSONResponse((await _save(request, [body]))[definition_id - 1], 202)


async def _save(request: Request, body: list[Any]) -> list[dict[str, Any]]:
    kind = _kind(request)
    given = read_definitions(body, kind)

    def work(connection: Connection) -> list[dict[str, Any]]:
        return api_definitions(store.save_definitions(connection, kind, given).values(), kind)

    return await inside(request).world.db.write(work)


def _quality(kind: MediaKind, number: int) -> str:
    ladder = LADDERS[kind]
    if not 1 <= number <= len(ladder):
        raise NotFound(f"There is no quality definition {number}.")
    return ladder[number - 1]


def _kind(request: Request) -> MediaKind:
    """The kind the address is for."""
    return MediaKind.ALBUM if request.url.path.startswith("/api/v1/") else MediaKind.MOVIE
