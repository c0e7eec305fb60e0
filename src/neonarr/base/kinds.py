"""The two kinds of media; every table that tells them apart is keyed by this."""

from enum import StrEnum


class MediaKind(StrEnum):
    MOVIE = "movie"
    ALBUM = "album"
