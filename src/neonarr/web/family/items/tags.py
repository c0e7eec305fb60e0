"""/api/v3/tag: the labels that tie movies to delays, release profiles and indexers, by number."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import Connection

from neonarr.base.errors import NotFound
from neonarr.settings import tags as store
from neonarr.web.inside import inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Line, RowId

router = APIRouter(prefix="/api/v3/tag", tags=["tags"])


class NewTag(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    label: Line


@router.get("")
async def tags(request: Request) -> list[dict[str, Any]]:
    """All of them, oldest first."""
    known = await inside(request).world.db.read(store.tags)
    return [_resource(number, label) for number, label in known.items()]


@router.get("/{tag_id}")
async def tag(request: Request, tag_id: RowId) -> dict[str, Any]:
    known = await inside(request).world.db.read(store.tags)
    if tag_id not in known:
        raise _missing(tag_id)
    return _resource(tag_id, known[tag_id])


@router.post("", status_code=201)
async def add(request: Request, body: NewTag) -> JSONResponse:
    """The tag of that label; there is never a second one."""
    label = store.label(body.label)
    numbers = await inside(request).world.db.write(store.ensure, [label])
    return JSONResponse(_resource(numbers[label], label), 201)


@router.delete("/{tag_id}")
async def delete(request: Request, tag_id: RowId) -> dict[str, Any]:
    """Its number is no more; what carries the label keeps it."""

    def work(connection: Connection) -> None:
        if not store.forget(connection, tag_id):
            raise _missing(tag_id)

    await inside(request).world.db.write(work)
    return {}


def _missing(number: int) -> NotFound:
    return NotFound(f"There is no tag {number}.")


def _resource(number: int, label: str) -> dict[str, Any]:
    return {"id": number, "label": label}
