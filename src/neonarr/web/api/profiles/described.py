"""Profiles and formats of the own API in words for /docs; see `web/api/described.py`."""

from typing import Literal

from pydantic import BaseModel

from neonarr.web.api.described_choices import Rejection, ScoredFormat
from neonarr.web.api.described_profiles import ProfileFormatItem, QualityProfileItem
from neonarr.web.family.described import SHAPE, NamedLanguage, Place


class SizedQuality(BaseModel):
    name: str


class ProfileSize(BaseModel):
    """Sizes of a minute that stand instead of the quality's definition; none: no bound."""

    model_config = SHAPE

    quality: SizedQuality
    min_size: float
    preferred_size: float | None = None
    max_size: float | None = None


class Profile(BaseModel):
    """As /api/v3/qualityprofile has it, and what that has no place for."""

    model_config = SHAPE

    id: int
    name: str
    upgrade_allowed: bool
    cutoff: int
    items: list[QualityProfileItem]
    min_format_score: int
    cutoff_format_score: int
    min_upgrade_format_score: int
    format_items: list[ProfileFormatItem]
    language: NamedLanguage | None = None
    kind: Literal["movie", "album"]
    note: str
    sizes: list[ProfileSize]
    is_default: bool


class Profiles(BaseModel):
    success: Literal[True]
    profiles: list[Profile]


class OneProfile(BaseModel):
    success: Literal[True]
    profile: Profile


class DeletedProfile(BaseModel):
    success: Literal[True]


class TriedName(BaseModel):
    """What a profile says of a name. `isBest`: it is the one that would be taken."""

    model_config = SHAPE

    title: str
    quality: str
    languages: list[str]
    formats: list[ScoredFormat]
    format_score: int
    approved: bool
    rejections: list[Rejection]
    is_best: bool


class TriedNames(BaseModel):
    success: Literal[True]
    results: list[TriedName]


class ConditionInWords(BaseModel):
    """`about`, `asks` and `value` make a sentence."""

    name: str
    about: str
    asks: str
    value: str
    kind: str
    required: bool
    negated: bool


class FormatOfName(BaseModel):
    """Whether the name meets the format; `holds` by condition."""

    title: str
    met: bool
    holds: list[bool]


class TriedFormat(BaseModel):
    success: Literal[True]
    conditions: list[ConditionInWords]
    results: list[FormatOfName]


ANSWERS: dict[Place, tuple[int, type[BaseModel]]] = {
    ("get", "/api/v1/profiles"): (200, Profiles),
    ("post", "/api/v1/profiles"): (201, OneProfile),
    ("get", "/api/v1/profiles/{profile_id}"): (200, OneProfile),
    ("put", "/api/v1/profiles/{profile_id}"): (200, OneProfile),
    ("delete", "/api/v1/profiles/{profile_id}"): (200, DeletedProfile),
    ("post", "/api/v1/profiles/try"): (200, TriedNames),
    ("post", "/api/v1/formats/try"): (200, TriedFormat),
}
