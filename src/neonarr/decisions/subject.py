"""What is judged: a release and what its name says, in the words formats and rules use.

Built in one place, `subject_of`. The numbers of sources, modifiers and flags are the *arr family's:
they stand in the formats people import.
Source: https://github.com/Radarr/Radarr/tree/develop/src/NzbDrone.Core/Qualities
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from types import MappingProxyType

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.releases.model import FIRST_REVISION, ParsedName, Release, Revision

ORIGINAL = "Original"
"""The language a movie was made in, whichever that is."""

UNKNOWN_LANGUAGE = "Unknown"


class Source(IntEnum):
    """Where a picture was taken from."""

    UNKNOWN = 0
    CAM = 1
    TELESYNC = 2
    TELECINE = 3
    WORKPRINT = 4
    DVD = 5
    TV = 6
    WEBDL = 7
    WEBRIP = 8
    BLURAY = 9


class Modifier(IntEnum):
    """What else a named quality says."""

    NONE = 0
    REGIONAL = 1
    SCREENER = 2
    RAWHD = 3
    BRDISK = 4
    REMUX = 5


class IndexerFlag(IntFlag):
    """What an indexer says about its offer."""

    FREELEECH = 1
    HALFLEECH = 2
    DOUBLE_UPLOAD = 4
    GOLDEN = 8
    APPROVED = 16
    INTERNAL = 32
    SCENE = 128
    FREELEECH_75 = 256
    FREELEECH_25 = 512
    NUKED = 2048


NO_FLAGS = IndexerFlag(0)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a named quality of movies stands for; `id` is the family's, `resolution` in lines."""

    id: int
    source: Source = Source.UNKNOWN
    resolution: int = 0
    modifier: Modifier = Modifier.NONE


def _pictures() -> dict[str, Picture]:
    lines = {
        "HDTV": (Source.TV, {720: 4, 1080: 9, 2160: 16}),
        "WEBDL": (Source.WEBDL, {480: 8, 720: 5, 1080: 3, 2160: 18}),
        "WEBRip": (Source.WEBRIP, {480: 12, 720: 14, 1080: 15, 2160: 17}),
        "Bluray": (Source.BLURAY, {480: 20, 576: 21, 720: 6, 1080: 7, 2160: 19}),
    }
    return {
        f"{name}-{size}p": Picture(number, source, size)
        for name, (source, sizes) in lines.items()
        for size, number in sizes.items()
    }


PICTURES: Mapping[str, Picture] = MappingProxyType(
    {
        "Unknown": Picture(0),
        "WORKPRINT": Picture(24, Source.WORKPRINT),
        "CAM": Picture(25, Source.CAM),
        "TELESYNC": Picture(26, Source.TELESYNC),
        "TELECINE": Picture(27, Source.TELECINE),
        "REGIONAL": Picture(29, Source.DVD, 480, Modifier.REGIONAL),
        "DVDSCR": Picture(28, Source.DVD, 480, Modifier.SCREENER),
        "SDTV": Picture(1, Source.TV, 480),
        "DVD": Picture(2, Source.DVD),
        "DVD-R": Picture(23, Source.DVD, 480, Modifier.REMUX),
        "Remux-1080p": Picture(30, Source.BLURAY, 1080, Modifier.REMUX),
        "Remux-2160p": Picture(31, Source.BLURAY, 2160, Modifier.REMUX),
        "BR-DISK": Picture(22, Source.BLURAY, 1080, Modifier.BRDISK),
        "Raw-HD": Picture(10, Source.TV, 1080, Modifier.RAWHD),
        **_pictures(),
    }
)
"""By quality name; qualities of music have none."""

_UNKNOWN = PICTURES["Unknown"]

_SEPARATORS = str.maketrans("._", "  ")


@dataclass(frozen=True, slots=True)
class Subject:
    """A release as formats see it. None and empty mean: nobody said."""

    kind: MediaKind
    title: str
    """As the indexer wrote it."""
    text: str
    """The title with the movie's own name taken out, so that a movie called Hulu is not taken for
    one from Hulu."""
    quality: str = "Unknown"
    picture: Picture = _UNKNOWN
    group: str | None = None
    edition: str | None = None
    languages: tuple[str, ...] = ()
    """The family's names: English, Portuguese (Brazil) …"""
    original_language: str | None = None
    flags: IndexerFlag = NO_FLAGS
    size: Bytes | None = None
    year: int | None = None
    revision: Revision = FIRST_REVISION
    hardcoded_subs: str = ""
    """The word that says that subtitles are burned into the picture."""


def subject_of(
    release: Release,
    parsed: ParsedName | None,
    *,
    original_language: str | None = None,
    multi_languages: tuple[str, ...] = (),
    year: int | None = None,
) -> Subject:
    """The release with what its name says.

    `original_language` is the wanted movie's and stands for a name that tells none, as the family
    has it. `multi_languages` are those an indexer means by MULTI. `year` is the wanted item's.
    """
    flags = IndexerFlag.FREELEECH if release.is_freeleech else NO_FLAGS
    if parsed is None:
        return Subject(
            MediaKind.MOVIE,
            release.title,
            release.title,
            languages=_languages((), original_language),
            original_language=original_language,
            flags=flags,
            size=release.size,
            year=year,
        )
    film, quality = parsed.film, parsed.quality.name
    multi = multi_languages if film is not None and film.is_multi else ()
    return Subject(
        kind=parsed.kind,
        title=release.title,
        text=_without_name(release.title, parsed),
        quality=quality,
        picture=PICTURES.get(quality, _UNKNOWN),
        group=parsed.group,
        edition=parsed.edition or None,
        languages=_languages((*parsed.languages, *multi), original_language),
        original_language=original_language,
        flags=flags,
        size=release.size,
        year=year or parsed.year,
        revision=parsed.revision,
        hardcoded_subs=film.hardcoded_subs if film else "",
    )


def _languages(told: tuple[str, ...], original: str | None) -> tuple[str, ...]:
    """Those told, with `Original` put into its own word where that is known."""
    if not told:
        return (original or UNKNOWN_LANGUAGE,)
    return tuple(dict.fromkeys(original or one if one == ORIGINAL else one for one in told))


def _without_name(title: str, parsed: ParsedName) -> str:
    """The title with the movie's name replaced by `A Movie`, as the family does; music keeps its.

    Source: https://github.com/Radarr/Radarr/blob/develop/src/NzbDrone.Core/Parser/Parser.cs
    """
    if parsed.kind is not MediaKind.MOVIE or not parsed.title:
        return title
    name = parsed.title.translate(_SEPARATORS).strip().casefold()
    flat = title.translate(_SEPARATORS).casefold()
    start = flat.find(name) if len(flat) == len(title) else -1
    if start < 0:
        return title
    end = start + len(name)
    return f"{title[:start]}{'A.Movie' if '.' in title[start:end] else 'A Movie'}{title[end:]}"
