"""A movie as the family's clients read it: what we know of it, and what they expect besides."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from neonarr.library.model import Item
from neonarr.naming.formats import formats
from neonarr.naming.known import Known
from neonarr.naming.paths import movie_folder
from neonarr.profiles import slots
from neonarr.profiles.tables import ProfileId
from neonarr.releases.clean import clean_title, slug
from neonarr.settings.tags import tags as every_tag
from neonarr.web import shapes
from neonarr.web.family.items.facts import facts
from neonarr.web.inside import Inside


def movie_of(connection: Connection, found: Inside, one: Item, has_file: bool) -> dict[str, Any]:
    """The movie with its profile and its tags."""
    return movie(found, one, has_file, slots.main_id(connection, one), every_tag(connection))


def movie(
    found: Inside,
    one: Item,
    has_file: bool,
    profile_id: ProfileId | None,
    tags: Mapping[int, str],
) -> dict[str, Any]:
    """The movie; its path is where its files lie or will lie. `tags`: every tag there is."""
    set_to = found.preferences.value
    root = set_to.movies_dir
    path = f"{root.rstrip('/')}/{movie_folder(Known(one), formats(set_to))}"
    now, waited = found.world.clock.now(), one.facts.available_at
    is_out = has_file or (one.year is not None and one.year < now.year)
    return {
        **shapes.item(one, has_file),
        "originalTitle": one.title,
        "sortTitle": one.title.lower(),
        "cleanTitle": clean_title(one.title),
        "titleSlug": str(one.tmdb_id or f"{slug(one.label)}-{one.id}".strip("-")),
        "year": one.year or 0,
        "tmdbId": one.tmdb_id or 0,
        **facts(one.facts, tags, is_out=is_out),
        "isAvailable": is_out if waited is None else waited <= now,
        "path": path,
        "folderName": path,
        "rootFolderPath": root,
        "qualityProfileId": profile_id or 0,
        "alternateTitles": [],
        "images": [],
        "genres": [],
        "ratings": {},
    }
