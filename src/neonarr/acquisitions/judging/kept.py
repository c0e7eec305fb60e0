"""Decisions in the database: every candidate, every reason, and how things stood.

Bounded: the latest of each story, the latest of all, and none for longer than half a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from neonarr.acquisitions.judging.ground import Ground
from neonarr.acquisitions.tables import acquisition_table, decision_table
from neonarr.base.ids import AcquisitionId, InfoHash, ItemId
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.decisions.model import Blocklist, Choice, Judged, Want
from neonarr.decisions.situation import Outside, Standing
from neonarr.releases.model import Release

KEPT_PER_STORY = 10
KEPT_IN_ALL = 1_000
KEPT_FOR = timedelta(days=183)
KEPT_CANDIDATES = 500

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
    judged = made.choice.judged[:KEPT_CANDIDATES]
    profile = made.ground.situation.profile
    scores = profile.scores if profile else {}
    circumstances = _circumstances(made, judged)
    connection.execute(
        insert(decision_table).values(
            acquisition_id=made.acquisition_id,
            item_id=made.item_id,
            profile_id=made.ground.profile_id,
            is_manual=made.is_manual,
            query=made.query,
            candidates=[{**told(one, scores), "unshown": _unshown(one)} for one in judged],
            circumstances=msgspec.to_builtins(circumstances, str_keys=True),
            at=made.at,
        )
    )
    _forget_old(connection, made)


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions to list; None filters nothing. `download_id` is the outside's name of a
    story."""

    item_id: ItemId | None = None
    download_id: str | None = None
    limit: int = 20
    offset: int = 0


def decisions(connection: Connection, wanted: Wanted) -> tuple[list[dict[str, Any]], int]:
    """That page, the newest first, and how many there are in all."""
    story = acquisition_table.c
    both = decision_table.join(acquisition_table, story.id == _d.acquisition_id)
    terms = []
    if wanted.item_id is not None:
        terms.append(_d.item_id == wanted.item_id)
    if wanted.download_id is not None:
        terms.append(story.public_id == wanted.download_id)
    total = connection.execute(select(func.count()).select_from(both).where(*terms)).scalar_one()
    rows = connection.execute(
        select(decision_table, story.public_id)
        .select_from(both)
        .where(*terms)
        .order_by(_d.id.desc())
        .limit(wanted.limit)
        .offset(wanted.offset)
    )
    return [_shown(row) for row in rows], total


def release_of(candidate: Mapping[str, Any]) -> Release:
    """The release of a kept candidate; its link is gone."""
    more = msgspec.convert(candidate["unshown"], Unshown)
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
    return msgspec.convert(kept, Circumstances, strict=False, str_keys=True)


def _shown(row: Any) -> dict[str, Any]:
    kept = row.circumstances or {}
    return {
        "id": row.id,
        "at": row.at,
        "itemId": row.item_id,
        "downloadId": row.public_id,
        "query": row.query,
        "manual": row.is_manual,
        "profileId": row.profile_id,
        "profile": kept.get("profile") or None,
        "profileVersion": kept.get("profile_version") or None,
        "taken": (kept.get("taken") or (None, None))[1],
        "candidates": [
            {key: value for key, value in one.items() if key != "unshown"} for one in row.candidates
        ],
    }


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
