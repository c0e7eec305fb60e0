"""Library: what is wanted and what was imported, where it lies, what it cost."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.library import Shown
from neonarr.web.pages.shell import desk_of, page, rows_wanted

router = APIRouter(include_in_schema=False)


@router.get("/library")
async def library(request: Request, q: str = "", tab: str = "", show: str = "") -> HTMLResponse:
    """`q` filters by title or artist; an unknown `tab` shows all."""
    text = q.strip()[:200]
    shown = Shown(tab) if tab in set(Shown) else Shown.ALL
    limit = rows_wanted(show, least=60, most=600)
    entries, total = await desk_of(request).library(limit=limit, text=text, show=shown)
    return await page(
        request,
        "library.html",
        q=text,
        tab=shown.value,
        entries=entries,
        total=total,
        show=limit,
    )
