"""What every page shows around its own content: counts in the navigation, the state of health."""

from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from neonarr.web.templating import render

if TYPE_CHECKING:
    from neonarr.web.desk import Desk


def desk_of(request: Request) -> "Desk":
    desk: Desk = request.app.state.desk
    return desk


async def page(
    request: Request, name: str, /, *, no_store: bool = False, **context: Any
) -> HTMLResponse:
    """The page `name` inside the navigation."""
    desk = desk_of(request)
    health = await desk.health()
    return render(
        request,
        name,
        no_store=no_store,
        stats=await desk.stats(),
        status=health["status"],
        health=health,
        **context,
    )


def not_here(request: Request, what: str) -> HTMLResponse:
    """404 in words."""
    title = "That is not here"
    return render(request, "error.html", status_code=404, title=title, message=what)


def rows_wanted(text: str, *, least: int, most: int) -> int:
    """How many rows an address asks for; what is no number asks for `least`.

    >>> rows_wanted("120", least=50, most=500), rows_wanted("-3", least=50, most=500)
    (120, 50)
    >>> rows_wanted("all", least=50, most=500)
    50
    """
    return min(max(int(text), least), most) if text.isascii() and text.isdigit() else least
