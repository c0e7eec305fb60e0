"""All a release is judged by, beyond itself: what was asked for, what the person set, what is
there, and how things stand outside. The defaults reject nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from neonarr.base.ids import IndexerId, InfoHash
from neonarr.base.units import Bytes
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.formats.patterns.pattern import Pattern, TooSlow, compile_pattern
from neonarr.decisions.model import Blocklist, Limits, Want
from neonarr.decisions.profiles.model import MAIN_SLOT, FrozenScore, Holding, Profile, Slot
from neonarr.decisions.qualities.definitions import Definition
from neonarr.settings.model import Propers

NO_FORMATS = FormatSet()

TORRENT = "torrent"
"""The only protocol there is a download client for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words a name must have one of, and words it must not have. `indexer_id` None: everywhere;
    no tags: for every item."""

    required: tuple[str | Pattern, ...] = ()
    ignored: tuple[str | Pattern, ...] = ()
    indexer_id: IndexerId | None = None
    tags: frozenset[str] = frozenset()


def term(text: str) -> str | Pattern:
    """A word as people write it in a release profile: plain, or a pattern between slashes.

    Raises BrokenPattern.

    >>> term("REMUX"), term("/x26[45]/i").matches("a.x265")
    ('remux', True)
    """
    body, slash, options = text.removeprefix("/").rpartition("/")
    if text.startswith("/") and slash and options in ("", "i"):
        return compile_pattern(body)
    if not text.strip():
        raise BrokenPattern("is empty; write what to look for.")
    return text.casefold()


def has_term(name: str, wanted: str | Pattern) -> bool:
    """Whether the name has it; a pattern that takes too long is as good as not found."""
    if isinstance(wanted, str):
        return wanted in name.casefold()
    try:
        return wanted.matches(name)
    except TooSlow:
        return False


@dataclass(frozen=True, slots=True)
class Delay:
    """How old a release must be, so that a better one may come first."""

    wait: timedelta
    is_skipped_for_best: bool = True
    """Whether a release of the best wanted quality is taken at once."""
    skipped_from_score: int | None = None
    """The format score from which one is taken at once."""
    preferred_protocol: str = TORRENT


@dataclass(frozen=True, slots=True)
class ChurnBudget:
    """How many times in a while an item may be replaced."""

    upgrades: int = 4
    within: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the person set. Saved settings make one; a what-if makes another."""

    profile: Profile | None = None
    formats: FormatSet = NO_FORMATS
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    """By quality name."""
    terms: tuple[Terms, ...] = ()
    delay: Delay | None = None
    propers: Propers = Propers.PREFER
    min_age: timedelta | None = None
    retention: timedelta | None = None
    """Older releases are not taken."""
    refuses_hardcoded_subs: bool = False
    allowed_subs: frozenset[str] = frozenset()
    """Words for burned-in subtitles that are welcome all the same, in small letters."""
    protocols: frozenset[str] = frozenset({TORRENT})
    churn: ChurnBudget | None = None
    grab_pause: timedelta | None = None
    """After a grab, nothing that is no better is grabbed for so long."""
    reserve: int = 0
    """Bytes that must stay free on the disk."""


NO_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Grab:
    """One release that was grabbed for the item, with its score of that moment."""

    at: datetime
    name: str
    score: FrozenScore
    info_hash: InfoHash | None = None
    size: Bytes | None = None
    group: str | None = None
    slot: str = MAIN_SLOT
    is_manual: bool = False
    """Whether a person chose it."""
    has_failed: bool = False
    is_under_way: bool = False
    """Whether it is in the queue or in a download client."""
    imported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with the item."""

    holding: Holding | None = None
    """What is there for the slot that is judged for."""
    grabs: tuple[Grab, ...] = ()
    """Of the same slot, in the order they happened; those under way are among them."""
    downloading: frozenset[InfoHash] = frozenset()
    """All that is in the download clients, for whatever item."""
    minutes: float | None = None
    """How long it plays."""
    original_language: str | None = None
    tags: frozenset[str] | None = None
    """None: there is no item, as in a free search that finds what the library does not have."""
    is_monitored: bool = True
    available_at: datetime | None = None
    """When it comes out in the way that is waited for; None: it is out."""


NOTHING_THERE = Standing()


@dataclass(frozen=True, slots=True)
class IndexerState:
    """What is set for one indexer, and how it is."""

    is_enabled: bool = True
    resting_until: datetime | None = None
    priority: int = 25
    """1 is asked for first, 50 last."""
    tags: frozenset[str] = frozenset()
    """Only items with one of them are looked for here; empty: all."""
    min_seeders: int | None = None
    """Stands instead of that of the limits."""
    is_freeleech_only: bool = False
    protocol: str = TORRENT
    multi_languages: tuple[str, ...] = ()
    """What it means by MULTI."""


PLAIN_INDEXER = IndexerState()


@dataclass(frozen=True, slots=True)
class Outside:
    """How things stand beyond the item. `now` None: rules about time say yes."""

    now: datetime | None = None
    free_space: Bytes | None = None
    indexers: Mapping[IndexerId, IndexerState] = field(default_factory=dict)


NOWHERE = Outside()


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything rules may ask about. `want` None: a free search."""

    want: Want | None = None
    limits: Limits = field(default_factory=Limits)
    blocklist: Blocklist = field(default_factory=Blocklist)
    policy: Policy = NO_POLICY
    standing: Standing = NOTHING_THERE
    outside: Outside = NOWHERE

    @property
    def profile(self) -> Profile | None:
        return self.policy.profile

    @property
    def now(self) -> datetime | None:
        return self.outside.now

    def indexer(self, indexer_id: IndexerId) -> IndexerState:
        return self.outside.indexers.get(indexer_id, PLAIN_INDEXER)


def for_slot(situation: Situation, slot: Slot, holdings: Iterable[Holding]) -> Situation:
    """The same for one version of the item: its profile, what is there of it, what was grabbed."""
    standing = situation.standing
    holding = next((one for one in holdings if one.slot == slot.name), None)
    grabs = tuple(grab for grab in standing.grabs if grab.slot == slot.name)
    return replace(
        situation,
        policy=replace(situation.policy, profile=slot.profile),
        standing=replace(standing, holding=holding, grabs=grabs),
    )


def terms_for(indexer_id: IndexerId, situation: Situation) -> list[Terms]:
    """The words that count for what this indexer offers for the item."""
    own = situation.standing.tags or frozenset()
    return [
        terms
        for terms in situation.policy.terms
        if terms.indexer_id in (None, indexer_id) and (not terms.tags or terms.tags & own)
    ]
