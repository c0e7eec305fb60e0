"""Addresses of the API as clients write them, put into the spelling the routes have.

The family takes the fixed parts of a path and the names in a query in any case, and a slash at the
end of a path. What stands in a path as a value keeps its case, and so do the values of a query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from fastapi.routing import APIRoute
from pydantic import BaseModel


@dataclass(slots=True)
class Place:
    """A point inside an address, and how it may go on from here."""

    words: "dict[str, tuple[str, Place]]" = field(default_factory=dict)
    """Fixed parts in small letters, each with its own spelling."""
    value: "Place | None" = None
    rest: "Place | None" = None
    """Where a value goes on to the end of the path, slashes and all."""
    query: dict[str, str] | None = None
    """Names of the query in small letters, with their spelling; None if no route ends here."""


class Addresses:
    """The addresses of some routes."""

    def __init__(self, routes: Iterable[APIRoute]) -> None:
        self._root = Place()
        for route in routes:
            place = self._root
            for part in _parts(route.path):
                place = _step(place, part)
            place.query = (place.query or {}) | {n.lower(): n for n in _query_names(route)}

    def usual(self, path: str, query: bytes) -> tuple[str, bytes]:
        """Both as the routes spell them; unchanged where no route has that address."""
        found = _followed(self._root, path.split("/")[1:])
        if found is None:
            return path, query
        parts, place = found
        return "/" + "/".join(parts), _renamed(query, place.query or {})


def _parts(path: str) -> list[str]:
    return path.strip("/").split("/")


def _step(place: Place, part: str) -> Place:
    if part.endswith(":path}"):
        place.rest = place.rest or Place()
        return place.rest
    if "{" in part:
        place.value = place.value or Place()
        return place.value
    return place.words.setdefault(part.lower(), (part, Place()))[1]


def _followed(place: Place, parts: list[str]) -> tuple[list[str], Place] | None:
    """The parts in the routes' spelling and where they end; None if no route goes there."""
    if parts in ([], [""]) and place.query is not None:
        return [], place
    if not parts:
        return None
    first, *others = parts
    ways = [place.words.get(first.lower()), (first, place.value)]
    for spelled, following in (way for way in ways if way is not None):
        found = _followed(following, others) if following and first else None
        if found is not None:
            return [spelled, *found[0]], found[1]
    return (parts, place.rest) if place.rest is not None else None


def _renamed(query: bytes, names: dict[str, str]) -> bytes:
    if not query or not names:
        return query
    pairs = (pair.partition(b"=") for pair in query.split(b"&"))
    return b"&".join(_spelled(name, names) + equals + value for name, equals, value in pairs)


def _spelled(name: bytes, names: dict[str, str]) -> bytes:
    known = names.get(unquote_plus(name.decode("latin-1")).lower())
    return name if known is None else known.encode()


def _query_names(route: APIRoute) -> Iterable[str]:
    for parameter in route.dependant.query_params:
        shape = parameter.field_info.annotation
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            yield from (inner.alias or name for name, inner in shape.model_fields.items())
        else:
            yield parameter.alias
