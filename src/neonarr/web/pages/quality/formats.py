"""Custom formats: all of them with what scores them, and one with its conditions in words."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.base.errors import NotFound
from neonarr.web.pages.shell import desk_of, not_here, page

router = APIRouter(include_in_schema=False)


@router.get("/formats")
async def formats(request: Request) -> HTMLResponse:
    found = await desk_of(request).quality.formats()
    return await page(request, "quality/formats.html", section="formats", formats=found)


@router.get("/formats/new")
async def new_format(request: Request) -> HTMLResponse:
    return await _editor(request, None)


@router.get("/formats/{format_id}")
async def edit_format(request: Request, format_id: str) -> HTMLResponse:
    return await _editor(request, format_id)


async def _editor(request: Request, text: str | None) -> HTMLResponse:
    """The editor of the format of that number, or of a new one."""
    if text is None:
        return await page(request, "quality/format.html", section="formats", format=None)
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    try:
        found = await desk_of(request).quality.format(int(text) if is_number else 0)
    except NotFound:
        return not_here(request, "There is no such format. It may have been deleted meanwhile.")
    return await page(request, "quality/format.html", section="formats", format=found)
