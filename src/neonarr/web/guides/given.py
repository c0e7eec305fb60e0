"""What somebody wants imported: the JSON itself, or where it lies."""

import asyncio

from fastapi import Request

from neonarr.base.errors import Invalid
from neonarr.decisions.given import parse_json, shown
from neonarr.web.inside import inside


async def published(request: Request) -> object:
    """The JSON that was pasted, or what lies at the address of `{"url": "https://…"}`.

    Names in it are kept as they are: in these files some of them are those of formats.
    Raises Invalid, OutsideError.
    """
    value = await _parsed(await request.body(), "body")
    if not isinstance(value, dict) or len(value) != 1:
        return value
    [(name, url)] = value.items()
    if name.lower() != "url":
        return value
    if not isinstance(url, str):
        raise Invalid("url", f"“url” must be an address, not {shown(url)}.")
    return await _parsed(await inside(request).published(url.strip()), "url")


async def _parsed(text: bytes, field: str) -> object:
    return await asyncio.to_thread(parse_json, text, field)
