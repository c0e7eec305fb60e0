"""The live stream, heard over ASGI as a server would serve it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import event

from neonarr.acquisitions.events import last_event_id
from neonarr.web import live
from tests.kit.app import API_KEY, App
from tests.kit.waiting import until

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"


class Ear:
    """One open stream. `heard` grows by itself; `deaf` holds back the reader."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str | None, Any]] = []
        self.comments = 0
        self.is_over = False
        self.may_hear = asyncio.Event()
        self.may_hear.set()
        self.breaks_with: Exception | None = None
        self._text = ""
        self._gone = asyncio.Event()

    async def receive(self) -> Any:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.may_hear.wait()
        if self.breaks_with:
            raise self.breaks_with
        if message["type"] == "http.response.start":
            assert message["status"] == 200
            return
        self._text += message.get("body", b"").decode()
        *whole, self._text = self._text.split("\n\n")
        for one in whole:
            self._take(one)

    def _take(self, one: str) -> None:
        lines = [line.partition(": ") for line in one.split("\n")]
        told = {name: value for name, _, value in lines}
        if "event" in told:
            self.heard.append((told["event"], told.get("id"), json.loads(told["data"])))
        elif one.startswith(":"):
            self.comments += 1

    def hang_up(self) -> None:
        self._gone.set()

    def of(self, kind: str) -> list[Any]:
        return [body for name, _, body in self.heard if name == kind]

    async def hears(self, kind: str, count: int = 1) -> list[Any]:
        async def enough() -> list[Any]:
            return self.of(kind) if len(self.of(kind)) >= count else []

        return await until(enough)


@asynccontextmanager
async def listening(app: App, last_event_id: str | None = None) -> AsyncIterator[Ear]:
    ear = Ear()
    headers = [(b"x-api-key", API_KEY.encode())]
    if last_event_id is not None:
        headers.append((b"last-event-id", last_event_id.encode("latin-1")))
    scope = {
        **{"type": "http", "method": "GET", "path": "/api/v1/events", "query_string": b""},
        **{"headers": headers, "http_version": "1.1", "scheme": "http", "root_path": ""},
        **{"asgi": {"version": "3.0", "spec_version": "2.3"}},
    }
    task = asyncio.create_task(app.asgi(scope, ear.receive, ear.send))
    try:
        yield ear
    finally:
        ear.hang_up()
        ear.may_hear.set()
        await asyncio.gather(task, return_exceptions=True)
        ear.is_over = True


async def grab(app: App, name: str = FILM) -> str:
    app.outside.offer(name)
    async with app.with_key() as api:
        results = (await api.get(f"/api/v1/search/global/{name[:4]}")).json()["results"]
        result = next(r for r in results if r["title"] == name)
        wanted = {"guid": result["guid"], "indexerId": result["indexerId"]}
        return str((await api.post("/api/v3/download", json=wanted)).json()["id"])


async def viewers_are(app: App, count: int) -> None:
    async def so_many() -> bool:
        return app.world.live.viewers == count

    await until(so_many)


async def test_it_says_hello_and_then_every_change(app: App) -> None:
    async with listening(app) as ear:
        [hello] = await ear.hears("hello")
        assert set(hello) == {"version", "instance"}
        made = await grab(app)
        [first] = await ear.hears("state")
        assert (first["downloadId"], first["state"]) == (made, "chosen")
        assert {"id", "title", "label", "at", "download"} <= set(first)
        assert first["download"]["id"] == made
        await app.settle()
        told = await ear.hears("state", 4)
        assert [s["state"] for s in told] == ["chosen", "queued", "grabbing", "downloading"]
        assert [s.get("previous") for s in told[1:]] == [s["state"] for s in told[:-1]]
        ids = [event_id for name, event_id, _ in ear.heard if name == "state"]
        assert ids == [str(s["id"]) for s in told]


