"""Preferences, judged releases and kept decisions in words for /docs; see `described.py`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)

Place = tuple[str, str]
"""Method and address."""


class PreferencesShown(BaseModel):
    model_config = SHAPE

    movies_dir: str
    music_dir: str
    downloads_dir: str
    max_active_downloads: int
    downloads_paused: bool
    remove_torrent: Literal["at_share_goal", "after_import", "never"]
    import_mode: Literal["hardlink_only", "prefer_hardlink", "copy", "move", "symlink"]
    share_ratio: float
    share_minutes: int
    search_missing_hours: int
    search_better_hours: int
    recycle_days: int
    backup_days: int
    backups_kept: int
    sets_limits: bool
    down_limit_kib: int
    up_limit_kib: int
    slow_down_limit_kib: int
    slow_up_limit_kib: int
    slow_days: str
    slow_from: str
    slow_to: str
    engine_listen: str
    engine_discovery: bool
    engine_down_limit_kib: int
    engine_up_limit_kib: int
    propers: Literal["prefer", "keep", "ignore"]
    min_age_minutes: int
    retention_days: int
    grab_pause_minutes: int
    reserve_gb: float
    refuses_hardcoded_subs: bool
    allowed_subs: str
    judges_files: bool
    strikes: int
    strike_minutes: int
    stalled_days: int
    keeps_stalled: bool
    spares_private: bool
    spared_tags: str
    movie_folder_format: str
    movie_file_format: str
    album_folder_format: str
    track_file_format: str
    locked: list[str]


class Rejection(BaseModel):
    """`permanent` false: the same release may pass later."""

    key: str
    message: str
    permanent: bool


class ScoredFormat(BaseModel):
    """A custom format the release meets, and what the profile gives for it."""

    name: str
    score: int


class Ranking(BaseModel):
    """The step of the ranking that told it from what was taken, and what each had there. `before`:
    it stood in front, as it may where a person picked another."""

    step: str
    own: str
    taken: str
    before: bool


class Candidate(BaseModel):
    """A judged release of a decision. null where the indexer said nothing. `ranking` is null for
    what was taken, for what something spoke against, and where nothing was taken."""

    model_config = SHAPE

    guid: str
    indexer_id: int
    indexer: str
    title: str
    size: int | None
    seeders: int | None
    quality: str
    languages: list[str]
    formats: list[ScoredFormat]
    format_score: int
    score: int
    approved: bool
    rejections: list[Rejection]
    taken: bool
    ranking: Ranking | None


class Result(BaseModel):
    """A release, or an item of the library. null where the indexer said nothing."""

    model_config = SHAPE

    guid: str
    indexer_id: int
    indexer: str
    title: str
    media_type: Literal["movie", "album"] | None
    size: int | None
    seeders: int | None
    leechers: int | None
    age_hours: float | None
    quality: str
    languages: list[str]
    formats: list[ScoredFormat]
    format_score: int
    approved: bool
    rejections: list[Rejection]
    score: int
    source: Literal["indexer", "library"]
    available: bool
    item_id: int | None


class Decision(BaseModel):
    """One decision. `taken` is the guid of what was grabbed and `title` its name, left out where
    nothing was; `manual`: a person picked it. `profile` and `profileVersion` are those of its time.
    Of `offered` releases `approved` passed; more than a thousand `candidates` are not kept. `why`
    and `candidates` are left out of a list without candidates."""

    model_config = SHAPE

    id: int
    at: str
    item_id: int | None = None
    kind: Literal["movie", "album"] | None = None
    label: str | None = None
    download_id: str
    slot: str
    query: str
    manual: bool
    profile_id: int | None = None
    profile: str | None = None
    profile_version: int | None = None
    title: str | None = None
    size: int | None = None
    offered: int
    approved: int
    taken: str | None = None
    why: str | None = None
    candidates: list[Candidate] | None = None


class Decisions(BaseModel):
    success: Literal[True]
    decisions: list[Decision]
    total: int


class OneDecision(BaseModel):
    success: Literal[True]
    decision: Decision


class Offer(BaseModel):
    """A release that was or would have been taken."""

    model_config = SHAPE

    guid: str
    title: str
    indexer: str
    size_bytes: int | None = None


class Change(BaseModel):
    """One decision that would have gone otherwise."""

    model_config = SHAPE

    decision_id: int
    label: str
    turn: Literal["grabbed", "replaced", "left"]
    message: str
    before: Offer | None = None
    after: Offer | None = None
    size_bytes: int


class WhatIfAnswer(BaseModel):
    """What another profile would have done. `sizeBytes`: how much more it would have taken."""

    model_config = SHAPE

    success: Literal[True]
    message: str
    unchanged: int
    grabbed: int
    replaced: int
    left: int
    size_bytes: int
    changes: list[Change]


ANSWERS: dict[Place, tuple[int, type[BaseModel]]] = {
    ("get", "/api/v1/decisions"): (200, Decisions),
    ("get", "/api/v1/decisions/{decision_id}"): (200, OneDecision),
    ("post", "/api/v1/decisions/what-if"): (200, WhatIfAnswer),
}
