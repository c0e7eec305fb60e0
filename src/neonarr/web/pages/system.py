"""System: health with what to do about it, figures, history."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.pages.shell import desk_of, page

router = APIRouter(include_in_schema=False)


@router.get("/system")
async def system(request: Request) -> HTMLResponse:
    return await page(request, "system.html", events=await desk_of(request).history(limit=30))
