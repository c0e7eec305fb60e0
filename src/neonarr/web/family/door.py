"""The wire rules of the *arr family that hold for every address below /api, as ASGI middleware.

Here: addresses in any case and with a slash at the end, and the version a client asks for in every
answer. Elsewhere: names in bodies in any case (`wire.IN_ANY_CASE`), failures as the family tells
them and an empty 404 for an address there is not (`problems`), proofs (`guard`).
"""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from neonarr.web.family.addresses import Addresses

FAMILY_VERSION = "5.27.5.10198"
"""The release of Radarr whose API this is. Clients compare it: Prowlarr wants 4.0.4 or newer,
Recyclarr 5.9.0.9049 for sizes, and both read nothing but numbers. Ours is the package version."""

_VERSION_HEADER = (b"x-application-version", FAMILY_VERSION.encode())


class FamilyDoor:
    """Stands before the guard, so that it, too, sees every address in one spelling."""

    def __init__(self, app: ASGIApp, routes: Iterable[APIRoute]) -> None:
        self._app, self._addresses = app, Addresses(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"][:4].lower() != "/api":
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), _VERSION_HEADER]
            await send(message)

        path, query = self._addresses.usual(scope["path"], scope["query_string"])
        await self._app({**scope, "path": path, "query_string": query}, receive, marked)
