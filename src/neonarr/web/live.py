"""The live stream (server-sent events): changes of state, notices (what goes wrong and is well
again), progress, health, clients' sessions.

States and notices carry the id of their row, so `Last-Event-ID` resumes without loss; progress
deltas carry `<last event id>.<counter>` and are always followed up by a full picture after a
reconnect.
Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from neonarr.acquisitions import events
from neonarr.base.version import VERSION
from neonarr.web.desk import Desk
from neonarr.web.inside import Inside, inside

KEEPALIVE_S = 15.0
SHARED_POLL_S = 1.0
"""How often the rows of other processes are looked for on a shared database."""
AT_ONCE = 500
HELD_BACK_S = 0.2
"""Changes of this long go out together."""

router = APIRouter()


@router.get("/api/v1/events", tags=["live"], response_class=StreamingResponse)
async def stream(request: Request) -> StreamingResponse:
    """Server-sent events: `hello`, `state`, `notice`, `progress`, `health`, `client`."""
    after = _event_id(request.headers.get("last-event-id", ""))
    told = _Stream(inside(request), request.app.state.desk).run(after)
    headers = {"X-Accel-Buffering": "no"}
    return _Live(told, media_type="text/event-stream", headers=headers)


class _Live(StreamingResponse):
    """Closes what it streams however it ends, so that viewers are always counted down."""

    body_iterator: AsyncGenerator[str, None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.body_iterator.aclose()


def _event_id(text: str) -> int | None:
    """The state event in `12` or `12.345`; None for anything else.

    >>> _event_id("12.345"), _event_id("²"), _event_id("9" * 5000)
    (12, None, None)
    """
    number = text.split(".", maxsplit=1)[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 20 else None


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
        self._clients: dict[int, dict[str, Any]] = {}
        self._is_behind = False
        """There are more events than were read at once."""
        self._silent_s = 0.0

    async def run(self, after: int | None) -> AsyncGenerator[str, None]:
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
            while not self._inside.ending.is_set():
                seen = world.bell.count
                told = [part async for part in self._news()]
                for part in told:
                    yield part
                if self._is_behind:
                    continue
                if told:
                    await asyncio.sleep(HELD_BACK_S)
                async for comment in self._silence(seen):
                    yield comment
        finally:
            world.live.viewers -= 1

    async def _silence(self, seen: int) -> AsyncIterator[str]:
        """Until there may be news, with a comment now and then that keeps the connection open.

        Nobody asks the database meanwhile, unless other processes may have written to it.
        """
        is_shared = self._world.db.is_shared
        wait_s = SHARED_POLL_S if is_shared else KEEPALIVE_S
        while await self._world.bell.wait(seen, wait_s) == seen:
            self._silent_s += wait_s
            if self._silent_s >= KEEPALIVE_S:
                self._silent_s = 0.0
                yield ": still here\n\n"
            if is_shared:
                return

    async def _news(self) -> AsyncIterator[str]:
        rows = await self._world.db.read(events.events_after, self._cursor, AT_ONCE)
        self._is_behind = len(rows) == AT_ONCE
        for body in await self._desk.told(rows) if rows else []:
            self._cursor = body["id"]
            yield frame("notice" if "component" in body else "state", body, str(body["id"]))
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
        for client in await self._desk.clients():
            if client != self._clients.get(client["id"]):
                self._clients[client["id"]] = client
                yield frame("client", client)
