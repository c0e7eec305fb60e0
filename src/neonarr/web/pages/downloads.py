"""Downloads: everything asked for, newest first, in four views."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.acquisitions.model import State
from neonarr.web.pages.shell import desk_of, page, rows_wanted

router = APIRouter(include_in_schema=False)

_STATUS = {"all": None, "done": State.IMPORTED, "failed": State.FAILED}


@router.get("/downloads")
async def downloads(request: Request, tab: str = "all", show: str = "") -> HTMLResponse:
    """An unknown `tab` shows all."""
    chosen = tab if tab in _STATUS or tab == "moving" else "all"
    limit = rows_wanted(show, least=50, most=500)
    rows, total = await _rows(request, chosen, limit)
    preferences = await desk_of(request).preferences()
    return await page(
        request,
        "downloads.html",
        tab=chosen,
        downloads=rows,
        total=total,
        show=limit,
        is_paused=preferences["downloadsPaused"],
        at_once=preferences["maxActiveDownloads"],
    )


async def _rows(request: Request, tab: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    desk = desk_of(request)
    if tab == "moving":
        moving = await desk.moving()
        return moving[:limit], len(moving)
    return await desk.downloads(status=_STATUS[tab], limit=limit)
