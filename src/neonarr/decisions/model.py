"""What is wanted, within which limits, and what was said about each candidate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.library.model import Item
from neonarr.releases.model import ParsedName, Release


class Reason(StrEnum):
    """Why a candidate is not taken; shown by this key in the API."""

    UNREADABLE_NAME = "unreadable_name"
    WRONG_CATEGORY = "wrong_category"
    WRONG_ITEM = "wrong_item"
    WRONG_YEAR = "wrong_year"
    QUALITY_NOT_WANTED = "quality_not_wanted"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NO_SEEDERS = "no_seeders"
    BLOCKLISTED = "blocklisted"


_SENTENCES = {
    Reason.UNREADABLE_NAME: "Its name, {got}, can't be read as {want}.",
    Reason.WRONG_CATEGORY: "The indexer files it under {got}, not under {want}.",
    Reason.WRONG_ITEM: "It is {got}, not {want}.",
    Reason.WRONG_YEAR: "It is from {got}, not from {want}.",
    Reason.QUALITY_NOT_WANTED: "Its quality is {got}; wanted is {want}.",
    Reason.TOO_SMALL: "At {got} it is too small; the least is {want}.",
    Reason.TOO_LARGE: "At {got} it is too large; the most is {want}.",
    Reason.NO_SEEDERS: "It has {got}; the least is {want}.",
    Reason.BLOCKLISTED: "It is on the blocklist ({got}); wanted is {want}.",
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """One reason against a candidate: what it has, and what it would need to have."""

    reason: Reason
    got: str
    want: str
    is_permanent: bool = True
    """False if the same release may pass later (seeders come and go)."""

    @property
    def message(self) -> str:
        """One sentence for a person.

        >>> Rejection(Reason.WRONG_YEAR, "1995", "2020").message
        'It is from 1995, not from 2020.'
        """
        return _SENTENCES[self.reason].format(got=self.got, want=self.want)


@dataclass(frozen=True, slots=True)
class Want:
    """What is looked for. `artist` only for albums; `year` None when unknown."""

    kind: MediaKind
    title: str
    artist: str | None = None
    year: int | None = None

    @property
    def label(self) -> str:
        """How a person would name it, without the year."""
        return f"{self.artist} – {self.title}" if self.artist else self.title


def want_of(item: Item) -> Want:
    """The want an item of the library stands for."""
    return Want(item.kind, item.title, item.artist, item.year)


@dataclass(frozen=True, slots=True)
class SizeBounds:
    """Bounds of a release's size. `preferred` None prefers the larger of two."""

    least: Bytes
    most: Bytes
    preferred: Bytes | None = None


_SIZES: Mapping[MediaKind, SizeBounds] = MappingProxyType(
    {
        # Low on purpose: what is below is a sample, a picture or a link list, not a small film.
        MediaKind.MOVIE: SizeBounds(Bytes(5_000_000), Bytes(200_000_000_000)),
        MediaKind.ALBUM: SizeBounds(Bytes(1_000_000), Bytes(200_000_000_000)),
    }
)

NOT_WANTED = frozenset(
    {"CAM", "TELESYNC", "TELECINE", "WORKPRINT", "DVDSCR", "REGIONAL", "BR-DISK", "Raw-HD"}
)
"""Qualities taken only on purpose: copies made before the release, and discs no player opens."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a candidate must keep to. The defaults suit someone who has set nothing."""

    min_seeders: int = 1
    sizes: Mapping[MediaKind, SizeBounds] = field(default_factory=lambda: _SIZES)
    quality_sizes: Mapping[str, SizeBounds] = field(default_factory=dict)
    """By quality name; where given they stand instead of those of the kind."""
    not_wanted: frozenset[str] = NOT_WANTED
    """Quality names."""
    wanted: frozenset[str] | None = None
    """Quality names; None wants all but the `not_wanted`."""

    def bounds(self, kind: MediaKind, quality: str) -> SizeBounds:
        """The bounds for a release of that kind and quality."""
        return self.quality_sizes.get(quality) or self.sizes[kind]


@dataclass(frozen=True, slots=True)
class Blocklist:
    """What must not be taken by itself again."""

    hashes: frozenset[InfoHash] = frozenset()
    names: frozenset[str] = frozenset()
    """Release names as the indexer wrote them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A release and what its name says; `parsed` None when it says nothing."""

    release: Release
    parsed: ParsedName | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with every reason against it."""

    candidate: Candidate
    rejections: tuple[Rejection, ...]
    score: int
    """For display and comparison: higher is better, below zero is rejected."""

    @property
    def is_approved(self) -> bool:
        return not self.rejections


@dataclass(frozen=True, slots=True)
class Choice:
    """All candidates, the best first. `best` is None when every one was rejected."""

    best: Judged | None
    judged: tuple[Judged, ...]
