"""Log in, log out, and claim a fresh server."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from neonarr.base.errors import UserError
from neonarr.web.door.session_cookie import SESSION_COOKIE, give_session, session_token
from neonarr.web.inside import inside
from neonarr.web.templating import render

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/login")
async def login_page(request: Request, next: str = "/") -> Response:
    if not await inside(request).accounts.is_claimed():
        return RedirectResponse("/setup", 303)
    return render(request, "login.html", error=None, name="", next=_local(next))


@router.post("/login")
async def log_in(
    request: Request, name: Text = "", password: Text = "", next: Text = "/"
) -> Response:
    try:
        token = await inside(request).accounts.log_in(name, password)
    except UserError as error:
        return render(
            request, "login.html", status_code=400, error=str(error), name=name, next=_local(next)
        )
    return give_session(
        RedirectResponse(_local(next), 303), token, is_https=request.url.scheme == "https"
    )


@router.post("/logout")
async def log_out(request: Request) -> Response:
    token = session_token(request.headers)
    if token:
        await inside(request).accounts.log_out(token)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.get("/setup")
async def setup_page(request: Request, token: str = "") -> Response:
    if await inside(request).accounts.is_claimed():
        return RedirectResponse("/login", 303)
    return _setup_form(request, None, token, "admin")


@router.post("/setup")
async def claim(
    request: Request, token: Text = "", name: Text = "", password: Text = ""
) -> Response:
    try:
        session = await inside(request).accounts.claim(token, name, password)
    except UserError as error:
        return _setup_form(request, str(error), token, name, 400)
    return give_session(RedirectResponse("/", 303), session, is_https=request.url.scheme == "https")


def _setup_form(
    request: Request, error: str | None, token: str, name: str, status: int = 200
) -> HTMLResponse:
    return render(request, "setup.html", status_code=status, error=error, token=token, name=name)


def _local(target: str) -> str:
    """Only paths of our own: an open redirect would lend our name to another site."""
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_ours and target.isprintable() else "/"
