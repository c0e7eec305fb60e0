"""/api/v1/decisions: why this release and not that one, and what another profile would do."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions.judging import listed
from neonarr.acquisitions.judging.again import Which, kept_decisions
from neonarr.acquisitions.judging.listed import Wanted
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.given import Given, given
from neonarr.decisions.situation import Policy
from neonarr.decisions.what_if import Change, Difference, KeptDecision, Turn, rejudge
from neonarr.releases.model import Release
from neonarr.web import shapes
from neonarr.web.api.profiles.asked import policy_of, tried_profile
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, RowId, present

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"])

MOST_AGAIN = 500
"""Decisions judged again at once; a hundred candidates each take some seconds."""
USUAL_AGAIN = 100

_NOT_KEPT = {
    MediaKind.MOVIE: "No decision {number} about a movie is kept that could be judged again.",
    MediaKind.ALBUM: "No decision {number} about an album is kept that could be judged again.",
}


class Listing(BaseModel):
    """Which decisions to list. What is not given filters nothing; `text` is part of a name, or any
    release's name, which means its movie or album; `after` is included, `before` is not."""

    model_config = INPUT
    _names = IN_ANY_CASE

    item_id: RowId | None = None
    download_id: Exact | None = Field(None, max_length=64)
    kind: MediaKind | None = None
    manual: bool | None = None
    text: Exact = Field("", max_length=500)
    after: datetime | None = None
    before: datetime | None = None
    with_candidates: bool = True
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=10**6)

    def wanted(self) -> Wanted:
        return Wanted(
            item_id=ItemId(self.item_id) if self.item_id is not None else None,
            download_id=self.download_id,
            kind=self.kind,
            is_manual=self.manual,
            text=self.text,
            after=_utc(self.after),
            before=_utc(self.before),
            limit=self.limit,
            offset=self.offset,
        )


@router.get("")
async def decisions(request: Request, given: Annotated[Listing, Query()]) -> dict[str, Any]:
    """The newest first: every candidate with its score and all that spoke against it."""

    def work(connection: Connection) -> tuple[list[dict[str, Any]], int]:
        found, total = listed.decisions(connection, given.wanted())
        return listed.with_candidates(connection, found) if given.with_candidates else found, total

    found, total = await inside(request).world.db.read(work)
    return {"success": True, "decisions": [shapes.decision(one) for one in found], "total": total}


@router.get("/{decision_id}")
async def decision(request: Request, decision_id: RowId) -> dict[str, Any]:
    """One decision with every candidate that was kept, and why it went as it did."""
    found: dict[str, Any] = await request.app.state.desk.decision(decision_id)
    return {"success": True, "decision": found}


@router.post("/what-if")
async def what_if(request: Request) -> dict[str, Any]:
    """Judge kept decisions again as `profile` (as /api/v1/profiles or /api/v3/qualityprofile has
    it), `profileId` and `formats` (as guides or /api/v3/customformat have them) would have had it:
    those made under that profile or without one all of the `kind`, those about `itemId`, or
    `decisionId` alone, whoever decided. Saves nothing."""
    asked = given(await read_body(request), "What to try")
    world = inside(request).world

    def work(connection: Connection) -> tuple[list[KeptDecision], Policy]:
        before, profile = tried_profile(connection, asked)
        policy = policy_of(connection, world.policies, profile, asked)
        number = asked.whole("decisionId") if asked.has("decisionId") else None
        own = before.id if before else None
        which = Which(profile.kind, own, _item(asked), number, _limit(asked))
        found = kept_decisions(connection, which)
        if number is not None and not found:
            raise NotFound(_NOT_KEPT[profile.kind].format(number=number))
        return found, policy

    found, policy = await world.db.read(work)
    return _told(await asyncio.to_thread(rejudge, found, policy))


def _item(asked: Given) -> ItemId | None:
    return ItemId(asked.whole("itemId")) if asked.has("itemId") else None


def _limit(asked: Given) -> int:
    limit = asked.whole("limit", otherwise=USUAL_AGAIN)
    if not 1 <= limit <= MOST_AGAIN:
        raise Invalid("limit", f"limit must be from 1 to {MOST_AGAIN}.")
    return limit


def _utc(moment: datetime | None) -> datetime | None:
    """A moment without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


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
