"""What guides publish in words for /docs; see `web/api/described.py`."""

from typing import Any, Literal

from pydantic import BaseModel

from neonarr.web.family.described import SHAPE, Place


class GuideFormat(BaseModel):
    """A format as guides publish it; more fields than these come out as they went in."""

    model_config = SHAPE

    name: str
    include_custom_format_when_renaming: bool
    specifications: list[dict[str, Any]]


class ImportedFormat(BaseModel):
    id: int
    name: str


class ImportedFormats(BaseModel):
    success: Literal[True]
    formats: list[ImportedFormat]


class ImportedProfile(BaseModel):
    id: int
    name: str
    kind: Literal["movie", "album"]


class ImportedProfiles(BaseModel):
    """`formats`: those that came along and were not here yet."""

    success: Literal[True]
    profiles: list[ImportedProfile]
    formats: list[ImportedFormat]


class PortableProfile(BaseModel):
    """A profile as guides publish them, best first, with the formats it scores. More fields than
    these come out as they went in."""

    model_config = SHAPE

    name: str
    kind: Literal["movie", "album"]
    upgrade_allowed: bool
    cutoff: str
    min_format_score: int
    cutoff_format_score: int
    min_upgrade_format_score: int
    language: str
    items: list[dict[str, Any]]
    format_items: dict[str, str]
    format_scores: dict[str, int]
    custom_formats: list[GuideFormat]
    note: str | None = None
    sizes: list[dict[str, Any]] | None = None


class GuideDefinition(BaseModel):
    """Sizes of a minute: MB of 2^20 bytes for movies, kbit a second for music."""

    quality: str
    min: float
    preferred: float | None = None
    max: float | None = None


class GuideDefinitions(BaseModel):
    """`type`: what they are for."""

    trash_id: str
    type: str
    qualities: list[GuideDefinition]


class ImportedDefinitions(BaseModel):
    success: Literal[True]
    qualities: list[str]


class Address(BaseModel):
    """Where the JSON lies that could be sent instead: http or https, 5 MB at most."""

    url: str


Answer = tuple[int, type[BaseModel] | list[type[BaseModel]] | str]

ANSWERS: dict[Place, Answer] = {
    ("post", "/api/v1/formats/import"): (201, ImportedFormats),
    ("get", "/api/v1/formats/export"): (200, [GuideFormat]),
    ("post", "/api/v1/profiles/import"): (201, ImportedProfiles),
    ("get", "/api/v1/profiles/{profile_id}/export"): (200, PortableProfile),
    ("post", "/api/v1/definitions/import"): (201, ImportedDefinitions),
    ("get", "/api/v1/definitions/export"): (200, GuideDefinitions),
}
