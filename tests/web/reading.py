"""What the application serves, and what an answer says."""

from collections.abc import Iterator
from typing import Any

import httpx2
from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """(method, path with every parameter given as 1) of everything that is served."""
    for route in _flat(app.routes):
        if isinstance(route, Mount):
            assert route.path == "/static", "a new mount needs a test of its own"
            continue
        named: Any = route
        path = named.path
        for name in named.param_convertors:
            path = path.replace(f"{{{name}:path}}", "1").replace(f"{{{name}}}", "1")
        for method in sorted(named.methods):
            yield method, path


def _flat(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is None:
            yield route
        else:
            yield from _flat(router.routes)


def sentence(answer: httpx2.Response) -> str:
    """What a failure says; it must be something a person can read, in its family's shape."""
    body = answer.json()
    if answer.request.url.path.startswith("/api/v3/"):
        if isinstance(body, list):
            assert answer.status_code == 400 and body
            assert all(p["propertyName"] for p in body), body
            said = body[0]["errorMessage"]
        else:
            said = body["message"]
    else:
        assert body["success"] is False and body["code"] and body["timestamp"].endswith("Z"), body
        said = body["error"]
    assert isinstance(said, str) and len(said) > 10 and said.rstrip()[-1] in ".!?:", body
    return said
