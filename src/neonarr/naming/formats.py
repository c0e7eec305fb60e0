"""The templates that names are made by: read, compiled once, and checked."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from neonarr.base.errors import Invalid
from neonarr.naming.template import Template, Token, read
from neonarr.naming.tokens import ALBUMS, MOVIES, TRACKS, Meaning, key
from neonarr.settings import model
from neonarr.settings.model import (
    ALBUM_FOLDER_FORMAT,
    MOVIE_FILE_FORMAT,
    MOVIE_FOLDER_FORMAT,
    TRACK_FILE_FORMAT,
    Preferences,
)

TOKENS: Mapping[str, Mapping[str, Meaning]] = MappingProxyType(
    {
        "movie_folder_format": MOVIES,
        "movie_file_format": MOVIES,
        "album_folder_format": ALBUMS,
        "track_file_format": TRACKS,
    }
)
"""What each preference may hold."""

_MUST_NAME = {
    "movie_folder_format": "{Movie Title} or {TmdbId}, or all movies would share a folder",
    "movie_file_format": "{Movie Title} or {Original Title}, or nobody could tell its files",
    "album_folder_format": "{Album Title}, or all albums would share a folder",
    "track_file_format": "{Track Title} or {track:00}, or all tracks would share a name",
}

_ARTIST = ("Artist", "Track Artist")


@dataclass(frozen=True, slots=True)
class Format:
    """A template and what its tokens mean."""

    template: Template
    meanings: Mapping[str, Meaning]

    def has(self, label: str) -> bool:
        """Whether it has that token."""
        return any(token.name == key(label) for token in self.template.tokens)


@dataclass(frozen=True, slots=True)
class Formats:
    """How everything is named."""

    movie_folder: Format
    movie_file: Format
    album_folder: Format
    track_file: Format


@lru_cache(maxsize=256)
def compiled(name: str, text: str, where: str = "", called: str = "") -> Format:
    """The format of that preference. Raises Invalid, its field `where`, for a template that can't
    be read, a token nobody knows, or one that would give many things one name."""
    where = where or model.camel(name)
    called = called or where
    template, meanings = read(text, where, called), TOKENS[name]
    for token in template.tokens:
        fault = _fault(token, meanings)
        if fault:
            said = f"{called} has {{{token.written}}} at character {token.at + 1}: {fault}"
            raise Invalid(where, said)
    found = [meanings[token.name] for token in template.tokens]
    if not any(_is_enough(name, meaning) for meaning in found):
        raise Invalid(where, f"{called} must have {_MUST_NAME[name]}.")
    return Format(template, meanings)


def formats(preferences: Preferences) -> Formats:
    """Those that are set. Raises Invalid if one was never checked."""
    return Formats(
        compiled("movie_folder_format", preferences.movie_folder_format),
        compiled("movie_file_format", preferences.movie_file_format),
        compiled("album_folder_format", preferences.album_folder_format),
        compiled("track_file_format", preferences.track_file_format),
    )


def checked(name: str, value: Any, called: str = "") -> Any:
    """As `settings.model.checked`, and a format also must be one that names can be made by."""
    held = model.checked(name, value, called)
    if name in TOKENS:
        compiled(name, held, called or model.camel(name))
    return held


def _is_enough(name: str, meaning: Meaning) -> bool:
    """Whether that token tells one thing from another: an artist has many albums and tracks, an
    album has many tracks."""
    shared = {"album_folder_format": _ARTIST, "track_file_format": (*_ARTIST, "Album")}
    return meaning.is_name and not meaning.label.startswith(shared.get(name, ()))


def _fault(token: Token, meanings: Mapping[str, Meaning]) -> str:
    """What is wrong with a token; empty if it is one."""
    meaning = meanings.get(token.name)
    if meaning is None:
        [*near] = difflib.get_close_matches(token.name, meanings, 1, 0.7)
        hint = f" Did you mean {{{meanings[near[0]].label}}}?" if near else ""
        return f"there is no such token here.{hint}"
    if token.filter and not meaning.narrowed.value.fullmatch(token.filter):
        return f"“:{token.filter[:40]}” means nothing to it. Take it out."
    return ""


DEFAULTS = Formats(
    compiled("movie_folder_format", MOVIE_FOLDER_FORMAT),
    compiled("movie_file_format", MOVIE_FILE_FORMAT),
    compiled("album_folder_format", ALBUM_FOLDER_FORMAT),
    compiled("track_file_format", TRACK_FILE_FORMAT),
)
"""What a newcomer gets."""
