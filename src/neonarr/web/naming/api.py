"""/api/v1/naming: templates tried, and those that guides publish, in and out."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from neonarr.base.errors import Invalid
from neonarr.naming.examples import example
from neonarr.naming.formats import TOKENS, checked
from neonarr.naming.guide import guide_json, read_guide
from neonarr.settings.model import camel
from neonarr.web.guides.given import published
from neonarr.web.inside import inside

router = APIRouter(prefix="/api/v1/naming", tags=["naming"])

Template = Annotated[str | None, Query(max_length=2000)]


@router.get("/examples")
async def examples(
    request: Request,
    movie_folder_format: Annotated[Template, Query(alias="movieFolderFormat")] = None,
    movie_file_format: Annotated[Template, Query(alias="movieFileFormat")] = None,
    album_folder_format: Annotated[Template, Query(alias="albumFolderFormat")] = None,
    track_file_format: Annotated[Template, Query(alias="trackFileFormat")] = None,
) -> dict[str, Any]:
    """What each template makes of a sample, or what is wrong with it. One that is not given is the
    one that is set."""
    given = (movie_folder_format, movie_file_format, album_folder_format, track_file_format)
    set_to = inside(request).preferences.value
    shown: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name, template in zip(TOKENS, given, strict=True):
        try:
            text = getattr(set_to, name) if template is None else checked(name, template, "It")
            shown[camel(name)] = example(name, text)
        except Invalid as error:
            problems[camel(name)] = str(error)
    return {"examples": shown, "problems": problems}


@router.post("/import", status_code=201)
async def import_naming(
    request: Request, variant: Annotated[str, Query(max_length=200)] = ""
) -> JSONResponse:
    """A guide's templates, or `{"url": …}` where they lie; all or none. `variant` is one of those
    the guide has, such as `jellyfin-tmdb`; by default its plain one. Files that are there keep
    their names."""
    chosen = await asyncio.to_thread(read_guide, await published(request), variant)
    found = inside(request)
    await found.preferences.change(found.world.db, chosen.templates)
    await found.reconnect()
    told = [
        {"name": camel(name), "variant": chosen.variants[name], "format": text}
        for name, text in chosen.templates.items()
    ]
    return JSONResponse({"success": True, "formats": told}, 201)


@router.get("/export")
async def export_naming(request: Request) -> dict[str, Any]:
    """What is set, as guides write theirs."""
    return dict(guide_json(inside(request).preferences.value))
