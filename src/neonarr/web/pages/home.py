"""Home: what is moving, what arrived, what needs a look."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.settings.adapters import Role
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
        events=_latest_of_each(await desk.history(limit=60))[:8],
        has_indexer=bool(await desk.adapters(Role.INDEXER)),
    )


def _latest_of_each(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line per download: where its story stands now."""
    latest: dict[str, dict[str, Any]] = {}
    for event in (one for one in events if "downloadId" in one):
        latest.setdefault(event["downloadId"], event)
    return list(latest.values())
