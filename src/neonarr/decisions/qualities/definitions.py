"""Quality definitions: how large a minute of each quality may be.

Movies are measured in MB of 2^20 bytes a minute, music in kbit a second, as the family does.
Source: https://wiki.servarr.com/radarr/settings#quality-definitions-table
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.given import Given, given, shown
from neonarr.decisions.model import SizeBounds
from neonarr.decisions.qualities.ladders import LADDERS, QUALITY_IDS
from neonarr.decisions.subject import PICTURES

_PER_MINUTE = {MediaKind.MOVIE: 2**20, MediaKind.ALBUM: 60 * 1000 / 8}
"""Bytes in a minute of one unit."""

_MOST_AT_ALL = Bytes(10**15)


@dataclass(frozen=True, slots=True)
class Definition:
    """The bounds of one quality, by the minute. None: no bound, no preference."""

    quality: str
    least: float = 0
    preferred: float | None = None
    most: float | None = None


def bounds_of(definition: Definition, kind: MediaKind, minutes: float) -> SizeBounds:
    """The bounds for something of that length.

    >>> bounds_of(Definition("DVD", 1, 10, 20), MediaKind.MOVIE, 100).preferred
    1048576000
    """
    unit = _PER_MINUTE[kind] * minutes
    preferred, most = definition.preferred, definition.most
    return SizeBounds(
        Bytes(int(definition.least * unit)),
        _MOST_AT_ALL if most is None else Bytes(int(most * unit)),
        None if preferred is None else Bytes(int(preferred * unit)),
    )


def default_definitions(kind: MediaKind) -> tuple[Definition, ...]:
    """One for each quality of the kind, worst first: wide enough to keep only the absurd out."""
    make = _movie_default if kind is MediaKind.MOVIE else _album_default
    return tuple(make(quality) for quality in LADDERS[kind])


_BY_LINES = {0: (1, 10, 60), 480: (1, 12, 60), 576: (1, 15, 60), 720: (3, 30, 150),
             1080: (5, 60, 400), 2160: (15, 200, 1000)}  # fmt: skip


def _movie_default(quality: str) -> Definition:
    least, preferred, most = _BY_LINES[PICTURES[quality].resolution]
    is_whole = quality.startswith(("Remux", "BR-", "Raw"))
    return Definition(quality, least, None if is_whole else preferred, None if is_whole else most)


def _album_default(quality: str) -> Definition:
    rate = quality.rpartition("-")[2]
    told = int(rate) if rate.isdigit() else 0
    return Definition(quality, told * 0.7, None, told * 1.6 if told else None)


def read_definitions(value: object, kind: MediaKind) -> tuple[Definition, ...]:
    """Definitions from a guide (`{"qualities": […]}`) or the API (a list). Raises Invalid."""
    is_list = isinstance(value, list | tuple)
    whole = given({"qualities": value} if is_list else value, "Quality definitions")
    whole = whole.named("Quality definitions")
    read = _from_api if is_list else _from_guide
    found: dict[str, Definition] = {}
    for one in whole.objects("qualities"):
        definition = _checked(one, read(one), kind)
        if definition.quality in found:
            raise one.wrong("quality", f"{shown(definition.quality)} is there twice; drop one.")
        found[definition.quality] = definition
    return tuple(found.values())


def _from_guide(one: Given) -> Definition:
    return Definition(
        one.name("quality"), one.number("min"), _or_none(one, "preferred"), _or_none(one, "max")
    )


def _from_api(one: Given) -> Definition:
    return Definition(
        one.inner("quality").name(),
        _or_none(one, "minSize") or 0,
        _or_none(one, "preferredSize"),
        _or_none(one, "maxSize"),
    )


def _or_none(one: Given, key: str) -> float | None:
    return one.number(key) if one.has(key) else None


def _checked(one: Given, found: Definition, kind: MediaKind) -> Definition:
    if found.quality not in QUALITY_IDS[kind]:
        raise one.wrong("quality", f"there is no quality called {shown(found.quality)}.")
    told = [size for size in (found.least, found.preferred, found.most) if size is not None]
    if told != sorted(told) or told[0] < 0:
        raise one.wrong(
            "min",
            f"{shown(found.quality)} must have least, preferred and most in this order: {told}.",
        )
    return found


def guide_definitions(
    definitions: Iterable[Definition], trash_id: str, named: str
) -> dict[str, Any]:
    """Definitions as guides write them; `named` is what they are for: movie, anime …"""
    qualities = [
        {"quality": one.quality, "min": one.least, "preferred": one.preferred, "max": one.most}
        for one in definitions
    ]
    return {"trash_id": trash_id, "type": named, "qualities": qualities}


def api_definitions(definitions: Iterable[Definition], kind: MediaKind) -> list[dict[str, Any]]:
    """Definitions as the API shows them, in the order of the ladder, numbered from 1."""
    by_name: Mapping[str, Definition] = {one.quality: one for one in definitions}
    return [
        _api_definition(at, by_name.get(name, Definition(name)), kind)
        for at, name in enumerate(LADDERS[kind], 1)
    ]


def _api_definition(number: int, one: Definition, kind: MediaKind) -> dict[str, Any]:
    sizes = {"minSize": one.least, "maxSize": one.most, "preferredSize": one.preferred}
    return {
        "id": number,
        "quality": api_quality(one.quality, kind),
        "title": one.quality,
        "weight": number,
        **{key: size for key, size in sizes.items() if size is not None},
    }


def api_quality(name: str, kind: MediaKind) -> dict[str, Any]:
    """A quality as the API shows it; one of music has no picture."""
    plain = {"id": QUALITY_IDS[kind][name], "name": name}
    if kind is MediaKind.ALBUM:
        return plain
    picture = PICTURES[name]
    return {
        **plain,
        "source": picture.source.name.lower(),
        "resolution": picture.resolution,
        "modifier": picture.modifier.name.lower(),
    }
