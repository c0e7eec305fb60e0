"""Decisions in the database: every candidate, every reason, and how things stood.

What a person picked is kept like what was chosen automatically: with everything the search had
offered. A person's search that grabs nothing is not kept. It looks for no item, so nothing was
decided and nobody could ask for it by name later; and people search far more often than they grab,
so it would push out the decisions that did something. Its answers stay for half an hour anyway.

Bounded: the latest of each story, the latest of all, so many candidates in all, and nothing for
longer than half a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, insert, or_, select

from neonarr.acquisitions.judging.ground import Ground
from neonarr.acquisitions.tables import decision_table, summary_table
from neonarr.base.ids import AcquisitionId, IndexerId, InfoHash, ItemId
from neonarr.base.plain import from_plain
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.decisions.model import Blocklist, Choice, Judged, Reason, Want
from neonarr.decisions.ranking import compared
from neonarr.decisions.situation import Outside, Standing
from neonarr.releases.clean import clean_title
from neonarr.releases.model import Release

KEPT_PER_STORY = 10
KEPT_IN_ALL = 1_000
KEPT_FOR = timedelta(days=183)
KEPT_CANDIDATES = 1_000
"""Of one decision; of more, those least like what was wanted go unkept."""
KEPT_CANDIDATES_IN_ALL = 150_000
"""80 to 180 MB, as many formats and reasons as they have."""

_SOMETHING_ELSE = frozenset({Reason.WRONG_ITEM, Reason.WRONG_CATEGORY, Reason.UNREADABLE_NAME})

_d = decision_table.c


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it is made."""

    acquisition_id: AcquisitionId
    item_id: ItemId
    query: str
    ground: Ground
    choice: Choice
    at: datetime
    is_manual: bool = False
    """Whether a person picked what was taken."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How things stood, without what the person had set: a what-if puts its own there."""

    profile: str
    profile_version: int
    taken: tuple[int, str] | None
    """Indexer and guid."""
    want: Want | None
    blocklist: Blocklist
    """Only what touches a candidate."""
    standing: Standing
    outside: Outside


@dataclass(frozen=True, slots=True)
class Unshown:
    """What judging again needs of a candidate beyond what is shown."""

    categories: tuple[int, ...] = ()
    leechers: int | None = None
    published_at: datetime | None = None
    info_hash: InfoHash | None = None
    is_freeleech: bool = False


def record(connection: Connection, made: Decision) -> None:
    """Keep it; older ones go."""
    judged = _most_relevant(made.choice)
    profile = made.ground.situation.profile
    scores = profile.scores if profile else {}
    circumstances = _circumstances(made, judged)
    kept = [_kept(one, made.choice.best, scores) for one in judged]
    number = connection.scalars(
        insert(decision_table)
        .values(
            acquisition_id=made.acquisition_id,
            item_id=made.item_id,
            profile_id=made.ground.profile_id,
            is_manual=made.is_manual,
            query=made.query,
            candidates=kept,
            circumstances=msgspec.to_builtins(circumstances, str_keys=True),
            at=made.at,
        )
        .returning(decision_table.c.id)
    ).one()
    connection.execute(insert(summary_table).values(decision_id=number, **_summary(made, judged)))
    _forget_old(connection, made)


def _most_relevant(choice: Choice) -> tuple[Judged, ...]:
    """In their order; when there are too many, first go those that are something else."""
    if len(choice.judged) <= KEPT_CANDIDATES:
        return choice.judged
    ordered = sorted(enumerate(choice.judged), key=lambda at: (_relevance(at[1], choice), at[0]))
    kept = sorted(at for at, _ in ordered[:KEPT_CANDIDATES])
    return tuple(choice.judged[at] for at in kept)


def _relevance(one: Judged, choice: Choice) -> int:
    """0 is the most relevant."""
    if one is choice.best:
        return 0
    if one.is_approved or one.is_only_for_now:
        return 1
    return 3 if any(found.reason in _SOMETHING_ELSE for found in one.rejections) else 2


def _kept(one: Judged, taken: Judged | None, scores: Mapping[str, int]) -> dict[str, Any]:
    """As it is shown, how it stands to what was taken, and what judging it again needs."""
    ranking = None
    if taken is not None and one is not taken and one.is_approved:
        found = compared(one, taken)
        ranking = {
            "step": found.step,
            "own": found.got,
            "taken": found.than,
            "before": found.is_before,
        }
    return {**told(one, scores), "ranking": ranking, "unshown": _unshown(one)}


def _summary(made: Decision, judged: Sequence[Judged]) -> dict[str, Any]:
    profile, best = made.ground.situation.profile, made.choice.best
    taken = best.candidate.release if best else None
    return {
        "acquisition_id": made.acquisition_id,
        "item_id": made.item_id,
        "profile_id": made.ground.profile_id,
        "profile": profile.name if profile else "",
        "profile_version": profile.version if profile else 0,
        "is_manual": made.is_manual,
        "query": made.query,
        "title": taken.title if taken else None,
        "size": taken.size if taken else None,
        "offered": len(made.choice.judged),
        "approved": sum(one.is_approved for one in made.choice.judged),
        "kept": len(judged),
        "title_key": f"{clean_title(taken.title if taken else '')} {clean_title(made.query)}",
        "at": made.at,
    }


