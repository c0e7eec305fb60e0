"""Home: what is moving, what arrived, what needs a look."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.pages.shell import desk_of, page

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(request: Request) -> HTMLResponse:
    desk = desk_of(request)
    arrived, _ = await desk.library(limit=4)
    return await page(
        request,
        "home.html",
        moving=await desk.moving(),
        arrived=arrived,
        events=await desk.history(limit=8),
    )
