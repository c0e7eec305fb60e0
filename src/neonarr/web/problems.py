"""Every failure as the caller's API family tells it, always with a sentence.

/api/v3 answers as Radarr does: bad input is a list of {propertyName, errorMessage}, the rest
{message}. Everything else answers {success: false, error, code, timestamp}. Pages get a page.
"""

import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from neonarr.base.clock import SystemClock
from neonarr.base.errors import Conflict, Invalid, NotFound, OutsideError, Unreachable, UserError
from neonarr.web.templating import render
from neonarr.web.wire import stamp

log = logging.getLogger(__name__)

STATUS = {Invalid: 400, NotFound: 404, Conflict: 409}


def install(app: FastAPI) -> None:
    app.add_exception_handler(UserError, _user_error)
    app.add_exception_handler(OutsideError, _outside_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


def answer(
    request_path: str, status: int, message: str, code: str, field: str | None = None
) -> JSONResponse:
    """The failure in the shape of that path's API family."""
    if request_path.lower().startswith("/api/v3/"):
        return JSONResponse(_v3(status, message, code, field), status)
    told = {"success": False, "error": message, "code": code}
    if field:
        told["field"] = field
    return JSONResponse({**told, "timestamp": stamp(SystemClock().now())}, status)


def _v3(status: int, message: str, code: str, field: str | None) -> Any:
    if status == 400 and field:
        return [
            {
                "propertyName": field,
                "errorMessage": message,
                "errorCode": code,
                "severity": "error",
            }
        ]
    return {"message": message, "description": message}


async def _user_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, UserError)
    status = STATUS.get(type(error), 400)
    field = error.field if isinstance(error, Invalid) else None
    if _is_page(request):
        return render(request, "error.html", status=status, message=str(error), status_code=status)
    return answer(request.url.path, status, str(error), error.code, field)


async def _outside_error(request: Request, error: Exception) -> Response:
    status, code = (503, "unreachable") if isinstance(error, Unreachable) else (502, "refused")
    return answer(request.url.path, status, str(error), code)


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    field = place[-1] if place else "body"
    said = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "json_invalid":
        field, said = "body", "the body is no valid JSON"
    return answer(request.url.path, 400, f"{field}: {said}.", "invalid", field)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
    }
    message = said.get(error.status_code, str(error.detail))
    if _is_page(request):
        return render(
            request,
            "error.html",
            status=error.status_code,
            message=message,
            status_code=error.status_code,
        )
    return answer(request.url.path, error.status_code, message, "not_found")


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error answering %s", request.url.path, exc_info=error)
    message = "Something went wrong inside Neonarr; the log says what."
    return answer(request.url.path, 500, message, "internal")


def _is_page(request: Request) -> bool:
    wants_html = "text/html" in request.headers.get("accept", "")
    return wants_html and not request.url.path.startswith("/api/")
