"""Answers the fields of the shared corpus of release names: one function a field.

Each is called as f(input, params, via) and returns what the corpus' README describes.
"""

from typing import Any

from neonarr.base.kinds import MediaKind
from neonarr.releases.clean import bare_album, bare_track, clean_title, slug
from neonarr.releases.languages import language_of_code
from neonarr.releases.model import ParsedName
from neonarr.releases.movies.files import is_scene, read_movie_path, scene_title
from neonarr.releases.movies.read import full_imdb_id, imdb_id, read_copy, read_movie
from neonarr.releases.movies.subtitles import read_subtitle
from neonarr.releases.music.match import search_match
from neonarr.releases.music.quality import quality_of_tags
from neonarr.releases.music.read import read_album, read_album_copy
from neonarr.releases.parse import guess_kind, release_group

Params = dict[str, Any] | None


def _movie(text: str, via: str) -> ParsedName | None:
    """A whole name where the corpus has whole names, else any text about a copy."""
    return read_movie(text) if via.startswith("Parser.") else read_copy(text)


def movie_title(text: str, params: Params, via: str) -> str | None:
    found = read_movie(text)
    return found.title if found else None


def movie_titles_all(text: str, params: Params, via: str) -> list[str] | None:
    found = read_movie(text)
    return list(found.titles) if found else None


def movie_year(text: str, params: Params, via: str) -> int | None:
    found = read_movie(text)
    return (found.year or 0) if found else None


def movie_edition(text: str, params: Params, via: str) -> str | None:
    found = read_movie(text)
    return found.edition if found else None


def movie_release_group(text: str, params: Params, via: str) -> str | None:
    found = _movie(text, via)
    return found.group if found else None


def movie_languages(text: str, params: Params, via: str) -> list[str]:
    found = read_movie(text) or read_copy(text)
    return list(found.languages) or ["Unknown"]


def movie_quality(text: str, params: Params, via: str) -> dict[str, object]:
    found = read_copy(text)
    assert found.film is not None
    return {
        "quality": found.quality.name,
        "source": found.film.source,
        "resolution": found.film.resolution,
        "modifier": found.film.modifier,
    }


def movie_revision(text: str, params: Params, via: str) -> dict[str, object]:
    revision = read_copy(text).revision
    return {
        "version": revision.version,
        "real": revision.real,
        "is_repack": revision.is_repack,
    }


def movie_quality_detection(text: str, params: Params, via: str) -> dict[str, str]:
    film = read_copy(text).film
    assert film is not None
    return {
        "source_from": film.source_from.capitalize(),
        "resolution_from": film.resolution_from.capitalize(),
    }


def movie_hardcoded_subs(text: str, params: Params, via: str) -> str | None:
    found = read_movie(text)
    return (found.film.hardcoded_subs or None) if found and found.film else None


def movie_imdb_id(text: str, params: Params, via: str) -> str | None:
    found = read_movie(text)
    return found.imdb_id if found else imdb_id(text)


def movie_tmdb_id(text: str, params: Params, via: str) -> int | None:
    found = read_movie(text)
    return found.tmdb_id if found else None


def movie_reject(text: str, params: Params, via: str) -> bool:
    return read_movie(text) is None


movie_reject_md5 = movie_reject


def movie_is_scene(text: str, params: Params, via: str) -> bool:
    return is_scene(text)


def movie_scene_title(text: str, params: Params, via: str) -> str | None:
    return scene_title(text)


def movie_path(text: str, params: Params, via: str) -> dict[str, object] | None:
    found = read_movie_path(text)
    if found is None:
        return None
    return {"title": found.title, "quality": found.quality.name, "release_group": found.group}


def movie_clean_title(text: str, params: Params, via: str) -> str:
    return clean_title(text)


def movie_slug(text: str, params: Params, via: str) -> str:
    params = params or {}
    return slug(
        text,
        invalid="-" if params.get("invalid_dash_replacement") else "",
        trimmed=params.get("trim_end_chars", "-_"),
        deduplicated=params.get("deduplicate_chars", "-_"),
    )


def movie_iso_language(text: str, params: Params, via: str) -> str | None:
    return language_of_code(text)


def movie_subtitle_language(text: str, params: Params, via: str) -> str:
    return read_subtitle(text).language or "Unknown"


def movie_subtitle_info(text: str, params: Params, via: str) -> dict[str, object]:
    found = read_subtitle(text)
    return {
        "tags": list(found.tags),
        "title": found.title,
        "language": found.language or "Unknown",
    }


def movie_imdb_id_normalize(text: str, params: Params, via: str) -> str | None:
    return full_imdb_id(text)


def music_artist_album(text: str, params: Params, via: str) -> dict[str, object] | None:
    found = read_album(text)
    if found is None or found.record is None:
        return None
    # The corpus writes every dot as a space.
    return {
        "artist": (found.artist or "").replace(".", " ").strip() or None,
        "album": found.title.replace(".", " ").strip(),
        "discography": found.record.is_discography,
    }


def music_artist_name(text: str, params: Params, via: str) -> str | None:
    found = read_album(text)
    return (found.artist or found.title) if found else text


def music_discography_years(text: str, params: Params, via: str) -> dict[str, int] | None:
    found = read_album(text)
    if found is None or found.record is None:
        return None
    return {"start": found.record.first_year, "end": found.record.last_year}


def music_quality(text: str, params: Params, via: str) -> dict[str, str]:
    return {"quality": read_album_copy(text).quality.name}


def music_quality_from_tags(text: str, params: Params, via: str) -> dict[str, str]:
    params = params or {}
    found = quality_of_tags(
        params.get("codec_description") or "",
        params.get("bitrate") or 0,
        params.get("sample_size") or 0,
    )
    return {"quality": found.name}


def music_quality_detection(text: str, params: Params, via: str) -> dict[str, str]:
    record = read_album_copy(text).record
    assert record is not None
    return {"quality_from": record.quality_from.capitalize()}


def music_revision(text: str, params: Params, via: str) -> dict[str, object]:
    if guess_kind(text) is MediaKind.MOVIE:
        return movie_revision(text, params, via)
    revision = read_album_copy(text).revision
    return {
        "version": revision.version,
        "real": revision.real,
        "is_repack": revision.is_repack,
    }


def music_release_group(text: str, params: Params, via: str) -> str | None:
    return release_group(text, names_people=True)


def music_reject(text: str, params: Params, via: str) -> bool:
    return read_album(text) is None


music_reject_md5 = music_reject


def music_no_throw(text: str, params: Params, via: str) -> bool:
    read_album(text.rpartition("/")[2])
    read_album(text)
    return True


def music_search_match(text: str, params: Params, via: str) -> dict[str, str] | None:
    params = params or {}
    found = search_match(text, params["artist"], params["albums"])
    return {"artist": found.artist, "album": found.album} if found else None


def music_clean_artist(text: str, params: Params, via: str) -> str:
    return clean_title(text)


def music_clean_album_title(text: str, params: Params, via: str) -> str:
    return bare_album(text)


def music_clean_track_title(text: str, params: Params, via: str) -> str:
    return bare_track(text)
