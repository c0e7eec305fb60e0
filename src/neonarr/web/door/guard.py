"""The guard in front of every route: denies by default, limits bodies, sets the safe headers, and
answers for whatever goes wrong behind it.

Order of proof, as the *arr family has it: `?apikey=`, `X-Api-Key`, `Authorization: Bearer`, then
the login session's cookie. A cookie alone may change nothing unless the browser says the request
comes from our own pages (Sec-Fetch-Site, else Origin): another site can't act in a person's name.
"""

import hmac
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from neonarr.web import problems
from neonarr.web.door.session_cookie import session_header, session_token
from neonarr.web.inside import Inside

OPEN_PATHS = frozenset({"/ping", "/health/live", "/health/ready", "/login", "/setup"})
OPEN_PREFIXES = ("/static/",)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY = 1024 * 1024
MAX_IMPORT = 5 * MAX_BODY
IMPORTS = tuple(f"/api/v1/{what}/import" for what in ("formats", "profiles", "definitions"))
"""Where whole folders of a guide may come in at once."""

CSP = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
DOCS_CSP = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""Swagger UI sets inline styles."""


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, inside: Inside) -> None:
        self._app, self._inside = app, inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, _Answer(send, scope))
        elif scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:  # a websocket: there is none, and none shall pass by the proofs below
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            headers = Headers(scope=scope)
            refusal = _too_large(headers, scope["path"]) or await self._refusal(scope, headers)
            await (refusal or self._app)(scope, _limited(receive, scope["path"]), answer.send)
        except Exception as error:
            if answer.is_begun:
                raise  # too late for words: the connection is cut
            await problems.unexpected(scope["path"], error)(scope, receive, answer.send)

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """None lets the request through."""
        path, method = scope["path"], scope["method"]
        if path in OPEN_PATHS or path.startswith(OPEN_PREFIXES):
            is_form = method not in SAFE_METHODS
            return _cross_site(path) if is_form and not _is_same_site(headers) else None
        key = _key(scope, headers)
        if key is not None:
            is_right = hmac.compare_digest(key.encode(), self._inside.api_key.reveal().encode())
            return None if is_right else _denied(path, "The API key is wrong.")
        return await self._refusal_of_person(scope, headers)

    async def _refusal_of_person(self, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        token = session_token(headers)
        person = await self._inside.accounts.who(token) if token else None
        if token and person is not None:
            scope.setdefault("state", {})["person"] = person.name
            if person.is_renewed:
                scope["state"]["renewed"] = session_header(
                    token, is_https=scope["scheme"] == "https"
                )
            is_unsafe = scope["method"] not in SAFE_METHODS
            return _cross_site(path) if is_unsafe and not _is_same_site(headers) else None
        if "text/html" in headers.get("accept", "") and not path.startswith("/api/"):
            if not await self._inside.accounts.is_claimed():
                return RedirectResponse("/setup", 303)
            query = scope["query_string"].decode("latin-1")
            wanted = path + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)
        return _denied(path, "This needs the API key (X-Api-Key header) or a login.")


def _key(scope: Scope, headers: Headers) -> str | None:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    named = {name.lower(): values[0] for name, values in query.items()}
    if named.get("apikey"):
        return str(named["apikey"])
    if headers.get("x-api-key"):
        return str(headers["x-api-key"])
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" and value.strip() else None


def _is_same_site(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    try:
        host = urlsplit(headers.get("origin", "")).netloc
    except ValueError:
        return False
    return bool(host) and host == headers.get("host")


def _denied(path: str, message: str) -> JSONResponse:
    return problems.answer(path, 401, message, "unauthorized")


def _cross_site(path: str) -> JSONResponse:
    message = (
        "Refused: this request comes from another site. Open Neonarr's own page and try again."
    )
    return problems.answer(path, 403, message, "cross_site")


def _too_large(headers: Headers, path: str) -> JSONResponse | None:
    length = headers.get("content-length", "0")
    most = _most(path)
    is_fine = length.isascii() and length.isdigit() and len(length) < 20 and int(length) <= most
    return None if is_fine else problems.answer(path, 413, _said(most), problems.CODES[413])


def _most(path: str) -> int:
    """Bytes a body sent there may have."""
    return MAX_IMPORT if path in IMPORTS else MAX_BODY


def _said(most: int) -> str:
    return f"The body is larger than {most >> 20} MB; it was not read."


def _limited(receive: Receive, path: str) -> Receive:
    """For bodies that come without a length: raises HTTPException where the body is read."""
    seen, most = 0, _most(path)

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, _said(most))
        return message

    return limited


class _Answer:
    """The way out: adds the safe headers, and knows whether anything was said yet."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self._send, self._scope = send, scope
        self.is_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_begun = True
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = DOCS_CSP if self._is_docs() else CSP
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers.setdefault("Cache-Control", "no-store")
            renewed = self._scope.get("state", {}).get("renewed")
            if renewed and "set-cookie" not in headers:
                headers.append("Set-Cookie", renewed)
        await self._send(message)

    def _is_docs(self) -> bool:
        return bool(self._scope["path"] == "/docs")
