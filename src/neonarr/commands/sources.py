"""JSON from where a person says it lies: files, folders, addresses, a paste."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from neonarr.base.clock import SystemClock
from neonarr.base.errors import Invalid, OutsideError
from neonarr.decisions.given import LARGEST, parse_json

T = TypeVar("T")

PASTE = "-"


def read_each(sources: Iterable[str], read: Callable[[object], T]) -> list[tuple[object, T]]:
    """What lies at each place, as it is and as `read` understands it. Raises Invalid, naming the
    place."""
    return [found for source in sources for found in _read(source, read)]


def _read(source: str, read: Callable[[object], T]) -> Iterator[tuple[object, T]]:
    for place, content in _contents(source):
        try:
            value = parse_json(content)
            yield value, read(value)
        except Invalid as error:
            raise Invalid(error.field, f"{place}: {error}") from error


def _contents(source: str) -> Iterator[tuple[str, bytes]]:
    """Each thing there, with what to call it."""
    if source == PASTE:
        yield "What was pasted", sys.stdin.buffer.read(LARGEST + 1)
    elif source.lower().startswith(("http://", "https://")):
        yield "What lies there", asyncio.run(_fetched(source))
    elif os.path.isdir(source):
        for path in _files(source):
            yield path, _content(path)
    else:
        yield source, _content(source)


def _files(folder: str) -> list[str]:
    try:
        names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))
    except OSError as error:
        raise Invalid("path", f"{folder} can't be read ({error.strerror}).") from error
    if not names:
        raise Invalid("path", f"{folder} holds no .json file; name the folder that does.")
    return [os.path.join(folder, name) for name in names]


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise Invalid("path", f"{path} can't be read ({said}).") from error


async def _fetched(url: str) -> bytes:
    from neonarr.adapters._http import Http  # noqa: PLC0415 - for addresses only
    from neonarr.adapters.published import published  # noqa: PLC0415

    http = Http(SystemClock())
    try:
        return await published(http, url)
    except OutsideError as error:
        raise Invalid("url", str(error)) from error
    finally:
        await http.close()
