"""The order of candidates, and why one stands before another.

What no rule rejects comes first. Then, in this order, the first that differs decides:

1. the better quality, by the profile's order where there is one, else by the family's;
2. the later revision (a proper, a repack), unless propers are ignored;
3. the higher score of its custom formats;
4. the preferred protocol;
5. the indexer that is asked for first, by its priority;
6. what the indexer grants: freeleech, half freeleech, its own or an approved release;
7. more seeders, by magnitude: none, not told, 1–9, 10–99, 100–999 … are one step each;
8. the size nearer to the preferred one, or the larger where none is; 3 % apart is the same;
9. the newer; without a date last.

Where nothing differs, the indexer's name, its number, the release's guid and its title decide: so
that the order never hangs on who answered first.

The score says steps 1 to 8 in one number below 2^53, which every client can hold, and is below zero
for what is rejected. It is cut off where a format score is beyond 100,000 either way.

Of a WEBDL-1080p with 900 seeders and a Bluray-1080p with 3, the Bluray-1080p is chosen: quality is
asked before seeders. In a profile that has both in one group, the other one is.

Of two WEBDL-1080p, 4 GB with 12 seeders and 2 GB with 95, the 4 GB one is chosen: both have tens
of seeders, so the size decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log2
from typing import NamedTuple

from neonarr.base.units import Bytes
from neonarr.decisions.model import Candidate, Judged, Rank, SizeBounds
from neonarr.decisions.situation import TORRENT, Situation
from neonarr.decisions.sizes import kind_bounds, minute_bounds
from neonarr.decisions.subject import IndexerFlag, Subject
from neonarr.decisions.upgrading import order_of
from neonarr.decisions.wording import age_of_day, size_in_words
from neonarr.settings.model import Propers

_PER_DOUBLING = 24
"""Points for twice the size; one point is 3 %."""
_SIZE_POINTS = 1000
_SEEDER_STEPS = 10
_FLAG_STEPS = 16
_PRIORITIES = 64
_MOST_SCORE = 100_000
_REVISIONS = 8
_REJECTED = 2**52
"""More than any score."""

_FLAG_WORTH = (
    (IndexerFlag.FREELEECH, 4),
    (IndexerFlag.FREELEECH_75, 3),
    (IndexerFlag.HALFLEECH, 2),
    (IndexerFlag.FREELEECH_25, 1),
    (IndexerFlag.DOUBLE_UPLOAD, 1),
    (IndexerFlag.INTERNAL, 2),
    (IndexerFlag.GOLDEN, 1),
    (IndexerFlag.APPROVED, 1),
)


REJECTIONS, NAMES = "rejections", "names"
"""The steps before the first and after the last."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one candidate stands to another: the step that decides, and what each has there."""

    step: str
    got: str
    than: str
    is_before: bool


def rank_of(candidate: Candidate, situation: Situation) -> Rank:
    """Where the candidate stands, step by step."""
    release, subject, policy = candidate.release, candidate.subject, situation.policy
    indexer = situation.indexer(release.indexer_id)
    preferred = policy.delay.preferred_protocol if policy.delay else TORRENT
    bounds = minute_bounds(candidate, situation) or kind_bounds(candidate, situation)
    published = release.published_at
    return Rank(
        quality=_quality(candidate, situation),
        revision=(0, 0) if policy.propers is Propers.IGNORE else order_of(subject.revision),
        format_score=candidate.format_score,
        protocol=int(indexer.protocol == preferred),
        indexer_priority=-indexer.priority,
        flags=_flags(subject),
        seeders=_seeder_step(release.seeders),
        size=_size_points(release.size, bounds),
        published=published.timestamp() if published else float("-inf"),
    )


def score_of(rank: Rank, *, is_rejected: bool) -> int:
    """The rank but for the date as one number."""
    version, real = rank.revision
    formats = min(max(rank.format_score, -_MOST_SCORE), _MOST_SCORE) + _MOST_SCORE
    score = max(rank.quality, 0)
    for part, most in (
        (min(version * 2 + min(real, 1), _REVISIONS - 1), _REVISIONS),
        (formats, 2 * _MOST_SCORE + 1),
        (rank.protocol, 2),
        (min(max(rank.indexer_priority + _PRIORITIES - 1, 0), _PRIORITIES - 1), _PRIORITIES),
        (rank.flags, _FLAG_STEPS),
        (rank.seeders, _SEEDER_STEPS),
        (rank.size, _SIZE_POINTS),
    ):
        score = score * most + part
    return score - _REJECTED if is_rejected else score


