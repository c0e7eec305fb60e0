"""What items lack, read for many at once: the Library's view of what `look` finds for one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, select

from neonarr.acquisitions.model import State
from neonarr.acquisitions.renewal.look import Lack
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.tables import acquisition_table
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.plain import from_plain
from neonarr.decisions.profiles.model import MAIN_SLOT, FrozenScore, Profile
from neonarr.decisions.upgrading import is_enough
from neonarr.library.store import file_table, item_table
from neonarr.profiles import store as profiles
from neonarr.profiles.tables import ProfileId, slot_table

_a, _s = acquisition_table.c, slot_table.c


@dataclass(frozen=True, slots=True)
class Lacking:
    """A version that is wanted and missing, or there and below its cutoff."""

    slot: str
    lack: Lack
    is_under_way: bool
    again_at: datetime | None = None
    """Nothing was found for it: when it is looked for again."""


def lacking(
    connection: Connection, among: Collection[ItemId] | None = None
) -> dict[ItemId, tuple[Lacking, ...]]:
    """Of the items `among` those that lack something, the main version first; None: of all."""
    there, busy = _there(connection, among), _busy(connection)
    wanted = _wanted(connection)
    found: dict[ItemId, tuple[Lacking, ...]] = {}
    for item_id, kind in _items(connection, among):
        lacks = tuple(
            Lacking(slot, lack, (item_id, slot) in busy, busy.get((item_id, slot)))
            for slot, profile in wanted(item_id, kind).items()
            if (lack := _lack(there.get((item_id, slot)), profile)) is not Lack.NOTHING
        )
        if lacks:
            found[item_id] = lacks
    return found


def _lack(there: FrozenScore | None, profile: Profile | None) -> Lack:
    if there is None:
        return Lack.MISSING
    if profile is None or not profile.can_upgrade or is_enough(there, profile):
        return Lack.NOTHING
    return Lack.BELOW_CUTOFF


def _items(
    connection: Connection, among: Collection[ItemId] | None
) -> list[tuple[ItemId, MediaKind]]:
    statement = select(item_table.c.id, item_table.c.kind)
    if among is not None:
        statement = statement.where(item_table.c.id.in_(among))
    return [(ItemId(row.id), MediaKind(row.kind)) for row in connection.execute(statement)]


def _there(
    connection: Connection, among: Collection[ItemId] | None
) -> dict[tuple[ItemId, str], FrozenScore]:
    """The score of what was imported last, by item and version."""
    filed = select(file_table.c.id).where(file_table.c.acquisition_id == _a.id).exists()
    statement = select(_a.item_id, _a.slot, _a.quality, _a.score).where(filed).order_by(_a.id)
    if among is not None:
        statement = statement.where(_a.item_id.in_(among))
    return {
        (ItemId(row.item_id), row.slot): from_plain(row.score, FrozenScore)
        if row.score
        else FrozenScore(row.quality)
        for row in connection.execute(statement)
    }


def _busy(connection: Connection) -> dict[tuple[ItemId, str], datetime | None]:
    """What a story is under way for; with a time where it only waits to search again."""
    states = [state.value for state in MOVING]
    waits = and_(_a.state == State.WANTED.value, _a.trouble.is_not(None))
    rows = connection.execute(
        select(_a.item_id, _a.slot, case((waits, _a.due_at)).label("again_at"))
        .where(_a.state.in_(states))
        .order_by(_a.id)
    )
    return {(ItemId(row.item_id), row.slot): row.again_at for row in rows}


def _wanted(
    connection: Connection,
) -> Callable[[ItemId, MediaKind], Mapping[str, Profile | None]]:
    """The versions wanted of an item, each with its profile."""
    known = {one.id: one.profile for one in profiles.profiles(connection)}
    own: dict[ItemId, dict[str, Profile | None]] = {}
    rows = connection.execute(select(_s.item_id, _s.name, _s.profile_id))
    for row in sorted(rows, key=lambda one: (one.name != MAIN_SLOT, one.name)):
        slots = own.setdefault(ItemId(row.item_id), {})
        slots[row.name] = known.get(ProfileId(row.profile_id))
    usual: dict[MediaKind, dict[str, Profile | None]] = {}
    for kind in MediaKind:
        default = profiles.default_profile(connection, kind)
        usual[kind] = {MAIN_SLOT: default.profile if default else None}
    return lambda item_id, kind: own.get(item_id) or usual[kind]
