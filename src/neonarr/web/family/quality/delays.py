"""/api/v3/delayprofile: the one delay there is, in the family's shape."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from neonarr.base.errors import Invalid, NotFound
from neonarr.decisions.given import Given, given
from neonarr.decisions.situation import TORRENT, Delay
from neonarr.profiles import delays as store
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(prefix="/api/v3/delayprofile", tags=["delay"])

ONLY = 1
LAST = 2**31 - 1
"""The family gives this order to the one that counts where no other does."""
MOST_MINUTES = 365 * 24 * 60


@router.get("")
async def delays(request: Request) -> list[dict[str, Any]]:
    """One for everything."""
    return [_resource(await inside(request).world.db.read(store.delay))]


@router.get("/{delay_id}")
async def delay(request: Request, delay_id: RowId) -> dict[str, Any]:
    _there(delay_id)
    return _resource(await inside(request).world.db.read(store.delay))


@router.put("/{delay_id}", status_code=202)
async def change(request: Request, delay_id: RowId) -> JSONResponse:
    """Only torrents are downloaded, so what is said of Usenet is left aside."""
    _there(delay_id)
    new = _delay(given(await read_body(request), "A delay profile"))
    await inside(request).world.db.write(store.save_delay, new)
    return JSONResponse(_resource(new), 202)


def _there(delay_id: int) -> None:
    if delay_id != ONLY:
        raise NotFound(f"There is no delay profile {delay_id}.")


def _delay(whole: Given) -> Delay:
    minutes = whole.whole("torrentDelay", otherwise=0)
    if not 0 <= minutes <= MOST_MINUTES:
        raise Invalid("torrentDelay", f"The delay must be from 0 to {MOST_MINUTES} minutes.")
    is_skipped = whole.truth("bypassIfAboveCustomFormatScore")
    least = whole.whole("minimumCustomFormatScore", otherwise=0)
    return Delay(
        timedelta(minutes=minutes),
        whole.truth("bypassIfHighestQuality", otherwise=True),
        least if is_skipped else None,
    )


def _resource(one: Delay) -> dict[str, Any]:
    return {
        "id": ONLY,
        "enableUsenet": False,
        "enableTorrent": True,
        "preferredProtocol": TORRENT,
        "usenetDelay": 0,
        "torrentDelay": int(one.wait.total_seconds() // 60),
        "bypassIfHighestQuality": one.is_skipped_for_best,
        "bypassIfAboveCustomFormatScore": one.skipped_from_score is not None,
        "minimumCustomFormatScore": one.skipped_from_score or 0,
        "order": LAST,
        "tags": [],
    }
