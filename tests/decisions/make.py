"""Releases and candidates with only what a test is about."""

from datetime import UTC, datetime
from typing import Any

from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.model import Blocklist, Candidate, Limits, Want
from neonarr.decisions.profiles.model import FrozenScore, Holding, Profile, rung
from neonarr.decisions.situation import Grab, IndexerState, Outside, Policy, Situation, Standing
from neonarr.decisions.subject import subject_of
from neonarr.releases.model import Release
from neonarr.releases.parse import parse

MOVIE = Want(MediaKind.MOVIE, "The Long Harbor", year=1987)
ALBUM = Want(MediaKind.ALBUM, "Blue Hours", artist="Jane Doe", year=2001)
MOVIE_NAME = "The.Long.Harbor.1987.1080p.WEB-DL.x264-GRP"
ALBUM_NAME = "Jane Doe - Blue Hours (2001) [FLAC]"
LIMITS = Limits()
NOTHING_BLOCKED = Blocklist()
NOW = datetime(2024, 5, 10, 12, tzinfo=UTC)


def release(title: str = MOVIE_NAME, **fields: Any) -> Release:
    given = {"guid": title, "indexer": "lab", "indexer_id": IndexerId(1), "link": Secret("x:")}
    return Release(title=title, **{**given, **fields})


def candidate(title: str = MOVIE_NAME, kind: MediaKind | None = None, **fields: Any) -> Candidate:
    score = fields.pop("format_score", 0)
    spoken = fields.pop("original_language", None)
    offered, parsed = release(title, **fields), parse(title, kind)
    about = subject_of(offered, parsed, original_language=spoken)
    return Candidate(offered, parsed, about, format_score=score)


def movie(words: str, **fields: Any) -> Candidate:
    return candidate(f"The.Long.Harbor.1987.{words}", **fields)


def profile(**fields: Any) -> Profile:
    """DVD, 720p, a group of 1080p from the web as the cutoff, and Bluray-1080p above it."""
    rungs = (
        rung("CAM", is_wanted=False),
        rung("DVD"),
        rung("Bluray-720p"),
        rung("WEB 1080p", "WEBRip-1080p", "WEBDL-1080p"),
        rung("Bluray-1080p"),
    )
    given = {"name": "Mine", "kind": MediaKind.MOVIE, "rungs": rungs, "cutoff": "WEB 1080p"}
    return Profile(**{**given, "cutoff_score": 1_000, **fields})


def held(quality: str = "Bluray-720p", format_score: int = 0, **fields: Any) -> Holding:
    revision = fields.pop("revision", FrozenScore(quality).revision)
    return Holding(FrozenScore(quality, revision, format_score), **fields)


def grabbed(name: str = MOVIE_NAME, quality: str = "WEBDL-1080p", **fields: Any) -> Grab:
    score = FrozenScore(quality, format_score=fields.pop("format_score", 0))
    return Grab(**{"at": NOW, "name": name, "score": score, **fields})


_PARTS = {"policy": Policy, "standing": Standing, "outside": Outside}


def situation(want: Want | None = MOVIE, **fields: Any) -> Situation:
    """A situation with these fields, wherever in it they belong; it is now `NOW`."""
    fields = {"now": NOW, **fields}
    if state := fields.pop("indexer", None):
        fields["indexers"] = {IndexerId(1): IndexerState(**state)}
    if formats := fields.pop("formats", None):
        fields["formats"] = FormatSet(formats)
    parts: dict[str, Any] = {}
    for name, made in _PARTS.items():
        own = {key: fields.pop(key) for key in list(fields) if key in made.__slots__}
        parts[name] = made(**own)
    return Situation(want, **parts, **fields)
