"""Pages from Jinja templates: one environment, its filters and globals, and `render`."""

import hashlib
import json
import os
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from neonarr.base.clock import SystemClock
from neonarr.base.version import VERSION
from neonarr.web import wording

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = os.path.dirname(__file__)
STATIC_DIR = os.path.join(_HERE, "static")


def render(
    request: Request,
    name: str,
    /,
    *,
    status_code: int = 200,
    no_store: bool = False,
    **context: Any,
) -> HTMLResponse:
    """The page `name` with `context`. `no_store` keeps a page with a secret out of every cache."""
    page = _environment().get_template(name).render(path=request.url.path, **context)
    cache_control = "no-store" if no_store else "private, no-cache"
    return HTMLResponse(page, status_code=status_code, headers={"Cache-Control": cache_control})


def asset(path: str) -> str:
    """URL of a static file that changes with its content, so it may be cached for ever."""
    full = os.path.join(STATIC_DIR, path)
    return f"/static/{path}?v={_fingerprint(full, os.stat(full).st_mtime_ns)}"


@cache
def _fingerprint(path: str, _changed_at: int) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:10]


@cache
def _environment() -> "Environment":
    # 40 ms and 3 MB, which a start and a server without a browser need not pay.
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(os.path.join(_HERE, "templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        asset=asset, version=VERSION, states=wording.STATES, statuses=wording.STATUSES
    )
    environment.filters.update(
        size=wording.size,
        speed=wording.speed,
        percent=wording.percent,
        duration=wording.duration,
        age=wording.age,
        signed=wording.signed,
        ago=_ago,
        ahead=_ahead,
        pretty=_pretty,
    )
    return environment


def _pretty(value: Any) -> str:
    """JSON as a person edits it."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def _ahead(moment: str) -> str:
    return wording.ahead(datetime.fromisoformat(moment), SystemClock().now())


def _ago(moment: str | None) -> Markup:
    """A `<time>` the page keeps current by itself; nothing for no moment."""
    if not moment:
        return Markup("")
    words = wording.ago(datetime.fromisoformat(moment), SystemClock().now())
    return Markup('<time datetime="{0}" title="{0}" data-ago>{1}</time>').format(moment, words)
