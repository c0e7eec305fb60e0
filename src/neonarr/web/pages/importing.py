"""Importing by hand: what could not be matched, with a guess a person confirms or mends."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.base.errors import Invalid, NotFound
from neonarr.base.kinds import MediaKind
from neonarr.releases.quality import ALBUM_QUALITIES, MOVIE_QUALITIES
from neonarr.web.pages.shell import desk_of, page

router = APIRouter(include_in_schema=False)

MOST_TITLES = 2000
"""Suggested while somebody types."""


@router.get("/import")
async def by_hand(request: Request, path: str = "") -> HTMLResponse:
    """Without a path everything that waits for a word; a path that can't be listed is told."""
    desk, problem = desk_of(request), ""
    preferences = await desk.preferences()
    try:
        candidates = await desk.import_candidates(path.strip() or None)
    except (Invalid, NotFound) as error:
        candidates, problem = [], str(error)
    return await page(
        request,
        "import.html",
        candidates=candidates,
        folder=path.strip(),
        problem=problem,
        downloads=preferences["downloadsDir"],
        known={kind.value: await _titles(request, kind) for kind in MediaKind},
        qualities={"movie": MOVIE_QUALITIES, "album": ALBUM_QUALITIES},
        versions=await desk.version_names(),
    )


async def _titles(request: Request, kind: MediaKind) -> list[str]:
    items = await desk_of(request).items(kind)
    return sorted({one["title"] for one in items[:MOST_TITLES]})
