"""Where a movie's and a track's file lie below their root folder."""

from pathlib import PurePosixPath

from neonarr.library.model import Item
from neonarr.naming.part import safe_part

MAX_VERSION_BYTES = 60
"""Of UTF-8, so that the quality and the suffix stay, however a version is called."""


def version_part(version: str) -> str:
    """How a version is called in a file name; empty for the only one.

    >>> version_part("FLAC / CD"), version_part("")
    ('FLAC - CD', '')
    """
    if not version:
        return ""
    short = version.encode()[:MAX_VERSION_BYTES].decode(errors="ignore")
    return safe_part(short).replace("[", "(").replace("]", ")")


def movie_path(item: Item, quality: str, suffix: str, version: str = "") -> PurePosixPath:
    """`Title (Year)/Title (Year) [Quality].ext`. `suffix` with its dot; it may carry more, as a
    subtitle's `.en.srt` does. An empty quality and an unknown year leave no brackets.

    Of several versions each has its name: `Title (Year) - 2160p [Quality].ext`. Media servers take
    files of one folder for versions of one movie if their names begin like the folder's and go on
    with ` - ` or a bracket.
    Source: https://jellyfin.org/docs/general/server/media/movies#multiple-versions
    Source: https://support.plex.tv/articles/200381043-multi-version-movies/

    >>> from datetime import datetime, UTC
    >>> from neonarr.base.ids import ItemId
    >>> from neonarr.base.kinds import MediaKind
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> alien = Item(ItemId(1), MediaKind.MOVIE, "Alien", None, 1979, True, day)
    >>> str(movie_path(alien, "Bluray-1080p", ".mkv"))
    'Alien (1979)/Alien (1979) [Bluray-1080p].mkv'
    >>> movie_path(alien, "Bluray-2160p", ".mkv", "4K").name
    'Alien (1979) - 4K [Bluray-2160p].mkv'
    """
    year = _year(item)
    bracket = f" [{quality}]" if quality else ""
    if version:
        bracket = f" - {version_part(version)}{bracket}"
    return PurePosixPath(
        safe_part(item.title, year), safe_part(item.title, f"{year}{bracket}{suffix.lower()}")
    )


def track_path(
    item: Item, track: int | None, title: str, disc: int | None, suffix: str, version: str = ""
) -> PurePosixPath:
    """`Artist/Album (Year)/01 - Title.ext`. `disc` is None unless the album has several: then each
    has its folder `Disc 1`. A `track` of None (nobody knows it) leaves the title alone. Of several
    versions each has its folder: `Album (Year) [portable]`.

    >>> from datetime import datetime, UTC
    >>> from neonarr.base.ids import ItemId
    >>> from neonarr.base.kinds import MediaKind
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> blue = Item(ItemId(1), MediaKind.ALBUM, "Blue", "Joni Mitchell", 1971, True, day)
    >>> str(track_path(blue, 1, "All I Want", None, ".flac"))
    'Joni Mitchell/Blue (1971)/01 - All I Want.flac'
    >>> str(track_path(blue, 10, "River", 2, ".flac"))
    'Joni Mitchell/Blue (1971)/Disc 2/10 - River.flac'
    """
    tail = f" [{version_part(version)}]" if version else ""
    folder = PurePosixPath(
        safe_part(item.artist or "Unknown Artist"), safe_part(item.title, _year(item) + tail)
    )
    if disc is not None:
        folder /= f"Disc {disc}"
    number = "" if track is None else f"{track:02d} - "
    return folder / safe_part(f"{number}{safe_part(title)}", suffix.lower())


def _year(item: Item) -> str:
    return f" ({item.year})" if item.year else ""
