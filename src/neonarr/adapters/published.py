"""Files at an address that a person gave: formats and profiles as guides publish them."""

from urllib.parse import urlsplit

from neonarr.adapters._faults import host_of
from neonarr.adapters._http import Http, raise_for_status
from neonarr.base.errors import Invalid, Unintelligible

MOST_BYTES = 5_000_000
TIMEOUT_S = 30.0
_LONGEST = 2_000


async def published(http: Http, url: str) -> bytes:
    """What lies there; nothing of ours is sent along. Raises Invalid, OutsideError."""
    host = _checked(url)
    answer = await http.get(host, url, timeout_s=TIMEOUT_S, max_bytes=MOST_BYTES)
    raise_for_status(host, answer)
    if answer.content.lstrip()[:1] == b"<":
        raise Unintelligible(
            host,
            "sent a web page where JSON was expected.",
            "Give the address of the file itself (GitHub has it behind the button “Raw”).",
        )
    return answer.content


def _checked(url: str) -> str:
    """The host's name, for sentences. Raises Invalid."""
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or len(url) > _LONGEST or not url.isprintable() or " " in url:
        raise Invalid("url", "The address must begin with http:// or https:// and name a host.")
    if "@" in parts.netloc:
        raise Invalid(
            "url", "The address must not hold a user name or password; download the file yourself."
        )
    return host_of(url)
