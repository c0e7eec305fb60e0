"""Search: the box; what the indexers offer is streamed into the page."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.pages.shell import page

router = APIRouter(include_in_schema=False)

_CATEGORIES: tuple[Literal["all", "movies", "music"], ...] = ("all", "movies", "music")


@router.get("/search")
async def search(request: Request, q: str = "", category: str = "all") -> HTMLResponse:
    chosen = category if category in _CATEGORIES else "all"
    return await page(request, "search.html", q=q.strip(), category=chosen)
