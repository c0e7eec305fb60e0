"""The live stream (server-sent events): changes of state, progress, health.

State events carry the id of their row, so `Last-Event-ID` resumes without loss; progress deltas
carry `<last event id>.<counter>` and are always followed up by a full picture after a reconnect.
Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from neonarr.acquisitions import events
from neonarr.base.version import VERSION
from neonarr.web.desk import Desk
from neonarr.web.inside import Inside, inside

KEEPALIVE_S = 15.0
SHARED_POLL_S = 1.0
"""How often the rows of other processes are looked for on a shared database."""
HELD_BACK_S = 0.2
"""Changes of this long go out together."""

router = APIRouter()


@router.get("/api/v1/events", tags=["live"], response_class=StreamingResponse)
async def stream(request: Request) -> StreamingResponse:
    """Server-sent events: `hello`, `state`, `progress`, `health`."""
    resume = request.headers.get("last-event-id", "")
    number = resume.split(".")[0]
    after = int(number) if number.isdigit() else None
    told = _Stream(inside(request), request.app.state.desk).run(after)
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


def frame(event: str, body: Any, event_id: str | None = None) -> str:
    """One event on the wire."""
    head = f"id: {event_id}\n" if event_id else ""
    return f"{head}event: {event}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"


class _Stream:
    def __init__(self, inside: Inside, desk: Desk) -> None:
        self._inside, self._world, self._desk = inside, inside.world, desk
        self._cursor = 0
        self._version = 0
        self._health: dict[str, Any] | None = None

    async def run(self, after: int | None) -> AsyncIterator[str]:
        """`after` None: begin with what is now; else first everything since that event."""
        world = self._world
        newest = await world.db.read(events.last_event_id)
        # An id from another database (a restored backup) would wait for ever: begin anew.
        self._cursor = newest if after is None or after > newest else after
        world.live.viewers += 1
        world.bell.ring()
        try:
            yield "retry: 1000\n"
            yield frame("hello", {"version": VERSION, "instance": self._inside.instance})
            while True:
                seen = world.bell.count
                told = [part async for part in self._news()]
                for part in told:
                    yield part
                if told:
                    await asyncio.sleep(HELD_BACK_S)
                wait_s = SHARED_POLL_S if world.db.is_shared else KEEPALIVE_S
                if await world.bell.wait(seen, wait_s) == seen and not told:
                    yield ": still here\n\n"
        finally:
            world.live.viewers -= 1

    async def _news(self) -> AsyncIterator[str]:
        rows = await self._world.db.read(events.events_after, self._cursor)
        for body in await self._desk.told(rows) if rows else []:
            self._cursor = body["id"]
            yield frame("state", body, str(body["id"]))
        version_now = self._world.live.version
        if version_now != self._version:
            moves = await self._desk.moves_since(self._version)
            self._version = version_now
            if moves:
                yield frame("progress", {"downloads": moves}, f"{self._cursor}.{version_now}")
        health = await self._desk.health()
        if health != self._health:
            self._health = health
            yield frame("health", health)
