"""/api/v3/movie/lookup: which movie is meant. The library knows, or the name itself tells."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.releases.clean import clean_title
from neonarr.releases.model import ParsedName
from neonarr.releases.parse import parse
from neonarr.web.family.items.movie import movie, movie_of
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import Exact

router = APIRouter(prefix="/api/v3/movie/lookup", tags=["movies"])

_TMDB = re.compile(r"tmdb(?:id)?:\s*([0-9]{1,9})", re.IGNORECASE)
_IMDB = re.compile(r"imdb(?:id)?:\s*(tt[0-9]{1,15})", re.IGNORECASE)
_NOT_HERE = ("id", "added", "path", "folderName", "qualityProfileId")
"""What a movie has only once it was added."""

MOST = 50

Tmdb = Annotated[int, Query(alias="tmdbId", ge=1, le=2**31 - 1)]
Imdb = Annotated[Exact, Query(alias="imdbId", max_length=20)]


@router.get("")
async def lookup(
    request: Request, term: Annotated[Exact, Query(max_length=500)] = ""
) -> list[dict[str, Any]]:
    """The movies of the library that `term` means: `tmdb:949`, `imdb:tt0113277`, a title. A title
    with a year that the library does not have comes back as it was read, without an id. Empty if
    nobody here knows it: no catalog is asked."""
    found = inside(request)
    return await found.world.db.read(_found, found, term.strip())


@router.get("/tmdb")
async def by_tmdb(request: Request, tmdb_id: Tmdb) -> dict[str, Any]:
    """The movie of the library with that TMDB number."""
    return await _one(inside(request), f"tmdb:{tmdb_id}")


@router.get("/imdb")
async def by_imdb(request: Request, imdb_id: Imdb) -> dict[str, Any]:
    """The movie of the library with that IMDb number."""
    return await _one(inside(request), f"imdb:{imdb_id}")


async def _one(found: Inside, term: str) -> dict[str, Any]:
    shown = await found.world.db.read(_found, found, term)
    if not shown:
        raise NotFound("The library does not have this movie.")
    return shown[0]


def _found(connection: Connection, found: Inside, term: str) -> list[dict[str, Any]]:
    number, name = _TMDB.fullmatch(term), _IMDB.fullmatch(term)
    if number is None and name is None:
        return _by_name(connection, found, term) if clean_title(term) else []
    known = library.movie_with(
        connection,
        tmdb_id=int(number[1]) if number else 0,
        imdb_id=name[1].lower() if name else "",
    )
    return [_here(connection, found, known)] if known else []


def _by_name(connection: Connection, found: Inside, term: str) -> list[dict[str, Any]]:
    told = parse(term, MediaKind.MOVIE)
    meant = _meant(connection, told) if told else None
    known = {meant.id: meant} if meant else {}
    for one, _ in library.items(connection, MediaKind.MOVIE, term)[:MOST]:
        known.setdefault(one.id, one)
    shown = [_here(connection, found, one) for one in known.values()]
    if meant is None and told is not None and told.year:
        shown.insert(0, _new(found, told))
    return shown


def _meant(connection: Connection, told: ParsedName) -> Item | None:
    return library.find(connection, NewItem(MediaKind.MOVIE, told.title, year=told.year))


def _here(connection: Connection, found: Inside, one: Item) -> dict[str, Any]:
    has_file = library.item_with_file(connection, one.id)[1]
    return movie_of(connection, found, one, has_file)


def _new(found: Inside, told: ParsedName) -> dict[str, Any]:
    now = found.world.clock.now()
    one = Item(ItemId(0), MediaKind.MOVIE, told.title, None, told.year, True, now)
    shown = movie(found, one, False, None, {})
    return {name: value for name, value in shown.items() if name not in _NOT_HERE}
