"""/api/v3/parse: what a release name says, in the family's shape."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.qualities.definitions import api_quality
from neonarr.decisions.subject import Subject, subject_of
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles import slots
from neonarr.profiles.tables import ProfileId
from neonarr.releases.model import ParsedName, Release
from neonarr.releases.parse import parse
from neonarr.settings.tags import tags
from neonarr.web.family.languages import spoken
from neonarr.web.family.movies import movie
from neonarr.web.inside import inside
from neonarr.web.wire import present

router = APIRouter(prefix="/api/v3/parse", tags=["parse"])


@router.get("")
async def parsed(request: Request, title: str = "") -> dict[str, Any]:
    """What is read in the name of a movie's release, and the movie of the library it belongs to.
    A name that is no movie's comes back alone."""
    if not title.strip():
        raise Invalid("title", "title must not be empty: it is the name to read.")
    told = parse(title, MediaKind.MOVIE)
    if told is None:
        return {"title": title}
    found = inside(request)
    known = await found.world.db.read(_in_library, told)
    subject = subject_of(Release(IndexerId(0), "", "", title, Secret("")), told)
    return present(
        {
            "title": title,
            "parsedMovieInfo": _movie_info(subject, told),
            "movie": movie(found, *known) if known else None,
            "languages": spoken(subject.languages),
            "customFormats": [],
            "customFormatScore": 0,
        }
    )


def _movie_info(subject: Subject, told: ParsedName) -> dict[str, Any]:
    revision = told.revision
    return present(
        {
            "movieTitles": list(told.titles or (told.title,)),
            "movieTitle": told.title,
            "primaryMovieTitle": told.title,
            "originalTitle": subject.title,
            "releaseTitle": subject.title,
            "simpleReleaseTitle": subject.text,
            "quality": {
                "quality": api_quality(subject.quality, MediaKind.MOVIE),
                "revision": {
                    "version": revision.version,
                    "real": revision.real,
                    "isRepack": revision.is_repack,
                },
            },
            "languages": spoken(subject.languages),
            "releaseGroup": told.group,
            "edition": told.edition,
            "year": told.year or 0,
            "imdbId": told.imdb_id,
            "tmdbId": told.tmdb_id or 0,
            "hardcodedSubs": subject.hardcoded_subs or None,
        }
    )


def _in_library(
    connection: Connection, told: ParsedName
) -> tuple[Item, bool, ProfileId | None, dict[int, str]] | None:
    """The movie it names, whether it has a file, its profile, and the tags there are: the first of
    its titles that is known."""
    for title in dict.fromkeys((told.title, *told.titles)):
        named = NewItem(
            MediaKind.MOVIE, title, year=told.year, tmdb_id=told.tmdb_id, imdb_id=told.imdb_id
        )
        item = library.find(connection, named)
        if item is not None:
            has_file = library.item_with_file(connection, item.id)[1]
            return item, has_file, slots.main_id(connection, item), tags(connection)
    return None
