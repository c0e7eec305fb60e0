"""/api/v1/queue: move a download before or after another, pause and resume all."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from neonarr.acquisitions.lineup.all_at_once import Done, pause_all, resume_all
from neonarr.acquisitions.lineup.order import move
from neonarr.base.errors import Invalid
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, stamp

router = APIRouter(prefix="/api/v1/queue", tags=["requests"])


class Place(BaseModel):
    """The id of the download it goes `before`, or of the one it goes `after`."""

    model_config = INPUT
    _names = IN_ANY_CASE

    before: UUID | None = None
    after: UUID | None = None


@router.post("/move/{public_id}")
async def move_one(request: Request, public_id: UUID, body: Place) -> JSONResponse:
    """Move a download in the queue; it takes the priority of the one it goes beside."""
    found = inside(request)
    beside = body.before or body.after
    if beside is None or (body.before and body.after):
        raise Invalid("before", "Say the one it goes before, or the one it goes after.")
    moved = await move(found.world, str(public_id), str(beside), is_after=body.before is None)
    shown: dict[str, Any] = await request.app.state.desk.download(moved.public_id)
    return _told(found, {"download": shown, "id": shown["id"]})


@router.post("/pause")
async def pause(request: Request) -> JSONResponse:
    """Stop every download and begin none until they are resumed."""
    found = inside(request)
    await found.preferences.change(found.world.db, {"downloads_paused": True})
    return _told(found, _counted(await pause_all(found.world)))


@router.post("/resume")
async def resume(request: Request) -> JSONResponse:
    """Let every paused download go on, and what waits begin."""
    found = inside(request)
    await found.preferences.change(found.world.db, {"downloads_paused": False})
    return _told(found, _counted(await resume_all(found.world)))


def _counted(done: Done) -> dict[str, Any]:
    return {"count": done.count, "failed": list(done.failed)}


def _told(found: Inside, body: dict[str, Any]) -> JSONResponse:
    return JSONResponse({"success": True, **body, "timestamp": stamp(found.world.clock.now())})
