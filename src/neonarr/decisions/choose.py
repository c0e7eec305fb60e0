"""Judging releases and choosing one.

Every rule is asked about every release, so that a person sees all that speaks against one. How
those that are left are put in order, `ranking` tells.
"""

from collections.abc import Iterable

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.matching import score
from neonarr.decisions.model import (
    Blocklist,
    Candidate,
    Choice,
    Judged,
    Limits,
    Want,
)
from neonarr.decisions.ranking import place, rank_of, score_of
from neonarr.decisions.rules.order import RULES
from neonarr.decisions.situation import Situation
from neonarr.decisions.subject import subject_of
from neonarr.releases.model import Release
from neonarr.releases.parse import parse_cached


def choose(
    releases: Iterable[Release], want: Want | None, limits: Limits, blocklist: Blocklist
) -> Choice:
    """All of them judged by the plain limits alone; see `choose_in`."""
    return choose_in(releases, Situation(want, limits, blocklist))


def judge(release: Release, want: Want | None, limits: Limits, blocklist: Blocklist) -> Judged:
    """One release with every reason against it, by the plain limits alone; see `judge_in`."""
    return judge_in(release, Situation(want, limits, blocklist))


def choose_in(releases: Iterable[Release], situation: Situation) -> Choice:
    """All of them judged, the best first, and the best that nothing speaks against."""
    judged = tuple(sorted((judge_in(one, situation) for one in releases), key=place))
    best = judged[0] if judged and judged[0].is_approved else None
    return Choice(best, judged)


def judge_in(release: Release, situation: Situation) -> Judged:
    """One release with every reason against it. Without a want, as in a free search, it only has to
    be readable and within what is set."""
    candidate = candidate_of(release, situation)
    verdicts = [rule(candidate, situation) for rule in RULES]
    rejections = tuple([verdict for verdict in verdicts if verdict is not None])
    rank = rank_of(candidate, situation)
    return Judged(candidate, rejections, score_of(rank, is_rejected=bool(rejections)), rank)


def candidate_of(release: Release, situation: Situation) -> Candidate:
    """The release with what its name says, the formats it meets and what they score."""
    want, policy = situation.want, situation.policy
    parsed = parse_cached(release.title, want.kind if want else filed(release))
    subject = subject_of(
        release,
        parsed,
        original_language=situation.standing.original_language,
        multi_languages=situation.indexer(release.indexer_id).multi_languages,
        year=want.year if want else None,
    )
    met = policy.formats.met_by(subject) if policy.formats.formats else ()
    scores = policy.profile.scores if policy.profile else {}
    return Candidate(release, parsed, subject, tuple(one.name for one in met), score(met, scores))


def filed(release: Release) -> MediaKind | None:
    """The kind its indexer files it under; None if that is not plain."""
    thousands = {number // 1000 for number in release.categories}
    is_movie, is_music = 2 in thousands, 3 in thousands
    if is_movie == is_music:
        return None
    return MediaKind.MOVIE if is_movie else MediaKind.ALBUM
