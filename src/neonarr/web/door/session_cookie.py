"""The cookie of a login session: read in one place, and written alike wherever it is given out."""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.responses import Response

from neonarr.people.store import SESSION_LENGTH

SESSION_COOKIE = "neonarr_session"


def session_token(headers: Headers) -> str | None:
    """The session token in the cookie, None if there is none."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION_COOKIE)
    except CookieError:
        return None
    return str(cookie.value) if cookie else None


def give_session(answer: Response, token: str, *, is_https: bool) -> Response:
    """`answer`, with which the browser keeps the session for as long as the server does."""
    answer.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_https,
    )
    return answer


def session_header(token: str, *, is_https: bool) -> str:
    """The same as the value of a Set-Cookie header."""
    return give_session(Response(), token, is_https=is_https).headers["set-cookie"]