async def test_progress_tells_only_what_changed(app: App) -> None:
    one, two = await grab(app), await grab(app, "Ran.1985.1080p.BluRay.x264-GRP")
    await app.settle()
    hashes = {held.name: h for h, held in app.outside.client.held.items()}
    async with listening(app) as ear:
        [everything] = await ear.hears("progress")
        assert {d["id"] for d in everything["downloads"]} == {one, two}
        app.outside.client.advance(hashes[FILM], 40)
        await app.settle()
        change = (await ear.hears("progress", 2))[1]["downloads"]
        assert [(d["id"], d["progress"]) for d in change] == [(one, 40)]
        assert {"status", "downSpeed", "upSpeed", "seeds", "peers", "ratio", "sizeLeft"} <= set(
            change[0]
        )
        newest = await app.world.db.read(last_event_id)
        ids = [event_id for name, event_id, _ in ear.heard if name == "progress"]
        assert all(event_id and event_id.startswith(f"{newest}.") for event_id in ids)


async def test_health_is_told_when_it_changes(app: App) -> None:
    async with listening(app) as ear:
        await ear.hears("health")
        app.inside.board.bad("qBittorrent", "download_client", "It does not answer.")
        told = (await ear.hears("health", 2))[1]
        assert told["status"] == "error"
        app.inside.board.bad("qBittorrent", "download_client", "It does not answer.")
        app.inside.board.good("qBittorrent", "download_client", "It answers.")
        assert (await ear.hears("health", 3))[2]["status"] == "ok"
        assert len(ear.of("health")) == 3


async def test_nothing_is_lost_between_two_streams(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(app) as ear:
        made = await grab(app)
        [first] = await ear.hears("state")
    await app.settle()
    app.outside.finish(next(iter(app.outside.client.held)))
    await app.settle()
    monkeypatch.setattr(live, "AT_ONCE", 2)
    for last in (str(first["id"]), f"{first['id']}.77"):
        async with listening(app, last) as again:
            told = await again.hears("state", 6)
            assert [s["state"] for s in told] == [
                *("queued", "grabbing", "downloading", "downloaded", "importing", "imported")
            ]
            assert {s["downloadId"] for s in told} == {made}


@pytest.mark.parametrize("last", ["99", "9" * 25, "9" * 5000, "²", "-1", "x", "", "1e3"])
async def test_an_id_that_never_was_begins_anew(app: App, last: str) -> None:
    await grab(app)
    async with listening(app, last) as ear:
        await ear.hears("health")
        await grab(app, "Ran.1985.1080p.BluRay.x264-GRP")
        [told] = await ear.hears("state")
        assert told["label"] == "Ran (1985)"


async def test_viewers_are_counted_down_however_they_leave(app: App) -> None:
    async with listening(app) as one, listening(app) as two:
        await one.hears("hello")
        await two.hears("hello")
        assert app.world.live.viewers == 2
        two.breaks_with = OSError("the connection broke")
        app.inside.board.bad("x", "folder", "Something to say.")
        await viewers_are(app, 1)
    await viewers_are(app, 0)


async def test_a_slow_reader_holds_up_nobody(app: App) -> None:
    async with listening(app) as slow, listening(app) as quick:
        await slow.hears("health")
        slow.may_hear.clear()
        await grab(app)
        await app.settle()
        await quick.hears("state", 4)
        assert slow.of("state") == []
        slow.may_hear.set()
        assert len(await slow.hears("state", 4)) == 4
    await viewers_are(app, 0)


async def test_silence_costs_no_look_at_the_database(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "KEEPALIVE_S", 0.02)
    looks = 0

    def count(*_: Any) -> None:
        nonlocal looks
        looks += 1

    async with listening(app) as ear:
        await ear.hears("health")

        async def quiet() -> bool:
            return ear.comments >= 1

        await until(quiet)
        engines = (app.world.db._reader, app.world.db._writer)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", count)
        before = ear.comments

        async def long_quiet() -> bool:
            return ear.comments >= before + 5

        await until(long_quiet)
        assert looks == 0
        await grab(app)
        await ear.hears("state")
        assert looks > 0


async def test_it_ends_by_itself_when_the_server_stops(app: App) -> None:
    async with listening(app) as ear:
        await ear.hears("health")
        app.inside.ending.set()
        app.world.bell.ring()
        await viewers_are(app, 0)
