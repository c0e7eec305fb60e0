"""Whether anybody knows the host that an address names."""

import asyncio
import socket
from urllib.parse import urlsplit

from neonarr.base.errors import Invalid

ANSWER_S = 5.0


async def require_known_host(label: str, url: str) -> None:
    """Raises Invalid if its name can't be resolved here. A resolver that is slower than ANSWER_S is
    not waited for. `label` is the field's."""
    host = urlsplit(url).hostname
    try:
        async with asyncio.timeout(ANSWER_S):
            await asyncio.get_running_loop().getaddrinfo(host, None)
    except TimeoutError:
        return
    except socket.gaierror:
        raise Invalid(
            "url",
            f"{label} names a host that can't be found from here, {host}. Check the name; in "
            "Docker both containers must run and share a network. To save it all the same, switch "
            "it off first.",
        ) from None
