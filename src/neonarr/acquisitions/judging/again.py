"""Kept decisions, ready to be judged again under something else."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from neonarr.acquisitions.judging.kept import circumstances_of, release_of
from neonarr.acquisitions.tables import decision_table
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.situation import Situation
from neonarr.decisions.what_if import KeptDecision
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import item_table
from neonarr.profiles.tables import ProfileId

_d = decision_table.c


@dataclass(frozen=True, slots=True)
class Which:
    """Which decisions to judge again; None filters nothing."""

    kind: MediaKind
    profile_id: ProfileId | None = None
    """Only those that were made under it."""
    item_id: ItemId | None = None
    decision_id: int | None = None
    """This one alone, whoever decided and whatever profile counted."""
    limit: int = 100


def kept_decisions(connection: Connection, which: Which) -> list[KeptDecision]:
    """The latest of them; what a person picked is left out unless it is asked for by its id, for no
    profile made that choice."""
    statement = (
        select(decision_table)
        .join(item_table, item_table.c.id == _d.item_id)
        .where(item_table.c.kind == which.kind.value, _d.circumstances.is_not(None), *_only(which))
        .order_by(_d.id.desc())
        .limit(which.limit)
    )
    rows = connection.execute(statement).all()
    items = library.items_by_id(connection, {ItemId(row.item_id) for row in rows})
    return [_decision(row, items[ItemId(row.item_id)]) for row in rows]


def _only(which: Which) -> list[ColumnElement[bool]]:
    if which.decision_id is not None:
        return [_d.id == which.decision_id]
    terms: list[ColumnElement[bool]] = [_d.is_manual.is_(False)]
    if which.profile_id is not None:
        terms.append(_d.profile_id == which.profile_id)
    if which.item_id is not None:
        terms.append(_d.item_id == which.item_id)
    return terms


def _decision(row: Any, item: Item) -> KeptDecision:
    kept = circumstances_of(row.circumstances)
    candidates = tuple(release_of(one) for one in row.candidates)
    taken = next((one for one in candidates if kept.taken == (one.indexer_id, one.guid)), None)
    situation = Situation(
        want=kept.want, blocklist=kept.blocklist, standing=kept.standing, outside=kept.outside
    )
    return KeptDecision(row.id, item.label, situation, candidates, taken)
