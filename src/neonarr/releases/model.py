"""A release as an indexer offers it, and what its name says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

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


class Told(StrEnum):
    """What something was read from."""

    NAME = "name"
    EXTENSION = "extension"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Revision:
    """Which attempt at the same release: `version` 2 for PROPER, REPACK or v2, 3 for REPACK2."""

    version: int = 1
    real: int = 0
    """How often it says REAL: this one is right, and the one called proper before was not."""
    is_repack: bool = False
    """Whether the same group repaired its own release."""


FIRST_REVISION = Revision()


@dataclass(frozen=True, slots=True)
class FilmCopy:
    """What a movie's name says about this copy of it. Empty text, 0 and () mean: not told."""

    source: str = "UNKNOWN"
    """UNKNOWN, WORKPRINT, CAM, TELESYNC, TELECINE, DVD, TV, WEBDL, WEBRIP or BLURAY."""
    resolution: int = 0
    """Lines of the picture."""
    modifier: str = "NONE"
    """NONE, REGIONAL, SCREENER, RAWHD, BRDISK or REMUX."""
    source_from: Told = Told.UNKNOWN
    resolution_from: Told = Told.UNKNOWN
    video: str = ""
    """The codec: x264, HEVC, AV1, …"""
    video_bits: int = 0
    hdr: tuple[str, ...] = ()
    """Of HDR, HDR10, HDR10+, DV, HLG, PQ and SDR."""
    stereo: str = ""
    """How a 3D picture is laid out; `3D` when the name does not say how."""
    audio: tuple[str, ...] = ()
    """Codecs in the order told, Atmos among them."""
    channels: str = ""
    """Of the first sound track: 5.1, 7.1, …"""
    service: str = ""
    """The streaming service it was taken from."""
    hardcoded_subs: str = ""
    """Subtitles burned into the picture: the word that says so."""
    is_multi: bool = False
    """Whether it has several sound tracks (MULTI, Dual Audio, DL)."""


@dataclass(frozen=True, slots=True)
class AlbumCopy:
    """What an album's name says about this copy of it. Empty text and 0 mean: not told."""

    form: str = ""
    """album, ep, single, live, compilation, mixtape, soundtrack, bootleg."""
    medium: str = ""
    """What it was copied from: CD, web, vinyl, tape, radio, DVD, disc (SACD and the like)."""
    codec: str = ""
    bitrate: str = ""
    """320, V0, Q8, VBR."""
    bits: int = 0
    """Of a sample: 16, 24."""
    sample_rate: str = ""
    """In kHz: 44.1, 96."""
    first_year: int = 0
    last_year: int = 0
    """What a discography covers."""
    quality_from: Told = Told.UNKNOWN

    @property
    def is_discography(self) -> bool:
        return self.form == "discography"


@dataclass(frozen=True, slots=True)
class ParsedName:
    """What a release name says. `title` is the movie's or the album's; `artist` only for albums.
    `film` only for movies, `record` only for albums."""

    kind: MediaKind
    title: str
    quality: Quality
    artist: str | None = None
    year: int | None = None
    group: str | None = None
    titles: tuple[str, ...] = ()
    """The whole title, then each of its parts where it gives several (`A AKA B`, `A / B`)."""
    edition: str = ""
    """As written, dots to spaces."""
    revision: Revision = FIRST_REVISION
    languages: tuple[str, ...] = ()
    """Of the sound, in the order told; `Original` is whatever the movie was made in."""
    imdb_id: str | None = None
    tmdb_id: int | None = None
    film: FilmCopy | None = None
    record: AlbumCopy | None = None


class Mark(NamedTuple):
    """One thing a name tells, and the text that tells it: `name[start:end]`."""

    field: str
    value: str
    start: int
    end: int
