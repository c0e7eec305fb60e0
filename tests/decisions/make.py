"""Releases and candidates with only what a test is about."""

from typing import Any

from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.model import Blocklist, Candidate, Limits, Want
from neonarr.releases.model import Release
from neonarr.releases.parse import parse

MOVIE = Want(MediaKind.MOVIE, "The Long Harbor", year=1987)
ALBUM = Want(MediaKind.ALBUM, "Blue Hours", artist="Jane Doe", year=2001)
MOVIE_NAME = "The.Long.Harbor.1987.1080p.WEB-DL.x264-GRP"
ALBUM_NAME = "Jane Doe - Blue Hours (2001) [FLAC]"
LIMITS = Limits()
NOTHING_BLOCKED = Blocklist()


def release(title: str = MOVIE_NAME, **fields: Any) -> Release:
    given = {"guid": title, "indexer": "lab", "indexer_id": IndexerId(1), "link": Secret("x:")}
    return Release(title=title, **{**given, **fields})


def candidate(title: str = MOVIE_NAME, kind: MediaKind | None = None, **fields: Any) -> Candidate:
    return Candidate(release(title, **fields), parse(title, kind))
