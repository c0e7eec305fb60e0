"""/api/v1/decisions: why this release and not that one, and what another profile would do."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from neonarr.acquisitions.judging import kept
from neonarr.acquisitions.judging.again import Which, kept_decisions
from neonarr.base.errors import Invalid
from neonarr.base.ids import ItemId
from neonarr.decisions.given import Given, given
from neonarr.decisions.situation import Policy
from neonarr.decisions.what_if import Change, Difference, KeptDecision, Turn, rejudge
from neonarr.library import store as library
from neonarr.releases.model import Release
from neonarr.web.api.profiles.asked import policy_of, tried_profile
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import Exact, RowId, present, stamp

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"])

MOST_AGAIN = 500
"""Decisions judged again at once; a hundred candidates each take some seconds."""
USUAL_AGAIN = 100


@router.get("")
async def decisions(
    request: Request,
    item_id: Annotated[RowId | None, Query(alias="itemId")] = None,
    download_id: Annotated[Exact | None, Query(alias="downloadId", max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
) -> dict[str, Any]:
    """The newest first: every candidate with its score and all that spoke against it."""
    item = ItemId(item_id) if item_id is not None else None
    wanted = kept.Wanted(item, download_id, limit, offset)

    def work(connection: Connection) -> tuple[list[dict[str, Any]], int]:
        found, total = kept.decisions(connection, wanted)
        items = library.items_by_id(connection, {one["itemId"] for one in found})
        labels = {number: one.label for number, one in items.items()}
        return [_shown(one, labels.get(one["itemId"])) for one in found], total

    shown, total = await inside(request).world.db.read(work)
    return {"success": True, "decisions": shown, "total": total}


@router.post("/what-if")
async def what_if(request: Request) -> dict[str, Any]:
    """Judge kept decisions again as `profile` (as /api/v1/profiles or /api/v3/qualityprofile has
    it), `profileId` and `formats` (as guides or /api/v3/customformat have them) would have had it.
    Without a `profileId`, all decisions of the `kind`. Saves nothing."""
    asked = given(await read_body(request), "What to try")
    world = inside(request).world

    def work(connection: Connection) -> tuple[list[KeptDecision], Policy]:
        before, profile = tried_profile(connection, asked)
        policy = policy_of(connection, world.policies, profile, asked)
        which = Which(profile.kind, before.id if before else None, _item(asked), _limit(asked))
        return kept_decisions(connection, which), policy

    found, policy = await world.db.read(work)
    return _told(await asyncio.to_thread(rejudge, found, policy))


def _item(asked: Given) -> ItemId | None:
    return ItemId(asked.whole("itemId")) if asked.has("itemId") else None


def _limit(asked: Given) -> int:
    limit = asked.whole("limit", otherwise=USUAL_AGAIN)
    if not 1 <= limit <= MOST_AGAIN:
        raise Invalid("limit", f"limit must be from 1 to {MOST_AGAIN}.")
    return limit


def _shown(one: dict[str, Any], label: str | None) -> dict[str, Any]:
    return present({**one, "at": stamp(one["at"]), "label": label})


def _told(found: Difference) -> dict[str, Any]:
    counts = {turn.value: found.counts.get(turn, 0) for turn in Turn if turn is not Turn.SAME}
    return {
        "success": True,
        "message": found.message,
        "unchanged": found.unchanged,
        **counts,
        "sizeBytes": found.size,
        "changes": [_change(one) for one in found.changes],
    }


def _change(one: Change) -> dict[str, Any]:
    return present(
        {
            "decisionId": one.decision.id,
            "label": one.decision.item,
            "turn": one.turn.value,
            "message": one.message,
            "before": _offer(one.decision.taken),
            "after": _offer(one.taken),
            "sizeBytes": one.size,
        }
    )


def _offer(release: Release | None) -> dict[str, Any] | None:
    if release is None:
        return None
    told = {"guid": release.guid, "title": release.title, "indexer": release.indexer}
    return present({**told, "sizeBytes": release.size})
