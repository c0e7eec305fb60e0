"""A profile, and what of it is already there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.qualities.definitions import Definition
from neonarr.releases.model import FIRST_REVISION, Revision

ANY_LANGUAGE = "Any"


@dataclass(frozen=True, slots=True)
class Rung:
    """One quality, or a group of qualities that are as good as each other."""

    name: str
    qualities: tuple[str, ...]
    is_wanted: bool = True

    @property
    def is_group(self) -> bool:
        return self.qualities != (self.name,)


def rung(name: str, *qualities: str, is_wanted: bool = True) -> Rung:
    """A group, or with no qualities named the one quality of that name."""
    return Rung(name, qualities or (name,), is_wanted)


@dataclass(frozen=True, slots=True)
class GuideProfile:
    """What a guide that publishes profiles says beside them. `formats`: name to trash_id."""

    trash_id: str
    description: str
    group: int
    formats: Mapping[str, str]
    url: str | None = None
    score_set: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is wanted of a kind. `checking.checked` says whether it makes sense."""

    name: str
    kind: MediaKind
    rungs: tuple[Rung, ...]
    """Worst first."""
    cutoff: str
    """The rung that is good enough: past it only formats, propers and repacks count."""
    can_upgrade: bool = True
    language: str = ANY_LANGUAGE
    """The family's name; `Original` is the one the movie was made in."""
    min_score: int = 0
    cutoff_score: int = 0
    """The format score that is good enough."""
    min_increment: int = 1
    """How much more a better format score must be to count as one."""
    scores: Mapping[str, int] = field(default_factory=dict)
    """By format name; those left out count nothing."""
    sizes: Mapping[str, Definition] = field(default_factory=dict)
    """By quality name; they stand instead of the definitions everything else keeps to."""
    note: str = ""
    """One sentence for a person."""
    version: int = 1
    """Counted up whenever it is saved; kept decisions name it."""
    guide: GuideProfile | None = None
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {name: at for at, one in enumerate(self.rungs) for name in one.qualities}
        object.__setattr__(self, "_places", places)

    def place(self, quality: str) -> int:
        """How good it is: higher is better, -1 is not in the profile."""
        return self._places.get(quality, -1)

    def wants(self, quality: str) -> bool:
        at = self._places.get(quality)
        return at is not None and self.rungs[at].is_wanted

    @property
    def cutoff_place(self) -> int:
        """The place of the rung that is good enough; the best wanted one if it is gone."""
        named = [at for at, one in enumerate(self.rungs) if one.name == self.cutoff]
        wanted = [at for at, one in enumerate(self.rungs) if one.is_wanted]
        return (named or wanted or [-1])[-1]


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the versions wanted of an item: `2160p` beside `1080p`, `FLAC` beside `portable`."""

    name: str
    profile: Profile


MAIN_SLOT = "main"
"""The slot of an item that has only one."""


@dataclass(frozen=True, slots=True)
class FrozenScore:
    """How good a release was when it was grabbed, by the profile of that time.

    Upgrades are measured against this, never against what would be said of the imported file: what
    a name tells and what a file tells are two scores, and going by both goes round in circles.
    """

    quality: str
    revision: Revision = FIRST_REVISION
    format_score: int = 0
    formats: tuple[str, ...] = ()
    profile: str = ""
    profile_version: int = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """What is there for one slot of an item."""

    score: FrozenScore
    slot: str = MAIN_SLOT
    name: str = ""
    """The release's."""
    group: str | None = None
    info_hash: InfoHash | None = None
    size: Bytes | None = None
    imported_at: datetime | None = None
