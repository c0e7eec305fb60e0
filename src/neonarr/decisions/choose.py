"""Judging releases and choosing one.

Every rule is asked about every release, so that a person sees all that speaks against one. What no
rule rejects comes first, then, in this order:

1. the better quality;
2. more seeders, by magnitude: none, not told, 1–9, 10–99, 100–999 … are one step each;
3. the size nearer to the preferred one, or the larger where none is; 3 % apart is the same;
4. the newer; without a date last;
5. the indexer's name, then the release's guid: so that the order never hangs on who answered first.

What is rejected follows in the same order. The score says the first three in one number, below zero
for what is rejected.

Of a WEBDL-1080p with 900 seeders and a Bluray-1080p with 3, the Bluray-1080p is chosen: quality is
asked before seeders.

Of two WEBDL-1080p, 4 GB with 12 seeders and 2 GB with 95, the 4 GB one is chosen: both have tens
of seeders, so the size decides.
"""

from collections.abc import Iterable
from math import log2

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.model import (
    Blocklist,
    Candidate,
    Choice,
    Judged,
    Limits,
    SizeBounds,
    Want,
)
from neonarr.decisions.rules.order import RULES
from neonarr.releases.model import Release
from neonarr.releases.parse import parse

_PER_DOUBLING = 24
"""Points for twice the size; one point is 3 %."""
_SIZE_POINTS = 1000
_SEEDER_STEPS = 10
_REJECTED = 1_000_000
"""More than any score: 40 qualities of 10,000 each."""


def choose(
    releases: Iterable[Release], want: Want | None, limits: Limits, blocklist: Blocklist
) -> Choice:
    """All of them judged, the best first, and the best that nothing speaks against."""
    judged = tuple(sorted((judge(one, want, limits, blocklist) for one in releases), key=_place))
    best = judged[0] if judged and judged[0].is_approved else None
    return Choice(best, judged)


def judge(release: Release, want: Want | None, limits: Limits, blocklist: Blocklist) -> Judged:
    """One release with every reason against it. Without a want, as in a free search, it only has to
    be readable and within the limits."""
    candidate = Candidate(release, parse(release.title, want.kind if want else _filed(release)))
    verdicts = (rule(candidate, want, limits, blocklist) for rule in RULES)
    rejections = tuple(verdict for verdict in verdicts if verdict is not None)
    score = _score(candidate, want, limits)
    return Judged(candidate, rejections, score - _REJECTED if rejections else score)


def _filed(release: Release) -> MediaKind | None:
    """The kind its indexer files it under, None if that is not plain."""
    thousands = {number // 1000 for number in release.categories}
    is_movie, is_music = 2 in thousands, 3 in thousands
    if is_movie == is_music:
        return None
    return MediaKind.MOVIE if is_movie else MediaKind.ALBUM


def _score(candidate: Candidate, want: Want | None, limits: Limits) -> int:
    release, parsed = candidate.release, candidate.parsed
    kind = want.kind if want else (parsed.kind if parsed else MediaKind.MOVIE)
    bounds = limits.bounds(kind, parsed.quality.name if parsed else "Unknown")
    rank = parsed.quality.rank if parsed else 0
    steps = rank * _SEEDER_STEPS + _seeder_step(release.seeders)
    return steps * _SIZE_POINTS + _size_points(release.size, bounds)


def _seeder_step(seeders: int | None) -> int:
    if seeders is None:
        return 1
    return 0 if seeders <= 0 else min(len(str(seeders)), _SEEDER_STEPS - 2) + 1


def _size_points(size: Bytes | None, bounds: SizeBounds) -> int:
    """0 to 999; 0 when the size is not known."""
    if not size or size < 0:
        return 0
    if not bounds.preferred:
        points = int(log2(size) * _PER_DOUBLING)
    else:
        points = _SIZE_POINTS - 1 - int(abs(log2(size / bounds.preferred)) * _PER_DOUBLING)
    return min(max(points, 1), _SIZE_POINTS - 1)


def _place(judged: Judged) -> tuple[int, float, str, int, str, str]:
    """Where it stands: smaller is further in front."""
    release = judged.candidate.release
    age = -release.published_at.timestamp() if release.published_at else float("inf")
    names = (release.indexer, int(release.indexer_id), release.guid, release.title)
    return (-judged.score, age, *names)
