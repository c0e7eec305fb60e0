"""Bounds of a candidate's size, and its age."""

from datetime import timedelta

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Candidate, SizeBounds
from neonarr.decisions.qualities.definitions import bounds_of
from neonarr.decisions.situation import Situation


def kind_of(candidate: Candidate, situation: Situation) -> MediaKind | None:
    """The kind that is wanted, else the one its name tells of; None if nobody knows."""
    if situation.want is not None:
        return situation.want.kind
    return candidate.parsed.kind if candidate.parsed else None


def kind_bounds(candidate: Candidate, situation: Situation) -> SizeBounds | None:
    """The bounds anything of its kind and quality must keep to, however long it plays."""
    kind = kind_of(candidate, situation)
    return situation.limits.bounds(kind, candidate.quality) if kind else None


def minute_bounds(candidate: Candidate, situation: Situation) -> SizeBounds | None:
    """The bounds by the minute; None where there is no definition or no length to go by. What the
    profile says about a quality stands instead of the definition everything keeps to."""
    kind, minutes = kind_of(candidate, situation), situation.standing.minutes
    if kind is None or not minutes:
        return None
    profile = situation.profile
    own = profile.sizes.get(candidate.quality) if profile else None
    definition = own or situation.policy.definitions.get(candidate.quality)
    return bounds_of(definition, kind, minutes) if definition else None


def age_of(candidate: Candidate, situation: Situation) -> timedelta | None:
    """How long ago it was published; None where that is not known."""
    published, now = candidate.release.published_at, situation.now
    return None if published is None or now is None else now - published
