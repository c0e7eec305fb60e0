"""Kept decisions as they are shown: lists of them, and one with all its candidates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from neonarr.acquisitions.judging.why import why
from neonarr.acquisitions.tables import acquisition_table, decision_table, summary_table
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library import store as library
from neonarr.library.store import NewItem, item_table
from neonarr.releases.clean import clean_title
from neonarr.releases.parse import parse

_s = summary_table.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions to list; None and "" filter nothing. `download_id` is the outside's name of a
    story; `text` is part of an item's name, of a search or of what was taken, or any release's
    name, which means its item. `after` and `before` bound the moment, `after` included."""

    item_id: ItemId | None = None
    download_id: str | None = None
    kind: MediaKind | None = None
    is_manual: bool | None = None
    text: str = ""
    after: datetime | None = None
    before: datetime | None = None
    limit: int = 20
    offset: int = 0


def decisions(connection: Connection, wanted: Wanted) -> tuple[list[dict[str, Any]], int]:
    """That page without candidates, the newest first, and how many there are in all."""
    statement = _all().where(*_terms(connection, wanted))
    total = connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    rows = connection.execute(
        statement.order_by(_s.decision_id.desc()).limit(wanted.limit).offset(wanted.offset)
    ).all()
    items = library.items_by_id(connection, {ItemId(row.item_id) for row in rows if row.item_id})
    labels = {number: one.label for number, one in items.items()}
    return [_shown(row, labels) for row in rows], total


def decision(connection: Connection, number: int) -> dict[str, Any] | None:
    """One with every candidate that was kept and why it went as it did; None: not kept."""
    row = connection.execute(_all().where(_s.decision_id == number)).first()
    if row is None:
        return None
    items = library.items_by_id(connection, {ItemId(row.item_id)} if row.item_id else set())
    one = _shown(row, {item_id: item.label for item_id, item in items.items()})
    return with_candidates(connection, [one])[0]


def with_candidates(connection: Connection, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same decisions with their candidates, the best first, and a sentence for each."""
    d = decision_table.c
    rows = connection.execute(
        select(d.id, d.candidates, d.circumstances).where(d.id.in_([one["id"] for one in shown]))
    )
    found = {row.id: row for row in rows}
    return [_whole(one, found[one["id"]]) for one in shown]


def _whole(shown: dict[str, Any], row: Any) -> dict[str, Any]:
    taken = (row.circumstances or {}).get("taken")
    candidates = [_candidate(each, taken) for each in row.candidates]
    whole = {**shown, "taken": taken[1] if taken else None, "candidates": candidates}
    return {**whole, "why": why(whole)}


def _all() -> Select[Any]:
    story, item = acquisition_table.c, item_table.c
    joined = summary_table.join(acquisition_table, story.id == _s.acquisition_id)
    joined = joined.outerjoin(item_table, item.id == _s.item_id)
    return select(summary_table, story.public_id, story.slot, item.kind).select_from(joined)


def _terms(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    equal: tuple[tuple[ColumnElement[Any], Any], ...] = (
        (_s.item_id, wanted.item_id),
        (acquisition_table.c.public_id, wanted.download_id),
        (item_table.c.kind, wanted.kind),
        (_s.is_manual, wanted.is_manual),
    )
    terms: list[ColumnElement[bool]] = [
        column == value for column, value in equal if value is not None
    ]
    if wanted.after is not None:
        terms.append(_s.at >= wanted.after)
    if wanted.before is not None:
        terms.append(_s.at < wanted.before)
    if key := clean_title(wanted.text):
        terms.append(_named(connection, wanted.text, key))
    return terms


def _named(connection: Connection, text: str, key: str) -> ColumnElement[bool]:
    item = item_table.c
    named = [
        column.contains(key, autoescape=True)
        for column in (_s.title_key, item.title_key, item.artist_key)
    ]
    parsed = parse(text)
    if parsed is not None:
        new = NewItem(parsed.kind, parsed.title, parsed.artist, parsed.year)
        found = library.find(connection, new)
        if found is not None:
            named.append(_s.item_id == found.id)
    return or_(*named)


def _shown(row: Any, labels: dict[ItemId, str]) -> dict[str, Any]:
    return {
        "id": row.decision_id,
        "at": row.at,
        "itemId": row.item_id,
        "kind": row.kind,
        "label": labels.get(row.item_id),
        "downloadId": row.public_id,
        "slot": row.slot,
        "query": row.query,
        "manual": row.is_manual,
        "profileId": row.profile_id,
        "profile": row.profile or None,
        "profileVersion": row.profile_version or None,
        "title": row.title,
        "size": row.size,
        "offered": row.offered,
        "approved": row.approved,
    }


def _candidate(kept: dict[str, Any], taken: list[Any] | None) -> dict[str, Any]:
    shown = {key: value for key, value in kept.items() if key != "unshown"}
    is_taken = taken is not None and [kept["indexerId"], kept["guid"]] == list(taken)
    return {**shown, "ranking": kept.get("ranking"), "taken": is_taken}
