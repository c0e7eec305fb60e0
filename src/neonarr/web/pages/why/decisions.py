"""Why? What was decided, on what grounds, and what another profile would have done."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from neonarr.acquisitions.judging.listed import Wanted
from neonarr.acquisitions.judging.why import runner_up_of, taken_of, why_not
from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.releases.parse import parse_cached
from neonarr.web.pages.shell import desk_of, not_here, page, rows_wanted
from neonarr.web.pages.why.candidates import (
    FATES,
    ORDERS,
    Look,
    fates_among,
    looked_at,
    named,
    reasons_among,
)
from neonarr.web.wire import one_line

router = APIRouter(include_in_schema=False)

KINDS = {"": "Everything", "movie": "Movies", "album": "Music"}
_KINDS = {kind.value: kind for kind in MediaKind}
DECIDERS = {"": "By anybody", "itself": "By itself", "person": "By a person"}


class Asked(BaseModel):
    """The list's address. What makes no sense filters nothing: a page is no API."""

    model_config = ConfigDict(populate_by_name=True)

    text: str = ""
    kind: str = ""
    by: str = ""
    since: str = ""
    until: str = ""
    item: str = Field("", alias="itemId")
    download: str = Field("", alias="downloadId")
    show: str = ""

    def wanted(self, limit: int) -> Wanted:
        return Wanted(
            item_id=ItemId(int(self.item)) if _is_number(self.item) else None,
            download_id=one_line(self.download)[:64] or None,
            kind=_KINDS.get(self.kind),
            is_manual={"itself": False, "person": True}.get(self.by),
            text=one_line(self.text)[:500],
            after=_day(self.since),
            before=_day(self.until, later=1),
            limit=limit,
        )


@router.get("/decisions")
async def decisions(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The one decision of a download goes straight to its page."""
    limit = rows_wanted(asked.show, least=50, most=500)
    found, total = await desk_of(request).decisions(asked.wanted(limit))
    if asked.download and total == 1:
        return RedirectResponse(f"/decisions/{found[0]['id']}", 303)
    is_filtered = any(asked.model_dump(exclude={"show"}).values())
    return await page(
        request,
        "decisions.html",
        asked=asked,
        decisions=found,
        total=total,
        show=limit,
        is_filtered=is_filtered,
        find=_release_name(asked.text),
        kinds=KINDS,
        deciders=DECIDERS,
    )


class Looking(BaseModel):
    """The address of one decision."""

    find: str = ""
    fate: str = "all"
    reason: str = ""
    order: str = "rank"
    show: str = ""

    def look(self) -> Look:
        fate = self.fate if self.fate in FATES else "all"
        order = self.order if self.order in ORDERS else "rank"
        return Look(one_line(self.find)[:500], fate, self.reason[:40], order)


@router.get("/decisions/{number}")
async def decision(
    request: Request, number: str, asked: Annotated[Looking, Query()]
) -> HTMLResponse:
    desk = desk_of(request)
    try:
        found = await desk.decision(int(number)) if _is_number(number) else None
    except NotFound:
        found = None
    if found is None:
        return not_here(
            request,
            "This decision is not kept: it is older than half a year, or it made room for newer"
            " ones.",
        )
    kind = MediaKind(found["kind"]) if found.get("kind") else None
    return await page(
        request,
        "decision.html",
        d=found,
        taken=taken_of(found),
        other=runner_up_of(found),
        profiles=await desk.profiles(kind) if kind else [],
        **_seen(found["candidates"], asked),
    )


def _seen(candidates: list[dict[str, Any]], asked: Looking) -> dict[str, Any]:
    """The candidates a person wants to see, and what there is to choose from."""
    look, limit = asked.look(), rows_wanted(asked.show, least=50, most=1_000)
    fitting, counts = looked_at(candidates, look), fates_among(candidates)
    return {
        "look": look,
        "show": limit,
        "rows": [{**one, "whyNot": why_not(one)} for one in fitting[:limit]],
        "fitting": len(fitting),
        "is_unknown": bool(look.find) and not named(candidates, look.find),
        "fates": [(key, words, counts[key]) for key, words in FATES.items()],
        "orders": ORDERS,
        "reasons": reasons_among(candidates),
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _day(text: str, later: int = 0) -> datetime | None:
    """The beginning of that day, or so many days later, UTC; None for what is no day."""
    try:
        return datetime.combine(date.fromisoformat(text) + timedelta(later), time(), UTC)
    except (ValueError, OverflowError):
        return None


def _release_name(text: str) -> str:
    """The text if it is a release's name, to be found among the candidates; else ""."""
    parsed = parse_cached(text) if len(text) <= 500 else None
    return text if parsed is not None and parsed.quality.rank else ""
