"""A release as an indexer offers it, and what its name says."""

from dataclasses import dataclass
from datetime import datetime

from neonarr.base.ids import IndexerId, InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes


@dataclass(frozen=True, slots=True)
class Release:
    """One offer. Fields an indexer did not give are None; absent seeders are not zero seeders."""

    indexer_id: IndexerId
    indexer: str
    guid: str
    title: str
    link: Secret
    """Where its torrent is: http(s), which may redirect to a magnet, or a magnet. Carries keys:
    never shown."""
    size: Bytes | None = None
    categories: tuple[int, ...] = ()
    """Newznab numbers: 2000–2999 movies, 3000–3999 audio."""
    seeders: int | None = None
    leechers: int | None = None
    published_at: datetime | None = None
    info_hash: InfoHash | None = None
    page_url: str | None = None
    is_freeleech: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """A named quality and its place in its kind's order; a higher rank is better, 0 is unknown."""

    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class ParsedName:
    """What a release name says. `title` is the movie's or the album's; `artist` only for albums."""

    kind: MediaKind
    title: str
    quality: Quality
    artist: str | None = None
    year: int | None = None
    group: str | None = None
