"""/api/v3/parse: what a release name says, in the family's shape."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.formats.matching import score
from neonarr.decisions.formats.writing import api_json
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.qualities.definitions import api_quality
from neonarr.decisions.subject import Subject, subject_of
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles import slots
from neonarr.profiles.formats import format_ids
from neonarr.profiles.store import default_profile
from neonarr.releases.model import FIRST_REVISION, ParsedName, Release
from neonarr.releases.parse import parse, parse_cached
from neonarr.web.family.items.movie import movie_of
from neonarr.web.family.languages import spoken
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import present

router = APIRouter(prefix="/api/v3/parse", tags=["parse"])


@router.get("")
async def parsed(request: Request, title: str = "") -> dict[str, Any]:
    """What is read in the name of a movie's release, the formats it meets, and the movie of the
    library it belongs to; its profile gives the score, or the default one where there is none.
    A name that is no movie's comes back alone."""
    if not title.strip():
        raise Invalid("title", "title must not be empty: it is the name to read.")
    told = parse(title, MediaKind.MOVIE)
    if told is None:
        return {"title": title}
    found = inside(request)
    return await found.world.db.read(_told, found, title, told)


def _told(connection: Connection, found: Inside, title: str, told: ParsedName) -> dict[str, Any]:
    item, has_file = _in_library(connection, told)
    subject = _subject(title, told, item)
    return present(
        {
            "title": title,
            "parsedMovieInfo": _movie_info(subject, told),
            "movie": movie_of(connection, found, item, has_file) if item else None,
            "languages": spoken(subject.languages),
            **_judged(connection, found, subject, item),
        }
    )


def read_as(connection: Connection, found: Inside, title: str, item: Item | None) -> dict[str, Any]:
    """What other resources tell of a release of that movie, by its name: quality, languages, group,
    and the formats it meets with the score of the movie's profile."""
    told = parse_cached(title, MediaKind.MOVIE)
    subject = _subject(title, told, item)
    return {
        "quality": quality_model(subject.quality, MediaKind.MOVIE, told),
        "languages": spoken(subject.languages),
        "releaseGroup": told.group if told else None,
        **_judged(connection, found, subject, item),
    }


def quality_model(name: str, kind: MediaKind, told: ParsedName | None) -> dict[str, Any]:
    """A quality with the revision the release's name tells."""
    revision = told.revision if told else FIRST_REVISION
    return {
        "quality": api_quality(name, kind),
        "revision": {
            "version": revision.version,
            "real": revision.real,
            "isRepack": revision.is_repack,
        },
    }


def _subject(title: str, told: ParsedName | None, item: Item | None) -> Subject:
    release = Release(IndexerId(0), "", "", title, Secret(""))
    spoken_in = item.facts.original_language if item else None
    return subject_of(release, told, original_language=spoken_in)


def _judged(
    connection: Connection, found: Inside, subject: Subject, item: Item | None
) -> dict[str, Any]:
    profile = _profile(connection, item)
    policy = found.world.policies.policy(connection, MediaKind.MOVIE, profile)
    met = policy.formats.met_by(subject)
    numbers = format_ids(connection)
    return {
        "customFormats": [api_json(one, numbers[one.name]) for one in met],
        "customFormatScore": score(met, profile.scores if profile else {}),
    }


def _movie_info(subject: Subject, told: ParsedName) -> dict[str, Any]:
    return present(
        {
            "movieTitles": list(told.titles or (told.title,)),
            "movieTitle": told.title,
            "primaryMovieTitle": told.title,
            "originalTitle": subject.title,
            "releaseTitle": subject.title,
            "simpleReleaseTitle": subject.text,
            "quality": quality_model(subject.quality, MediaKind.MOVIE, told),
            "languages": spoken(subject.languages),
            "releaseGroup": told.group,
            "edition": told.edition,
            "year": told.year or 0,
            "imdbId": told.imdb_id,
            "tmdbId": told.tmdb_id or 0,
            "hardcodedSubs": subject.hardcoded_subs or None,
        }
    )


def _in_library(connection: Connection, told: ParsedName) -> tuple[Item | None, bool]:
    """The movie it names and whether it has a file: the first of its titles that is known."""
    for title in dict.fromkeys((told.title, *told.titles)):
        named = NewItem(
            MediaKind.MOVIE, title, year=told.year, tmdb_id=told.tmdb_id, imdb_id=told.imdb_id
        )
        item = library.find(connection, named)
        if item is not None:
            return library.item_with_file(connection, item.id)
    return None, False


def _profile(connection: Connection, item: Item | None) -> Profile | None:
    """The movie's own; for what the library does not have, the default of movies."""
    if item is not None:
        return next((one.profile for one in slots.slots(connection, item).values()), None)
    stored = default_profile(connection, MediaKind.MOVIE)
    return stored.profile if stored else None
