"""What a person picked, judged among all that the search had offered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from neonarr.acquisitions.judging.ground import Ground
from neonarr.acquisitions.judging.placing import best_slot
from neonarr.decisions.choose import choose_in
from neonarr.decisions.model import Judged
from neonarr.releases.model import Release
from neonarr.search.ask import Found


@dataclass(frozen=True, slots=True)
class Picked:
    """`best` is what the person took, wherever it stands among the `judged`."""

    slot: str
    ground: Ground
    query: str
    best: Judged
    judged: tuple[Judged, ...]


def pick(release: Release, searched: Found, grounds: Mapping[str, Ground]) -> Picked:
    """For the slot among `grounds` whose profile wants the release most."""
    meant = best_slot(release, {name: watched(on) for name, on in grounds.items()})
    others = [one for one in searched.releases if not _is_same(one, release)]
    judged = choose_in([release, *others], meant.ground.situation).judged
    best = next(one for one in judged if one.candidate.release is release)
    return Picked(meant.slot, meant.ground, searched.query, best, judged)


def watched(on: Ground) -> Ground:
    """That nobody looks after the item by itself is no reason against what a person asks for."""
    standing = replace(on.situation.standing, is_monitored=True)
    return replace(on, situation=replace(on.situation, standing=standing))


def _is_same(one: Release, other: Release) -> bool:
    return (one.indexer_id, one.guid) == (other.indexer_id, other.guid)
