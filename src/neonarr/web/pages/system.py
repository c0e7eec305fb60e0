"""System: health with what to do about it, figures, history."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.pages.shell import desk_of, page

router = APIRouter(include_in_schema=False)


@router.get("/system")
async def system(request: Request) -> HTMLResponse:
    desk = desk_of(request)
    events, clients = await desk.history(limit=30), await desk.clients()
    backup = await desk.newest_backup()
    return await page(request, "system.html", events=events, clients=clients, backup=backup)
