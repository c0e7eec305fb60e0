"""A parsed name as plain values, for JSON."""

from dataclasses import fields, is_dataclass
from enum import Enum

from neonarr.releases.model import AlbumCopy, FilmCopy, ParsedName
from neonarr.releases.movies.files import is_scene
from neonarr.releases.parse import parse

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def parse_to_plain(name: str) -> dict[str, Plain]:
    """What the name says, as plain values: the name, then every field by its name in camelCase.
    Always the same fields; those that don't apply are None, all of them for what is no release.

    >>> plain = parse_to_plain("Some.Film.1999.720p.WEB-DL-GRP")
    >>> plain["title"], plain["quality"], plain["resolution"], plain["bitrate"]
    ('Some Film', 'WEBDL-720p', 720, None)
    """
    found = parse(name)
    plain: dict[str, Plain] = {"name": name, **_NOTHING}
    if found is not None:
        plain |= as_plain(found)
        plain["isScene"] = is_scene(name)
    return plain


def as_plain(found: ParsedName) -> dict[str, Plain]:
    """Every field by its name in camelCase; what is said about the copy stands beside the rest."""
    plain: dict[str, Plain] = {}
    for name in _names(found):
        value = getattr(found, name)
        if name in ("film", "record"):
            plain |= {_camel(inner): _plain(getattr(value, inner)) for inner in _names(value)}
        else:
            plain[_camel(name)] = value.name if name == "quality" else _plain(value)
    return plain


def _names(value: object) -> list[str]:
    return [field.name for field in fields(value)] if is_dataclass(value) else []


def _plain(value: object) -> Plain:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return {_camel(name): _plain(getattr(value, name)) for name in _names(value)}
    return value if isinstance(value, str | int | bool) else None


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


_NOTHING: dict[str, Plain] = dict.fromkeys(
    [
        _camel(field.name)
        for shape in (ParsedName, FilmCopy, AlbumCopy)
        for field in fields(shape)
        if field.name not in ("film", "record")
    ]
    + ["isScene"]
)
