"""The shapes of the versions in the API's description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Version(BaseModel):
    """One version of an item. `state` unwanted: files are there, but no slot wants it any more."""

    model_config = SHAPE

    slot: str
    profile_id: int | None = None
    profile: str | None = None
    state: Literal["missing", "below_cutoff", "nothing", "under_way", "left_alone", "unwanted"]
    title: str | None = None
    quality: str | None = None
    size_bytes: int
    files: int
    message: str | None = None
    search_again_at: str | None = None


class ItemVersions(BaseModel):
    model_config = SHAPE

    success: Literal[True]
    item_id: int
    label: str
    kind: Literal["movie", "album"]
    monitored: bool
    versions: list[Version]
    searched_at: str | None = None
    search_message: str | None = None


class VersionSearched(BaseModel):
    model_config = SHAPE

    slot: str
    message: str
    download_id: str | None = None


class ItemSearch(BaseModel):
    model_config = SHAPE

    success: Literal[True]
    item_id: int
    versions: list[VersionSearched]


class ItemMonitored(BaseModel):
    model_config = SHAPE

    success: Literal[True]
    item_id: int
    monitored: bool


ANSWERS: dict[tuple[str, str], tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v1/items/{item_id}/versions"): (200, ItemVersions),
    ("post", "/api/v1/items/{item_id}/search"): (200, ItemSearch),
    ("put", "/api/v1/items/{item_id}/monitored"): (200, ItemMonitored),
}
