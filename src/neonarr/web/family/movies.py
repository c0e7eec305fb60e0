"""A movie as the family's clients read it: what we know of it, and what they expect besides."""

from typing import Any

from neonarr.decisions.subject import UNKNOWN_LANGUAGE
from neonarr.library.model import Item
from neonarr.naming.paths import movie_path
from neonarr.profiles.tables import ProfileId
from neonarr.releases.clean import clean_title, slug
from neonarr.web import shapes
from neonarr.web.family.languages import spoken
from neonarr.web.inside import Inside


def movie(found: Inside, one: Item, has_file: bool, profile_id: ProfileId | None) -> dict[str, Any]:
    """The movie; its path is where its files lie or will lie."""
    root = found.preferences.value.movies_dir
    path = f"{root.rstrip('/')}/{movie_path(one, '', '').parent}"
    is_out = has_file or (one.year is not None and one.year < found.world.clock.now().year)
    return {
        **shapes.item(one, has_file),
        "originalTitle": one.title,
        "originalLanguage": spoken((UNKNOWN_LANGUAGE,))[0],
        "sortTitle": one.title.lower(),
        "cleanTitle": clean_title(one.title),
        "titleSlug": str(one.tmdb_id or f"{slug(one.label)}-{one.id}".strip("-")),
        "year": one.year or 0,
        "tmdbId": one.tmdb_id or 0,
        "status": "released" if is_out else "announced",
        "isAvailable": is_out,
        "minimumAvailability": "announced",
        "path": path,
        "folderName": path,
        "rootFolderPath": root,
        "qualityProfileId": profile_id or 0,
        "runtime": 0,
        "alternateTitles": [],
        "images": [],
        "genres": [],
        "tags": [],
        "ratings": {},
    }
