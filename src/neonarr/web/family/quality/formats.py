"""/api/v3/customformat: custom formats in the family's shape."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from neonarr.decisions.formats.reading import read_format
from neonarr.decisions.formats.writing import api_json, api_schema
from neonarr.decisions.given import Given, given
from neonarr.profiles import formats as store
from neonarr.profiles.formats import StoredFormat
from neonarr.profiles.tables import FormatId
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(tags=["custom formats"])

PATH = "/api/v3/customformat"
IN_NAMES = "includeCustomFormatWhenRenaming"


@router.get(PATH)
async def formats(request: Request) -> list[dict[str, Any]]:
    """All of them, oldest first."""
    return [_resource(one) for one in await inside(request).world.db.read(store.formats)]


@router.get(f"{PATH}/schema")
async def schema() -> list[dict[str, Any]]:
    """One empty condition of each kind."""
    return api_schema()


@router.put(f"{PATH}/bulk", status_code=202)
async def change_many(request: Request) -> JSONResponse:
    """Whether the names of files tell these formats; the only thing formats can share. All or none
    of them."""
    body = given(await read_body(request), "What to change")
    ids = _ids(body)
    is_told = body.truth(IN_NAMES) if body.has(IN_NAMES) else None
    changed = await inside(request).world.db.write(store.change_formats, ids, is_told)
    return JSONResponse([_resource(one) for one in changed], 202)


@router.delete(f"{PATH}/bulk")
async def delete_many(request: Request) -> dict[str, Any]:
    """All or none of them: one that a profile scores stays, and all others with it."""
    ids = _ids(given(await read_body(request), "What to delete"))
    await inside(request).world.db.write(store.delete_formats, ids)
    return {}


@router.get(f"{PATH}/{{format_id}}")
async def custom_format(request: Request, format_id: RowId) -> dict[str, Any]:
    found = await inside(request).world.db.read(store.expected, FormatId(format_id))
    return _resource(found)


@router.post(PATH, status_code=201)
async def add(request: Request) -> JSONResponse:
    new = read_format(await read_body(request))
    made = await inside(request).world.db.write(store.add_format, new)
    return JSONResponse(_resource(made), 201)


@router.put(PATH, status_code=202)
async def change(request: Request) -> JSONResponse:
    """The one whose id the body tells."""
    body = await read_body(request)
    return await _change(request, given(body, "A custom format").whole("id"), body)


@router.put(f"{PATH}/{{format_id}}", status_code=202)
async def change_this(request: Request, format_id: RowId) -> JSONResponse:
    return await _change(request, format_id, await read_body(request))


@router.delete(f"{PATH}/{{format_id}}")
async def delete(request: Request, format_id: RowId) -> dict[str, Any]:
    """One that a profile scores stays."""
    await inside(request).world.db.write(store.delete_format, FormatId(format_id))
    return {}


def _ids(body: Given) -> list[FormatId]:
    return [FormatId(number) for number in dict.fromkeys(body.numbers("ids"))]


async def _change(request: Request, format_id: int, body: Any) -> JSONResponse:
    new = read_format(body)

    def work(connection: Connection) -> StoredFormat:
        return store.change_format(connection, FormatId(format_id), new)

    return JSONResponse(_resource(await inside(request).world.db.write(work)), 202)


def _resource(one: StoredFormat) -> dict[str, Any]:
    return api_json(one.format, one.id)
