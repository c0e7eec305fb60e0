"""Where a movie's and a track's file lie below their root folder.

Each part of a path is made of its template's part. One that would be longer than file systems take
is rendered again with its longest value shortened, so that everything else stays whole.

Several versions of one item lie side by side: where no template has {Version}, a movie's file gets
` - 4K` and an album's folder ` [portable]`. The main version has no name.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from neonarr.naming.formats import DEFAULTS, Format, Formats
from neonarr.naming.known import Known
from neonarr.naming.part import MAX_BYTES, safe_part, shortened
from neonarr.naming.template import Part, Token, rendered, tokens_of
from neonarr.naming.tokens import value_of

MAX_VERSION_BYTES = 60
"""Of UTF-8, so that the quality and the suffix stay, however a version is called."""

_LEAST_BYTES = 8
"""Of a value; shorter ones give nothing away that would help."""


def version_part(version: str) -> str:
    """How a version is called in a file name; empty for the only one.

    >>> version_part("FLAC / CD"), version_part("")
    ('FLAC - CD', '')
    """
    if not version:
        return ""
    short = version.encode()[:MAX_VERSION_BYTES].decode(errors="ignore")
    return safe_part(short).replace("[", "(").replace("]", ")")


def movie_folder(known: Known, formats: Formats = DEFAULTS) -> PurePosixPath:
    """Where the files of a movie lie."""
    return PurePosixPath(*_parts(formats.movie_folder, known, ""))


def movie_path(known: Known, suffix: str, formats: Formats = DEFAULTS) -> PurePosixPath:
    """`Title (Year)/Title (Year) [Quality].ext`, as the formats say. `suffix` with its dot; it may
    carry more, as a subtitle's `.en.srt` does. What is not known leaves no brackets.

    Media servers take files of one folder for versions of one movie if their names begin like the
    folder's and go on with ` - ` or a bracket.
    Source: https://jellyfin.org/docs/general/server/media/movies#multiple-versions
    Source: https://support.plex.tv/articles/200381043-multi-version-movies/

    >>> from datetime import datetime, UTC
    >>> from neonarr.base.ids import ItemId
    >>> from neonarr.base.kinds import MediaKind
    >>> from neonarr.library.model import Item
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> alien = Item(ItemId(1), MediaKind.MOVIE, "Alien", None, 1979, True, day)
    >>> str(movie_path(Known(alien, "Bluray-1080p"), ".mkv"))
    'Alien (1979)/Alien (1979) [Bluray-1080p].mkv'
    >>> movie_path(Known(alien, "Bluray-2160p", "4K"), ".mkv").name
    'Alien (1979) - 4K [Bluray-2160p].mkv'
    """
    version = _version_tail(known, (formats.movie_folder, formats.movie_file))
    tail = f" - {version}" if version else ""
    names = _parts(formats.movie_file, known, tail + suffix.lower())
    return movie_folder(known, formats).joinpath(*names)


def track_path(known: Known, suffix: str, formats: Formats = DEFAULTS) -> PurePosixPath:
    """`Artist/Album (Year)/01 - Title.ext`, as the formats say; a folder for each disc if there
    are several.

    >>> from datetime import datetime, UTC
    >>> from neonarr.base.ids import ItemId
    >>> from neonarr.base.kinds import MediaKind
    >>> from neonarr.library.model import Item
    >>> from neonarr.naming.known import TrackPlace
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> blue = Item(ItemId(1), MediaKind.ALBUM, "Blue", "Joni Mitchell", 1971, True, day)
    >>> str(track_path(Known(blue, place=TrackPlace(1, "All I Want")), ".flac"))
    'Joni Mitchell/Blue (1971)/01 - All I Want.flac'
    >>> str(track_path(Known(blue, place=TrackPlace(10, "River", 2)), ".flac"))
    'Joni Mitchell/Blue (1971)/Disc 2/10 - River.flac'
    """
    version = _version_tail(known, (formats.album_folder, formats.track_file))
    tail = f" [{version}]" if version else ""
    folder = PurePosixPath(*_parts(formats.album_folder, known, tail))
    return folder.joinpath(*_parts(formats.track_file, known, suffix.lower()))


def _version_tail(known: Known, formats: tuple[Format, ...]) -> str:
    """The version's name, unless a format has a place for it."""
    is_placed = any(one.has("Version") for one in formats)
    return "" if is_placed else version_part(known.version)


def _parts(how: Format, known: Known, tail: str) -> list[str]:
    """The names of the folders, and of what lies in them, `tail` behind the last. A folder of
    which nothing is known is left out; the last is the item's own name then."""

    def value(token: Token) -> str:
        if token.name == "version":
            return version_part(known.version)
        return value_of(how.meanings[token.name], known, token.filter)

    *folders, last = how.template.parts
    names = [safe_part(name) for part in folders if (name := _fitting(part, value, ""))]
    return [*names, safe_part(_fitting(last, value, tail) or known.item.label, tail)]


def _fitting(part: Part, value: Callable[[Token], str], tail: str) -> str:
    """The part, its longest values shortened until it fits with its tail."""
    values = {token: value(token) for token in tokens_of(part)}
    name = rendered(part, values.__getitem__)
    for _ in range(2 * len(values)):
        excess = len((name + tail).encode()) - MAX_BYTES
        if excess <= 0:
            break
        longest = max(values, key=lambda token: len(values[token].encode()))
        room = len(values[longest].encode()) - excess
        values[longest] = shortened(values[longest], max(room, _LEAST_BYTES))
        name = rendered(part, values.__getitem__)
    return name
