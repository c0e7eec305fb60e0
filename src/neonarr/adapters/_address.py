"""Addresses and keys as operators type them. Pure."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret

NO_KEY = Secret("")


def tidy(url: str) -> str:
    """The address without surrounding space, query and closing slash, with http:// if it names no
    scheme. A key pasted along in the query goes too: it has its own field.

    >>> tidy(" prowlarr:9696/ "), tidy("https://host/api?t=caps&apikey=1")
    ('http://prowlarr:9696', 'https://host/api')
    """
    url = url.strip().partition("#")[0].partition("?")[0].rstrip("/")
    return url if "://" in url or not url else f"http://{url}"


def refuse_pages(service: str, *pages: str) -> Callable[[Any], None]:
    """What refuses an address that was copied with one of the service's own pages behind it, or a
    route of its API. The path of a reverse proxy may come before it."""

    def refuse(settings: Any) -> None:
        path = urlsplit(settings.url).path.lower() + "/"
        for page in pages:
            if f"{page}/" in path:
                raise Invalid(
                    "url",
                    f"Address must be that of {service} itself: leave out {page} and what follows.",
                )

    return refuse
