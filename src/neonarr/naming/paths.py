"""Where a movie's and a track's file lie below their root folder."""

from pathlib import PurePosixPath

from neonarr.library.model import Item
from neonarr.naming.part import safe_part


def movie_path(item: Item, quality: str, suffix: str) -> PurePosixPath:
    """`Title (Year)/Title (Year) [Quality].ext`. `suffix` with its dot; it may carry more, as a
    subtitle's `.en.srt` does. An empty quality and an unknown year leave no brackets.

    >>> from datetime import datetime, UTC
    >>> from neonarr.base.ids import ItemId
    >>> from neonarr.base.kinds import MediaKind
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> alien = Item(ItemId(1), MediaKind.MOVIE, "Alien", None, 1979, True, day)
    >>> str(movie_path(alien, "Bluray-1080p", ".mkv"))
    'Alien (1979)/Alien (1979) [Bluray-1080p].mkv'
    """
    year = _year(item)
    bracket = f" [{quality}]" if quality else ""
    return PurePosixPath(
        safe_part(item.title, year), safe_part(item.title, f"{year}{bracket}{suffix.lower()}")
    )


def track_path(
    item: Item, track: int | None, title: str, disc: int | None, suffix: str
) -> PurePosixPath:
    """`Artist/Album (Year)/01 - Title.ext`. `disc` is None unless the album has several: then each
    has its folder `Disc 1`. A `track` of None (nobody knows it) leaves the title alone.

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
    folder = PurePosixPath(
        safe_part(item.artist or "Unknown Artist"), safe_part(item.title, _year(item))
    )
    if disc is not None:
        folder /= f"Disc {disc}"
    number = "" if track is None else f"{track:02d} - "
    return folder / safe_part(f"{number}{safe_part(title)}", suffix.lower())


def _year(item: Item) -> str:
    return f" ({item.year})" if item.year else ""
