"""Custom formats as guides publish them."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from neonarr.decisions.formats.reading import read_formats
from neonarr.profiles import formats as store
from neonarr.web.guides.given import published
from neonarr.web.inside import inside

router = APIRouter(prefix="/api/v1/formats", tags=["custom formats"])


@router.post("/import", status_code=201)
async def import_formats(request: Request) -> JSONResponse:
    """One format or a list of them, as guides publish them, or `{"url": …}` where they lie; all or
    none. One that is here already is replaced."""
    # Compiling hundreds of patterns takes a second: others are served meanwhile.
    given = await asyncio.to_thread(read_formats, await published(request))
    saved = await inside(request).world.db.write(store.import_formats, given)
    told = [{"id": one.id, "name": one.format.name} for one in saved]
    return JSONResponse({"success": True, "formats": told}, 201)


@router.get("/export")
async def export_formats(request: Request) -> list[dict[str, Any]]:
    """All of them as guides write theirs."""
    return await inside(request).world.db.read(store.contents)