def told(judged: Judged, scores: Mapping[str, int]) -> dict[str, Any]:
    """A judged candidate as it is kept and shown; holds no link and no key. `scores` are the
    profile's, by format."""
    release, candidate = judged.candidate.release, judged.candidate
    return {
        "guid": release.guid,
        "indexerId": release.indexer_id,
        "indexer": release.indexer,
        "title": release.title,
        "size": release.size,
        "seeders": release.seeders,
        "quality": candidate.quality,
        "languages": list(candidate.subject.languages),
        "formats": [{"name": name, "score": scores.get(name, 0)} for name in candidate.formats],
        "formatScore": candidate.format_score,
        "score": judged.score,
        "approved": not judged.rejections,
        "rejections": [
            {"key": r.reason.value, "message": r.message, "permanent": r.is_permanent}
            for r in judged.rejections
        ],
    }


def last_taken(
    connection: Connection, acquisition_id: AcquisitionId
) -> tuple[IndexerId, str] | None:
    """Indexer and guid of what the story's latest decision took; None if it took nothing."""
    circumstances = connection.scalar(
        select(_d.circumstances)
        .where(_d.acquisition_id == acquisition_id)
        .order_by(_d.id.desc())
        .limit(1)
    )
    taken = (circumstances or {}).get("taken")
    return (IndexerId(taken[0]), taken[1]) if taken else None


def release_of(candidate: Mapping[str, Any]) -> Release:
    """The release of a kept candidate; its link is gone."""
    more = from_plain(candidate["unshown"], Unshown)
    size = candidate["size"]
    return Release(
        indexer_id=candidate["indexerId"],
        indexer=candidate["indexer"],
        guid=candidate["guid"],
        title=candidate["title"],
        link=Secret(""),
        size=None if size is None else Bytes(size),
        seeders=candidate["seeders"],
        categories=more.categories,
        leechers=more.leechers,
        published_at=more.published_at,
        info_hash=more.info_hash,
        is_freeleech=more.is_freeleech,
    )


def circumstances_of(kept: Any) -> Circumstances:
    return from_plain(kept, Circumstances, is_strict=False, has_text_keys=True)


def _circumstances(made: Decision, judged: Sequence[Judged]) -> Circumstances:
    situation, best = made.ground.situation, made.choice.best
    offered = [one.candidate.release for one in judged]
    hashes = {one.info_hash for one in offered} - {None}
    names = {one.title for one in offered}
    asked = {one.indexer_id for one in offered}
    blocked, standing, outside = situation.blocklist, situation.standing, situation.outside
    profile = situation.profile
    return Circumstances(
        profile=profile.name if profile else "",
        profile_version=profile.version if profile else 0,
        taken=_key(best.candidate.release) if best else None,
        want=situation.want,
        blocklist=Blocklist(
            blocked.hashes & hashes,
            blocked.names & names,
            {key: at for key, at in blocked.expires.items() if key in hashes | names},
        ),
        standing=replace(standing, downloading=standing.downloading & hashes),
        outside=Outside(
            outside.now,
            outside.free_space,
            {number: state for number, state in outside.indexers.items() if number in asked},
        ),
    )


def _unshown(judged: Judged) -> dict[str, Any]:
    release = judged.candidate.release
    more = Unshown(
        release.categories,
        release.leechers,
        release.published_at,
        release.info_hash,
        release.is_freeleech,
    )
    plain: dict[str, Any] = msgspec.to_builtins(more)
    return plain


def _key(release: Release) -> tuple[int, str]:
    return int(release.indexer_id), release.guid


def _forget_old(connection: Connection, made: Decision) -> None:
    ours = select(_d.id).where(_d.acquisition_id == made.acquisition_id)
    latest = connection.scalars(ours.order_by(_d.id.desc()).limit(KEPT_PER_STORY)).all()
    newest = latest[0]
    connection.execute(
        delete(decision_table).where(
            or_(
                and_(_d.acquisition_id == made.acquisition_id, _d.id.not_in(latest)),
                _d.id <= newest - KEPT_IN_ALL,
                _d.at < made.at - KEPT_FOR,
            )
        )
    )
    _forget_too_many(connection)


def _forget_too_many(connection: Connection) -> None:
    """The oldest go until the candidates of the rest are no more than are kept in all."""
    s = summary_table.c
    total = 0
    for number, kept in connection.execute(
        select(s.decision_id, s.kept).order_by(s.decision_id.desc())
    ):
        total += kept
        if total > KEPT_CANDIDATES_IN_ALL:
            connection.execute(delete(decision_table).where(_d.id <= number))
            return
