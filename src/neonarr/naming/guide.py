"""Templates as guides publish them: one file of many variants, of which one is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from neonarr.base.errors import Invalid
from neonarr.naming.formats import compiled
from neonarr.settings.model import Preferences

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "folder": "movie_folder_format",
        "file": "movie_file_format",
        "albumFolder": "album_folder_format",
        "trackFile": "track_file_format",
    }
)
"""Parts of the file, the guides' and those we add for music, with the preference each is for."""

_PLAIN = {
    "folder": "default",
    "file": "standard",
    "albumFolder": "default",
    "trackFile": "standard",
}
_MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was taken out of a guide's file, by preference."""

    variants: Mapping[str, str]
    templates: Mapping[str, str]


def read_guide(value: object, variant: str = "") -> Chosen:
    """The templates of that variant, by default of the plain one. A section that does not have it
    gives what comes nearest: `plex-anime-imdb` has the folders of `plex-imdb`.

    Raises Invalid naming the place, for a file of another shape, a variant nobody wrote, and a
    template that can't be used."""
    sections = {key: _section(value, key) for key in SECTIONS if _has(value, key)}
    if not sections:
        raise Invalid(
            "naming",
            "This is no guide's naming: it must be an object with “folder”, “file”, or both.",
        )
    every = list(dict.fromkeys(name for one in sections.values() for name in one))
    if variant and variant not in every:
        known = ", ".join(name[:60] for name in every[:_MOST_SHOWN])
        raise Invalid("variant", f"There is no variant “{variant[:60]}” in it, only {known}.")
    variants, templates = {}, {}
    for key, known_ones in sections.items():
        name, preference = _nearest(known_ones, variant, _PLAIN[key]), SECTIONS[key]
        text = known_ones[name]
        compiled(preference, text, f"{key}.{name}", f"“{key}”, “{name[:60]}”")
        variants[preference], templates[preference] = name, text.strip()
    return Chosen(variants, templates)


def guide_json(preferences: Preferences) -> dict[str, dict[str, str]]:
    """What is set, as guides write theirs.

    >>> guide_json(Preferences("/m", "/a", "/d"))["folder"]
    {'default': '{Movie Title} {(Release Year)}'}
    """
    return {
        key: {_PLAIN[key]: getattr(preferences, preference)} for key, preference in SECTIONS.items()
    }


def _has(value: object, key: str) -> bool:
    return isinstance(value, Mapping) and value.get(key) is not None


def _section(value: object, key: str) -> Mapping[str, str]:
    found = value[key] if isinstance(value, Mapping) else None
    if not isinstance(found, Mapping) or not found:
        raise Invalid(key, f"“{key}” must be an object of templates by variant.")
    for name, text in found.items():
        if not isinstance(text, str):
            raise Invalid(f"{key}.{name}", f"“{key}”, “{str(name)[:60]}”: must be a text.")
    return found


def _nearest(known: Mapping[str, str], variant: str, plain: str) -> str:
    """The variant itself, else the one whose words are most of its words, else the plain one."""
    if variant in known:
        return variant
    words = set(variant.split("-"))
    near = [name for name in known if set(name.split("-")) <= words]
    if near:
        return max(near, key=lambda name: len(name.split("-")))
    return plain if plain in known else next(iter(known))
