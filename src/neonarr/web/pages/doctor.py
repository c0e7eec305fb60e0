"""The doctor's page, and the path mappings among the settings."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.settings.adapters import Role
from neonarr.web.pages.shell import desk_of, page

router = APIRouter(include_in_schema=False)


@router.get("/doctor")
async def doctor(request: Request) -> HTMLResponse:
    """What was found last; the page itself asks for a first look where there is none."""
    return await page(request, "doctor.html", diagnosis=await desk_of(request).diagnosis())


@router.get("/settings/paths")
async def paths(request: Request) -> HTMLResponse:
    desk = desk_of(request)
    clients = await desk.adapters(Role.DOWNLOAD_CLIENT)
    return await page(
        request,
        "settings/paths.html",
        section="paths",
        mappings=await desk.mappings(),
        clients=[one for one in clients if one["origin"] != "engine"],
    )
