"""/api/v3/delayprofile: how long to wait for a better release, in the family's shape."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.decisions.given import Given, given
from neonarr.decisions.situation import TORRENT, Delay
from neonarr.profiles import delays as store
from neonarr.profiles.delays import DEFAULT, DelayProfile
from neonarr.settings.tags import labels_of, tags
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(prefix="/api/v3/delayprofile", tags=["delay"])

LAST = 2**31 - 1
"""The family gives this order to the one that counts where no other does."""
MOST_MINUTES = 365 * 24 * 60
PROTOCOLS = (TORRENT, "usenet", "unknown")


@router.get("")
async def delays(request: Request) -> list[dict[str, Any]]:
    """In the order in which they count, the one for everything else last."""
    return await inside(request).world.db.read(_all)


@router.get("/{delay_id}")
async def delay(request: Request, delay_id: RowId) -> dict[str, Any]:
    return await inside(request).world.db.read(_one, delay_id)


@router.post("", status_code=201)
async def add(request: Request) -> JSONResponse:
    """It counts for items with one of its tags."""
    body = given(await read_body(request), "A delay profile")

    def work(connection: Connection) -> dict[str, Any]:
        made = store.add_delay(connection, _read(body, 0, tags(connection)))
        return _one(connection, made.id)

    return JSONResponse(await inside(request).world.db.write(work), 201)


@router.put("", status_code=202)
async def change(request: Request) -> JSONResponse:
    """The one whose id the body tells."""
    body = given(await read_body(request), "A delay profile")
    return await _change(request, body.whole("id"), body)


@router.put("/{delay_id}", status_code=202)
async def change_this(request: Request, delay_id: RowId) -> JSONResponse:
    """Only torrents are downloaded: what is said of Usenet is kept and told back, no more."""
    body = given(await read_body(request), "A delay profile")
    return await _change(request, delay_id, body)


@router.put("/reorder/{delay_id}", status_code=202)
async def move(
    request: Request, delay_id: RowId, after: Annotated[RowId | None, Query()] = None
) -> JSONResponse:
    """It counts right after the other, without one before all. The answer is all of them."""

    def work(connection: Connection) -> list[dict[str, Any]]:
        store.move_delay(connection, delay_id, after or None)
        return _all(connection)

    return JSONResponse(await inside(request).world.db.write(work), 202)


@router.delete("/{delay_id}")
async def delete(request: Request, delay_id: RowId) -> dict[str, Any]:
    """The one for everything else stays."""
    await inside(request).world.db.write(store.delete_delay, delay_id)
    return {}


async def _change(request: Request, delay_id: int, body: Given) -> JSONResponse:
    def work(connection: Connection) -> dict[str, Any]:
        store.expected(connection, delay_id)
        store.change_delay(connection, _read(body, delay_id, tags(connection)))
        return _one(connection, delay_id)

    return JSONResponse(await inside(request).world.db.write(work), 202)


def _read(whole: Given, number: int, known: Mapping[int, str]) -> DelayProfile:
    is_skipped = whole.truth("bypassIfAboveCustomFormatScore")
    least = whole.whole("minimumCustomFormatScore", otherwise=0)
    protocol = whole.text("preferredProtocol", otherwise=TORRENT)
    if protocol not in PROTOCOLS:
        raise whole.wrong("preferredProtocol", f"it must be one of {', '.join(PROTOCOLS)}.")
    wanted = whole.numbers("tags") if whole.value.get("tags") else []
    return DelayProfile(
        number,
        Delay(
            timedelta(minutes=_minutes(whole, "torrentDelay")),
            whole.truth("bypassIfHighestQuality", otherwise=True),
            least if is_skipped else None,
            protocol,
        ),
        labels_of(known, wanted),
        takes_torrents=whole.truth("enableTorrent", otherwise=True),
        takes_usenet=whole.truth("enableUsenet"),
        usenet_minutes=_minutes(whole, "usenetDelay"),
    )


def _minutes(whole: Given, key: str) -> int:
    minutes = whole.whole(key, otherwise=0)
    if not 0 <= minutes <= MOST_MINUTES:
        raise Invalid(key, f"The delay must be from 0 to {MOST_MINUTES} minutes.")
    return minutes


def _all(connection: Connection) -> list[dict[str, Any]]:
    known = tags(connection)
    found = store.delay_profiles(connection)
    return [_resource(one, at, known) for at, one in enumerate(found, 1)]


def _one(connection: Connection, number: int) -> dict[str, Any]:
    store.expected(connection, number)
    return next(one for one in _all(connection) if one["id"] == number)


def _resource(one: DelayProfile, place: int, known: Mapping[int, str]) -> dict[str, Any]:
    delay = one.delay
    return {
        "id": one.id,
        "enableUsenet": one.takes_usenet,
        "enableTorrent": one.takes_torrents,
        "preferredProtocol": delay.preferred_protocol,
        "usenetDelay": one.usenet_minutes,
        "torrentDelay": int(delay.wait.total_seconds() // 60),
        "bypassIfHighestQuality": delay.is_skipped_for_best,
        "bypassIfAboveCustomFormatScore": delay.skipped_from_score is not None,
        "minimumCustomFormatScore": delay.skipped_from_score or 0,
        "order": LAST if one.id == DEFAULT else place,
        "tags": [number for number, label in known.items() if label in one.tags],
    }
