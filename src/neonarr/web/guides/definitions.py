"""Quality definitions as guides publish them: how large a minute of each quality may be."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.definitions import guide_definitions, read_definitions
from neonarr.profiles import definitions as store
from neonarr.web.guides.given import published
from neonarr.web.inside import inside

router = APIRouter(prefix="/api/v1/definitions", tags=["quality definitions"])


@router.post("/import", status_code=201)
async def import_definitions(request: Request, kind: MediaKind = MediaKind.MOVIE) -> JSONResponse:
    """A guide's definitions, or `{"url": …}` where they lie; all or none. Qualities that it does
    not name stay as they are."""
    given = read_definitions(await published(request), kind)
    if not given:
        raise Invalid("qualities", "There is no quality in it; paste the whole file.")
    await inside(request).world.db.write(store.save_definitions, kind, given)
    return JSONResponse({"success": True, "qualities": [one.quality for one in given]}, 201)


@router.get("/export")
async def export_definitions(request: Request, kind: MediaKind = MediaKind.MOVIE) -> dict[str, Any]:
    """All of them as guides write theirs."""
    found = await inside(request).world.db.read(store.definitions, kind)
    return guide_definitions(found.values(), "", kind.value)
