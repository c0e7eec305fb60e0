"""Addresses and keys as operators type them. Pure."""

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
