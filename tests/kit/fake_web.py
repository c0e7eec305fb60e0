"""The pages in a running server, with a fake desk and as much API as a browser test needs.

Look at them by hand: `python -m tests.kit.fake_web [--empty]`.
"""

import asyncio
import contextlib
import json
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles

from neonarr.web.door.guard import CSP
from neonarr.web.pages.all import ROUTERS
from neonarr.web.templating import STATIC_DIR, render
from tests.kit import fake_samples
from tests.kit.fake_desk import FakeDesk

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class FakeWeb:
    """Pages being served. `push` sends an event to each open one; `calls` is what they asked."""

    desk: FakeDesk
    url: str = ""
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    """Path -> (status, body) for calls that should not just succeed."""
    changes: dict[str, Callable[[], None]] = field(default_factory=dict)
    """Path -> what a call there does to the desk, so that no page shows it before."""
    frames: list[str] = field(default_factory=list)
    progress: str = ""
    """The frame that is sent again and again, as the server does while something moves."""
    streams: int = 0
    cut: int = 0
    """Raise it to end every open stream, as a restart does."""

    def push(self, event: str, body: Any) -> None:
        frame = f"event: {event}\ndata: {json.dumps(body)}\n\n"
        if event == "progress":
            self.progress = frame
        else:
            self.frames.append(frame)


FIRST = "00000000-0000-0000-0000-000000000001"
"""Id of the sample download that is moving."""


def wait_live(page: "Page") -> None:
    """Until the stream of that page is open."""
    page.locator('[data-live-dot][data-live="connected"]').wait_for()


def app_of(web: FakeWeb) -> FastAPI:
    app = FastAPI(telemetry={"auto_configure": False})
    app.state.desk = web.desk
    app.mount("/static", StaticFiles(directory=STATIC_DIR))
    for router in ROUTERS:
        app.include_router(router)
    _add_doors(app)
    _add_streams(app, web)
    _add_calls(app, web)

    @app.middleware("http")
    async def guard(request: Request, go_on: Any) -> Response:
        answer: Response = await go_on(request)
        answer.headers["Content-Security-Policy"] = CSP
        return answer

    return app


def _add_doors(app: FastAPI) -> None:
    @app.get("/login")
    async def login(request: Request) -> HTMLResponse:
        return render(
            request,
            "login.html",
            error="The name or the password is wrong.",
            name="admin",
            next="/",
        )

    @app.get("/setup")
    async def setup(request: Request) -> HTMLResponse:
        return render(request, "setup.html", error=None, name="admin", token="")

    @app.get("/error")
    async def error(request: Request) -> HTMLResponse:
        message = "There is nothing at this address."
        return render(request, "error.html", status_code=404, status=404, message=message)


def _add_streams(app: FastAPI, web: FakeWeb) -> None:
    @app.get("/api/v1/events")
    async def events() -> StreamingResponse:
        return StreamingResponse(_live(web), media_type="text/event-stream")

    @app.get("/api/v1/search/stream")
    async def search(query: str, category: str) -> StreamingResponse:
        web.calls.append(("GET", "/api/v1/search/stream", {"query": query, "category": category}))
        return StreamingResponse(_found(query), media_type="text/event-stream")


async def _live(web: FakeWeb) -> AsyncIterator[str]:
    sent, cut = len(web.frames), web.cut
    web.streams += 1
    yield 'retry: 200\n\nevent: hello\ndata: {"version": "0", "instance": "x"}\n\n'
    while web.cut == cut:
        for frame in web.frames[sent:]:
            yield frame
        sent = len(web.frames)
        if web.progress:
            yield web.progress
        await asyncio.sleep(0.02)


async def _found(query: str) -> AsyncIterator[str]:
    def frame(event: str, body: Any) -> str:
        return f"event: {event}\ndata: {json.dumps(body)}\n\n"

    there = {
        "guid": "",
        "title": "Big Buck Bunny (2008)",
        "mediaType": "movie",
        "source": "library",
        "available": True,
        "quality": "WEBDL-1080p",
        "size": 730_000_000,
        "approved": False,
        "rejections": [],
        "score": 0,
        "itemId": 1,
    }
    fine = {"id": 7, "name": "Public Domain Torrents", "ok": True, "results": 5, "ms": 212}
    limited = {
        "id": 8,
        "name": "Jackett at home",
        "ok": False,
        "error": "Answered 429: asks us to wait. It is asked again in 4 minutes.",
        "results": 0,
        "ms": 40,
    }
    if query == "nothing":
        yield frame("indexer", {"indexer": fine | {"results": 0}, "results": []})
        yield frame("done", {"results": 0, "ms": 250})
        return
    yield frame("library", {"results": [there]})
    yield frame("indexer", {"indexer": limited, "results": []})
    await asyncio.sleep(0.2)
    yield frame("indexer", {"indexer": fine, "results": fake_samples.results()})
    yield frame("done", {"results": 5, "ms": 250})


def _add_calls(app: FastAPI, web: FakeWeb) -> None:
    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "DELETE"])
    async def call(request: Request) -> JSONResponse:
        body = await request.body()
        path = request.url.path
        query = f"?{request.url.query}" if request.url.query else ""
        web.calls.append((request.method, path + query, json.loads(body) if body else None))
        web.changes.get(path, lambda: None)()
        status, answer = web.answers.get(path, (200, {"success": True}))
        return JSONResponse(answer, status)


@contextlib.contextmanager
def serving(desk: FakeDesk, port: int = 0) -> Iterator[FakeWeb]:
    """The pages of `desk` on a loopback port until the block ends."""
    web = FakeWeb(desk)
    config = uvicorn.Config(
        app_of(web), "127.0.0.1", port, log_level="error", ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    web.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield web
    finally:
        web.cut += 1
        server.should_exit = True
        thread.join(60)


if __name__ == "__main__":
    with serving(FakeDesk(is_empty="--empty" in sys.argv), 8090) as shown:
        print(shown.url)
        threading.Event().wait()