def place(judged: Judged) -> tuple[object, ...]:
    """What candidates are sorted by: smaller is further in front."""
    release, rank = judged.candidate.release, judged.rank
    version, real = rank.revision
    steps = (-rank.quality, -version, -real, -rank.format_score, -rank.protocol)
    rest = (-rank.indexer_priority, -rank.flags, -rank.seeders, -rank.size, -rank.published)
    names = (release.indexer, int(release.indexer_id), release.guid, release.title)
    return (not judged.is_approved, *steps, *rest, *names)


def explain_rank(one: Judged, other: Judged) -> str:
    """The sentence that decided between two, whichever way round they are given."""
    first, second = sorted((one, other), key=place)
    name = f"“{first.candidate.release.title}”"
    found = compared(first, second)
    if found.step == REJECTIONS:
        return f"{name} comes first: nothing speaks against it. {found.than}"
    if found.step == NAMES:
        return f"{name} comes first only by the names of indexer and release: all else is the same."
    return f"{name} comes first for its {found.step}: {found.got} against {found.than}."


def compared(one: Judged, other: Judged) -> Comparison:
    """The step that decides between two, and what each has there."""
    is_before = place(one) < place(other)
    if one.is_approved != other.is_approved:
        return Comparison(REJECTIONS, _against(one), _against(other), is_before)
    for at, (a, b) in enumerate(zip(one.rank, other.rank, strict=True)):
        if a != b:
            step = _STEPS[at]
            return Comparison(step.name, step.told(one), step.told(other), is_before)
    return Comparison(NAMES, "", "", is_before)


def _against(one: Judged) -> str:
    return one.rejections[0].message if one.rejections else "nothing"


class _Step(NamedTuple):
    name: str
    told: Callable[[Judged], str]


def _revision(one: Judged) -> str:
    revision = one.candidate.subject.revision
    return f"v{revision.version}{' REAL' * revision.real}"


def _seeders(one: Judged) -> str:
    seeders = one.candidate.release.seeders
    return "unknown" if seeders is None else str(seeders)


def _size(one: Judged) -> str:
    size = one.candidate.release.size
    return size_in_words(size) if size else "unknown"


def _granted(one: Judged) -> str:
    flags = [flag for flag, _ in _FLAG_WORTH if flag & one.candidate.subject.flags]
    return ", ".join((flag.name or "").lower().replace("_", " ") for flag in flags) or "nothing"


_STEPS = (
    _Step("quality", lambda one: one.candidate.quality),
    _Step("revision", _revision),
    _Step("format score", lambda one: str(one.candidate.format_score)),
    _Step("protocol", lambda one: "preferred" if one.rank.protocol else "another"),
    _Step("indexer's priority", lambda one: str(-one.rank.indexer_priority)),
    _Step("indexer's flags", _granted),
    _Step("seeders", _seeders),
    _Step("size", _size),
    _Step("age", lambda one: age_of_day(one.candidate.release.published_at)),
)
"""In the order of `Rank`."""


def _quality(candidate: Candidate, situation: Situation) -> int:
    if situation.profile is not None:
        return situation.profile.place(candidate.quality) + 1
    return candidate.parsed.quality.rank if candidate.parsed else 0


def _flags(subject: Subject) -> int:
    flags = int(subject.flags)
    if not flags:
        return 0
    return min(sum(worth for flag, worth in _FLAG_WORTH if flags & flag), _FLAG_STEPS - 1)


def _seeder_step(seeders: int | None) -> int:
    if seeders is None:
        return 1
    return 0 if seeders <= 0 else min(len(str(seeders)), _SEEDER_STEPS - 2) + 1


def _size_points(size: Bytes | None, bounds: SizeBounds | None) -> int:
    """0 to 999; 0 when the size is not known."""
    if not size or size < 0:
        return 0
    if bounds is None or not bounds.preferred:
        points = int(log2(size) * _PER_DOUBLING)
    else:
        points = _SIZE_POINTS - 1 - int(abs(log2(size / bounds.preferred)) * _PER_DOUBLING)
    return min(max(points, 1), _SIZE_POINTS - 1)
