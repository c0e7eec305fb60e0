"""Profiles, formats, definitions and the delay in words for /docs; see `described.py`."""

from typing import Literal

from pydantic import BaseModel

from neonarr.web.family.described import SHAPE, CustomFormat, FormatCondition, NamedLanguage, Place


class AnyQuality(BaseModel):
    """One of music has no source, resolution and modifier."""

    id: int
    name: str
    source: str | None = None
    resolution: int | None = None
    modifier: str | None = None


class QualityProfileItem(BaseModel):
    """A quality, or a group of qualities under an id of its own."""

    id: int | None = None
    name: str | None = None
    quality: AnyQuality | None = None
    items: list["QualityProfileItem"]
    allowed: bool


class ProfileFormatItem(BaseModel):
    format: int
    name: str
    score: int


class QualityProfile(BaseModel):
    """What is wanted, worst first. Those of music have no language; a schema has no id."""

    model_config = SHAPE

    id: int | None = None
    name: str
    upgrade_allowed: bool
    cutoff: int
    items: list[QualityProfileItem]
    min_format_score: int
    cutoff_format_score: int
    min_upgrade_format_score: int
    format_items: list[ProfileFormatItem]
    language: NamedLanguage | None = None


class QualityDefinition(BaseModel):
    """Sizes of a minute: MB of 2^20 bytes for movies, kbit a second for music. None left out."""

    model_config = SHAPE

    id: int
    quality: AnyQuality
    title: str
    weight: int
    min_size: float
    max_size: float | None = None
    preferred_size: float | None = None


class SizeLimits(BaseModel):
    min: int
    max: int


class DelayProfile(BaseModel):
    """Delays in minutes."""

    model_config = SHAPE

    id: int
    enable_usenet: bool
    enable_torrent: bool
    preferred_protocol: Literal["torrent", "usenet", "unknown"]
    usenet_delay: int
    torrent_delay: int
    bypass_if_highest_quality: bool
    bypass_if_above_custom_format_score: bool
    minimum_custom_format_score: int
    order: int
    tags: list[int]


class Terms(BaseModel):
    """A release profile. Without `indexerId` it counts everywhere, without tags for every item."""

    model_config = SHAPE

    id: int
    name: str
    enabled: bool
    required: list[str]
    ignored: list[str]
    indexer_id: int | None = None
    tags: list[str]


class ReleaseProfile(BaseModel):
    """The same as the family has it: tags are numbers, `indexerId` 0 is whatever indexer."""

    model_config = SHAPE

    id: int
    name: str
    enabled: bool
    required: list[str]
    ignored: list[str]
    indexer_id: int
    tags: list[int]


class SlotShown(BaseModel):
    model_config = SHAPE

    name: str
    profile_id: int
    profile: str


class ItemSlots(BaseModel):
    """The main one first."""

    success: Literal[True]
    slots: list[SlotShown]


class DefaultProfile(BaseModel):
    success: Literal[True]
    id: int
    name: str


class Deleted(BaseModel):
    """Nothing: it is gone."""


Answer = tuple[int, type[BaseModel] | list[type[BaseModel]] | str]


def _for(path: str, kept: type[BaseModel]) -> dict[Place, Answer]:
    """What is read, added, changed and deleted at an address."""
    one = f"{path}/{{{'format' if 'format' in path else 'profile'}_id}}"
    return {
        ("get", path): (200, [kept]),
        ("post", path): (201, kept),
        ("put", path): (202, kept),
        ("get", one): (200, kept),
        ("put", one): (202, kept),
        ("delete", one): (200, Deleted),
    }


def _definitions(path: str) -> dict[Place, Answer]:
    return {
        ("get", path): (200, [QualityDefinition]),
        ("get", f"{path}/{{definition_id}}"): (200, QualityDefinition),
        ("put", f"{path}/{{definition_id}}"): (202, QualityDefinition),
        ("put", f"{path}/update"): (202, [QualityDefinition]),
        ("get", f"{path}/limits"): (200, SizeLimits),
    }


def _terms(path: str, shape: type[BaseModel]) -> dict[Place, Answer]:
    one = f"{path}/{{terms_id}}"
    return {
        ("get", path): (200, [shape]),
        ("post", path): (201, shape),
        ("get", one): (200, shape),
        ("put", one): (202, shape),
        ("delete", one): (200, Deleted),
    }


ANSWERS: dict[Place, Answer] = {
    **_terms("/api/v1/terms", Terms),
    **_terms("/api/v3/releaseprofile", ReleaseProfile),
    **_for("/api/v3/qualityprofile", QualityProfile),
    **_for("/api/v1/qualityprofile", QualityProfile),
    **_for("/api/v3/customformat", CustomFormat),
    ("get", "/api/v3/qualityprofile/schema"): (200, QualityProfile),
    ("get", "/api/v1/qualityprofile/schema"): (200, QualityProfile),
    ("get", "/api/v3/customformat/schema"): (200, [FormatCondition]),
    ("put", "/api/v3/customformat/bulk"): (202, [CustomFormat]),
    ("delete", "/api/v3/customformat/bulk"): (200, Deleted),
    **_definitions("/api/v3/qualitydefinition"),
    **_definitions("/api/v1/qualitydefinition"),
    ("get", "/api/v1/profiles/items/{item_id}"): (200, ItemSlots),
    ("put", "/api/v1/profiles/items/{item_id}"): (200, ItemSlots),
    ("post", "/api/v1/profiles/{profile_id}/default"): (200, DefaultProfile),
    ("get", "/api/v3/delayprofile"): (200, [DelayProfile]),
    ("get", "/api/v3/delayprofile/{delay_id}"): (200, DelayProfile),
    ("post", "/api/v3/delayprofile"): (201, DelayProfile),
    ("put", "/api/v3/delayprofile"): (202, DelayProfile),
    ("put", "/api/v3/delayprofile/{delay_id}"): (202, DelayProfile),
    ("put", "/api/v3/delayprofile/reorder/{delay_id}"): (202, [DelayProfile]),
    ("delete", "/api/v3/delayprofile/{delay_id}"): (200, Deleted),
}
