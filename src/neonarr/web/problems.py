"""Every failure as the caller's API family tells it, always with a sentence.

/api/v3 answers as Radarr does: bad input is a list of {propertyName, errorMessage}, the rest
{message}. Everything else answers {success: false, error, code, timestamp}. Pages get a page.
"""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException

from neonarr.base.clock import SystemClock
from neonarr.base.errors import Conflict, Invalid, NotFound, OutsideError, Unreachable, UserError
from neonarr.settings.vault import UnreadableSecret
from neonarr.storage.faults import sentence_for
from neonarr.web.templating import render
from neonarr.web.wire import stamp

log = logging.getLogger(__name__)

STATUS = {Invalid: 400, NotFound: 404, Conflict: 409}

CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
UNEXPECTED = "Something went wrong inside Neonarr; the log says what."
AGAIN = "Nothing is lost; try it again."
SAID = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}


def install(app: FastAPI) -> None:
    app.add_exception_handler(UserError, _user_error)
    app.add_exception_handler(OutsideError, _outside_error)
    app.add_exception_handler(UnreadableSecret, _unreadable_secret)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)


def answer(
    request_path: str, status: int, message: str, code: str, field: str | None = None
) -> JSONResponse:
    """The failure in the shape of that path's API family."""
    message = _encodable(message)
    if request_path.lower().startswith("/api/v3/"):
        return JSONResponse(_v3(status, message, code, field), status)
    told = {"success": False, "error": message, "code": code}
    if field:
        told["field"] = _encodable(field)
    return JSONResponse({**told, "timestamp": stamp(SystemClock().now())}, status)


def _encodable(message: str) -> str:
    """Half a surrogate pair (JSON can name one) that is quoted back can't be sent."""
    return message.encode(errors="replace").decode()


def _v3(status: int, message: str, code: str, field: str | None) -> Any:
    if status == 400 and field:
        return [
            {
                "propertyName": _encodable(field),
                "errorMessage": message,
                "errorCode": code,
                "severity": "error",
            }
        ]
    return {"message": message, "description": message}


def unexpected(path: str, error: Exception) -> JSONResponse:
    """The answer to a failure of our own, which is in the log from now on, or of the database."""
    away = sentence_for(error)
    if away is not None:
        log.error("the database failed answering %s: %s", path, error)
        return answer(path, 503, f"{away} {AGAIN}", "unreachable")
    log.error("unexpected error answering %s", path, exc_info=error)
    return answer(path, 500, UNEXPECTED, "internal")


async def _user_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, UserError)
    field = error.field if isinstance(error, Invalid) else None
    return _told(request, STATUS.get(type(error), 400), str(error), error.code, field)


async def _outside_error(request: Request, error: Exception) -> Response:
    status, code = (503, "unreachable") if isinstance(error, Unreachable) else (502, "refused")
    return _told(request, status, str(error), code)


async def _unreadable_secret(request: Request, error: Exception) -> Response:
    return _told(request, 409, str(error), "unreadable_secret")


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    field, message = _wrong(error.errors()[0])
    return _told(request, 400, message, "invalid", field)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    if status == 404 and _is_below_api(request.url.path):
        # Bazarr asks /api/system/status first and stumbles over a 404 that is JSON.
        return Response(status_code=404)
    message = SAID.get(status, _sentence(str(error.detail)))
    told = _told(request, status, message, CODES.get(status, "bad_request"))
    told.headers.update(error.headers or {})
    return told


def _is_below_api(path: str) -> bool:
    return path.lower().startswith("/api/")


def _wrong(found: Mapping[str, Any]) -> tuple[str, str]:
    """(field in camelCase, sentence) of one finding of pydantic's."""
    if found["type"] == "json_invalid":
        return "body", "The body is no valid JSON."
    # A place in a list has a number; what a person looks for is the list.
    place = [p for p in found["loc"] if p not in ("body", "query", "path") and isinstance(p, str)]
    if not place:
        return "body", "The body must be a JSON object, sent as Content-Type: application/json."
    field = to_camel(place[-1])
    return field, f"{field}: {_sentence(str(found['msg']).removeprefix('Value error, '))}"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _told(
    request: Request, status: int, message: str, code: str, field: str | None = None
) -> Response:
    wants_html = "text/html" in request.headers.get("accept", "")
    if wants_html and not request.url.path.startswith("/api/"):
        return render(request, "error.html", status=status, message=message, status_code=status)
    return answer(request.url.path, status, message, code, field)
