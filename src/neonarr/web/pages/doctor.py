"""The doctor's page, and the path mappings among the settings."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.settings.adapters import Role
from neonarr.web.pages.shell import desk_of, page

router = APIRouter(include_in_schema=False)


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
