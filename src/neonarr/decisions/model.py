"""What is wanted, within which limits, and what was said about each candidate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.subject import Subject
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
    WRONG_LANGUAGE = "wrong_language"
    TERM_MISSING = "term_missing"
    TERM_IGNORED = "term_ignored"
    SAMPLE = "sample"
    HARDCODED_SUBS = "hardcoded_subs"
    SCORE_TOO_LOW = "score_too_low"
    UPGRADES_OFF = "upgrades_off"
    CUTOFF_MET = "cutoff_met"
    NOT_AN_UPGRADE = "not_an_upgrade"
    INCREMENT_TOO_SMALL = "increment_too_small"
    PROPER_NOT_WANTED = "proper_not_wanted"
    ALREADY_DOWNLOADING = "already_downloading"
    ALREADY_IMPORTED = "already_imported"
    GRABBED_BEFORE = "grabbed_before"
    RECENTLY_GRABBED = "recently_grabbed"
    TOO_MANY_UPGRADES = "too_many_upgrades"
    PROTOCOL_OFF = "protocol_off"
    INDEXER_OFF = "indexer_off"
    INDEXER_RESTING = "indexer_resting"
    OTHER_TAGS = "other_tags"
    NOT_FREELEECH = "not_freeleech"
    TOO_NEW = "too_new"
    TOO_OLD = "too_old"
    DELAYED = "delayed"
    NOT_AVAILABLE = "not_available"
    NOT_MONITORED = "not_monitored"
    NO_SPACE = "no_space"


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
    Reason.WRONG_LANGUAGE: "It is in {got}; wanted is {want}.",
    Reason.TERM_MISSING: "Its name, {got}, has none of the required words {want}.",
    Reason.TERM_IGNORED: "Its name has the word {got}; wanted is {want}.",
    Reason.SAMPLE: "It is a sample of {got}; wanted is {want}.",
    Reason.HARDCODED_SUBS: "Subtitles are burned into its picture ({got}); wanted is {want}.",
    Reason.SCORE_TOO_LOW: "Its formats score {got}; the least is {want}.",
    Reason.UPGRADES_OFF: "There is {got}, and {want}.",
    Reason.CUTOFF_MET: "What is there, {got}, is good enough; the cutoff is {want}.",
    Reason.NOT_AN_UPGRADE: "It is {got}, no better than what is there: {want}.",
    Reason.INCREMENT_TOO_SMALL: "Its formats score {got}; an upgrade needs {want}.",
    Reason.PROPER_NOT_WANTED: "It only repairs what is there ({got}); wanted is {want}.",
    Reason.ALREADY_DOWNLOADING: "On its way already is {got}; wanted is {want}.",
    Reason.ALREADY_IMPORTED: "It was imported {got}; wanted is {want}.",
    Reason.GRABBED_BEFORE: "This very release was grabbed {got}; wanted is {want}.",
    Reason.RECENTLY_GRABBED: "Grabbed {got}; wanted is {want}.",
    Reason.TOO_MANY_UPGRADES: "There were {got} already; the most is {want}.",
    Reason.PROTOCOL_OFF: "It comes by {got}; switched on is {want}.",
    Reason.INDEXER_OFF: "Its indexer, {got}, is switched off; wanted is {want}.",
    Reason.INDEXER_RESTING: "Its indexer, {got}, failed and rests until {want}.",
    Reason.OTHER_TAGS: "Its indexer is for {got}; this has {want}.",
    Reason.NOT_FREELEECH: "It is {got}; wanted is {want}.",
    Reason.TOO_NEW: "It is {got} old; the least is {want}.",
    Reason.TOO_OLD: "It is {got} old; the most is {want}.",
    Reason.DELAYED: "It is {got} old; the delay profile waits for {want}.",
    Reason.NOT_AVAILABLE: "Today is {got}; it is not out before {want}.",
    Reason.NOT_MONITORED: "This is {got}; taken by itself is only {want}.",
    Reason.NO_SPACE: "It needs {got}; free is {want}.",
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
    expires: Mapping[str, datetime] = field(default_factory=dict)
    """By hash or name; what is not in it stays for good."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A release and what its name says; `parsed` None when it says nothing."""

    release: Release
    parsed: ParsedName | None
    subject: Subject
    formats: tuple[str, ...] = ()
    """Names of the custom formats it meets."""
    format_score: int = 0
    """What the profile gives for them."""

    @property
    def quality(self) -> str:
        return self.subject.quality


class Rank(NamedTuple):
    """Where a candidate stands, step by step; more is better in each."""

    quality: int = 0
    revision: tuple[int, int] = (0, 0)
    format_score: int = 0
    protocol: int = 0
    indexer_priority: int = 0
    flags: int = 0
    seeders: int = 0
    size: int = 0
    published: float = float("-inf")


NO_RANK = Rank()


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with every reason against it."""

    candidate: Candidate
    rejections: tuple[Rejection, ...]
    score: int
    """For display and comparison: higher is better, below zero is rejected."""
    rank: Rank = NO_RANK

    @property
    def is_approved(self) -> bool:
        return not self.rejections

    @property
    def is_only_for_now(self) -> bool:
        """Whether it is rejected by nothing that lasts: it may be taken later."""
        return bool(self.rejections) and not any(one.is_permanent for one in self.rejections)


@dataclass(frozen=True, slots=True)
class Choice:
    """All candidates, the best first. `best` is None when every one was rejected."""

    best: Judged | None
    judged: tuple[Judged, ...]
