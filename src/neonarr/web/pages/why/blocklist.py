"""Blocklist: releases that are not taken by themselves, why not, and until when."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.pages.shell import desk_of, page, rows_wanted

router = APIRouter(include_in_schema=False)


@router.get("/blocklist")
async def blocklist(request: Request, show: str = "") -> HTMLResponse:
    limit = rows_wanted(show, least=50, most=500)
    found, total = await desk_of(request).blocklist(limit)
    return await page(request, "blocklist.html", blocked=found, total=total, show=limit)
