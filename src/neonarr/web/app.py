"""The web application: every route behind the guard."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from neonarr.base.version import VERSION
from neonarr.web import docs, live, problems
from neonarr.web.api import (
    decisions,
    downloads,
    items,
    requests,
    search,
    settings,
    slots,
    system,
)
from neonarr.web.api.profiles import kept as own_profiles
from neonarr.web.api.profiles import terms, trying
from neonarr.web.blocklist import api as blocklist
from neonarr.web.desk import Desk
from neonarr.web.doctor import api as doctor
from neonarr.web.doctor import clients, mappings, tunnels
from neonarr.web.door import auth
from neonarr.web.door.guard import Guard
from neonarr.web.family import languages, parsing
from neonarr.web.family import system as family_system
from neonarr.web.family.door import FamilyDoor
from neonarr.web.family.importing import command, listed
from neonarr.web.family.items import change as change_movie
from neonarr.web.family.items import lookup
from neonarr.web.family.items import tags as item_tags
from neonarr.web.family.quality import definitions, delays, formats, profiles
from neonarr.web.guides import definitions as guide_definitions
from neonarr.web.guides import formats as guide_formats
from neonarr.web.guides import profiles as guide_profiles
from neonarr.web.importing import api as importing
from neonarr.web.inside import Inside
from neonarr.web.naming import api as naming
from neonarr.web.naming import family as family_naming
from neonarr.web.pages.all import ROUTERS as PAGES
from neonarr.web.queue import api as queue
from neonarr.web.removing import api as removing
from neonarr.web.templating import STATIC_DIR
from neonarr.web.versions import api as versions

API = (
    *(lookup, change_movie, items, item_tags),  # a look-up is no movie's id
    *(system, downloads, search, decisions, requests, settings, slots, queue, versions),
    *(importing, removing, blocklist, live),
    *(trying, own_profiles, terms),
    *(doctor, mappings, clients, tunnels),
    *(family_system, languages, parsing, profiles, formats, definitions, delays),
    *(listed, command),
    *(guide_formats, guide_profiles, guide_definitions, naming, family_naming),
)

DESCRIPTION = """Movies and music: search, decide, grab, watch, import, tell.

Send the API key as `X-Api-Key` header, as `?apikey=` or as `Authorization: Bearer`."""


class _Static(StaticFiles):
    """Files whose address changes with their content may be kept for ever."""

    async def get_response(self, path: str, scope: Scope):  # type: ignore[no-untyped-def]
        response = await super().get_response(path, scope)
        is_versioned = scope["query_string"].startswith(b"v=")
        age = "public, max-age=31536000, immutable" if is_versioned else "no-cache"
        response.headers["Cache-Control"] = age
        return response


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made when somebody first asks for it."""
    from neonarr.web.api.described import describe  # noqa: PLC0415 - few ask, every start would pay

    app.openapi_schema = app.openapi_schema or describe(app)
    return app.openapi_schema


def make_app(inside: Inside, running: Callable[[], AbstractAsyncContextManager[None]]) -> FastAPI:
    """The application; `running` is entered while it serves, for the loops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with running():
            yield

    app = FastAPI(
        title="Neonarr",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        telemetry={"auto_configure": False},
    )
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    app.state.inside = inside
    app.state.started_at = inside.world.clock.now()
    app.state.desk = Desk(inside)
    for room in API:
        app.include_router(room.router)
    for router in (auth.router, docs.router, *PAGES):
        app.include_router(router)
    app.mount("/static", _Static(directory=STATIC_DIR))
    problems.install(app)
    app.add_middleware(Guard, inside=inside)
    addressed = [r for room in API for r in room.router.routes if isinstance(r, APIRoute)]
    app.add_middleware(FamilyDoor, routes=addressed)
    return app
