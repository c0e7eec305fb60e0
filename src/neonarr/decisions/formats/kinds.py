"""What a custom format is made of: its conditions and their kinds, under the family's names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from neonarr.decisions.formats.patterns.pattern import Pattern


class Kind(StrEnum):
    """What a condition looks at; the value is what the family calls it in its JSON."""

    TITLE = "ReleaseTitleSpecification"
    GROUP = "ReleaseGroupSpecification"
    EDITION = "EditionSpecification"
    SOURCE = "SourceSpecification"
    RESOLUTION = "ResolutionSpecification"
    MODIFIER = "QualityModifierSpecification"
    LANGUAGE = "LanguageSpecification"
    FLAG = "IndexerFlagSpecification"
    SIZE = "SizeSpecification"
    YEAR = "YearSpecification"
    RELEASE_TYPE = "ReleaseTypeSpecification"
    """Season packs and single episodes: movies and albums have no such type, so none ever has the
    one asked for. Read and written all the same, so that lists shared with series stay whole."""


LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TITLE: "Release Title",
        Kind.GROUP: "Release Group",
        Kind.EDITION: "Edition",
        Kind.SOURCE: "Source",
        Kind.RESOLUTION: "Resolution",
        Kind.MODIFIER: "Quality Modifier",
        Kind.LANGUAGE: "Language",
        Kind.FLAG: "Indexer Flag",
        Kind.SIZE: "Size",
        Kind.YEAR: "Year",
        Kind.RELEASE_TYPE: "Release Type",
    }
)

PATTERNS = frozenset({Kind.TITLE, Kind.GROUP, Kind.EDITION})
SPANS = frozenset({Kind.SIZE, Kind.YEAR})


@dataclass(frozen=True, slots=True)
class Number:
    """One of the family's numbers: a source, a resolution, a modifier, a flag, a release type."""

    value: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language by the family's number; -2 is the original one. `is_except` asks for any other;
    None is written as nothing and means no."""

    value: int
    is_except: bool | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Sizes in GB of 2^30 bytes, above `least` up to `most`; years, both included."""

    least: float
    most: float


Test = Pattern | Number | Spoken | Span


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a format."""

    name: str
    kind: Kind
    test: Test
    is_negated: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """What a guide that publishes formats says beside them."""

    trash_id: str
    scores: Mapping[str, int] = field(default_factory=dict)
    """By score set; `default` stands for those that are not named."""
    regex: str | None = None
    """Where the patterns can be tried."""
    description: str | None = None


@dataclass(frozen=True, slots=True)
class CustomFormat:
    """A named set of conditions; when a release meets it depends on `matching`."""

    name: str
    conditions: tuple[Condition, ...]
    is_in_file_names: bool = False
    guide: Guide | None = None

    def guide_score(self, score_set: str | None = None) -> int | None:
        """What the guide gives it in that score set; None if the guide does not say."""
        if self.guide is None:
            return None
        scores = self.guide.scores
        found = scores.get(score_set) if score_set else None
        return scores.get("default") if found is None else found
