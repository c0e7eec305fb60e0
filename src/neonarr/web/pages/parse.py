"""What does Neonarr read in this name? Field by field, with the text that says it marked."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.web.pages.reading import TONES, read
from neonarr.web.pages.shell import page

router = APIRouter(include_in_schema=False)

MOST_NAMES, LONGEST_NAME = 50, 2000


@router.get("/parse")
async def parse(request: Request, name: str = "") -> HTMLResponse:
    """`name` holds one name a line; what is beyond the limits is not read, and the page says so."""
    names = [line.strip() for line in name.split("\n") if line.strip()]
    kept = [one for one in names if len(one) <= LONGEST_NAME][:MOST_NAMES]
    return await page(
        request,
        "parse.html",
        name="\n".join(names),
        readings=[read(one) for one in kept],
        unread=len(names) - len(kept),
        most=MOST_NAMES,
        longest=LONGEST_NAME,
        legend=TONES,
    )
