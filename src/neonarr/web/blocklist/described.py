"""The shapes of the blocklist in the API's description."""

from typing import Literal

from pydantic import BaseModel

from neonarr.web.family.described import SHAPE, CustomFormat, NamedLanguage, Place, QualityModel


class BlockedRelease(BaseModel):
    """A release that is not taken by itself, with the reason as `message`; `expires`: until then,
    without it for good. One of a movie has `movieId` (0: not in the library), of an album
    `albumIds`."""

    model_config = SHAPE

    id: int
    movie_id: int | None = None
    languages: list[NamedLanguage] | None = None
    artist_id: int | None = None
    album_ids: list[int] | None = None
    source_title: str
    quality: QualityModel
    custom_formats: list[CustomFormat] | None = None
    date: str
    protocol: Literal["torrent"]
    message: str
    label: str | None = None
    info_hash: str | None = None
    expires: str | None = None


class LetIn(BaseModel):
    """Nothing: it may be taken again."""


class BlockedPage(BaseModel):
    model_config = SHAPE

    page: int
    page_size: int
    sort_key: Literal["date"]
    sort_direction: Literal["ascending", "descending"]
    total_records: int
    records: list[BlockedRelease]


ANSWERS: dict[Place, tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v3/blocklist"): (200, BlockedPage),
    ("get", "/api/v1/blocklist"): (200, BlockedPage),
    ("get", "/api/v3/blocklist/movie"): (200, [BlockedRelease]),
    ("delete", "/api/v3/blocklist/{blocked_id}"): (200, LetIn),
    ("delete", "/api/v1/blocklist/{blocked_id}"): (200, LetIn),
    ("delete", "/api/v3/blocklist/bulk"): (200, LetIn),
    ("delete", "/api/v1/blocklist/bulk"): (200, LetIn),
}
