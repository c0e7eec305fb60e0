"""Which profile counts for an item: one for each version of it that is wanted."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from neonarr.base.errors import Invalid
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.given import shown
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.library.model import Item
from neonarr.naming.part import same_name_key
from neonarr.naming.paths import version_part
from neonarr.profiles import store
from neonarr.profiles.store import StoredProfile
from neonarr.profiles.tables import ProfileId, profile_table, slot_table

_s = slot_table.c

MAX_NAME = 40
NO_NAMES = frozenset({"all"})
"""What the API calls every version of an item."""


def assign(
    connection: Connection, item: Item, slots: Mapping[str, ProfileId], field: str = "slots"
) -> None:
    """The item's slots are these and no others; none: the default of its kind. Raises Invalid."""
    _check_names(slots, field)
    for profile_id in slots.values():
        found = store.profile(connection, profile_id)
        if found is None:
            raise Invalid(field, f"There is no quality profile {profile_id}.")
        if found.profile.kind is not item.kind:
            kind = "movies" if found.profile.kind is MediaKind.MOVIE else "music"
            raise Invalid(field, f"Profile {shown(found.profile.name)} is for {kind}.")
    connection.execute(delete(slot_table).where(_s.item_id == item.id))
    if slots:
        rows = [{"item_id": item.id, "name": n, "profile_id": p} for n, p in slots.items()]
        connection.execute(insert(slot_table), rows)


def _check_names(names: Iterable[str], field: str) -> None:
    """Files are told apart by them, so no two may look alike there."""
    taken: dict[str, str] = {}
    for name in names:
        if not name.strip() or len(name) > MAX_NAME or name.casefold() in NO_NAMES:
            raise Invalid(
                field,
                f"{shown(name)} is no name for a version: give 1 to {MAX_NAME} characters, and not "
                "“all”.",
            )
        other = taken.setdefault(same_name_key(version_part(name)), name)
        if other != name:
            raise Invalid(field, f"{shown(other)} and {shown(name)} would share file names.")


def slots(connection: Connection, item: Item) -> dict[str, StoredProfile]:
    """The item's slots by name, the main one first; without any, the main one has its kind's
    default. Empty only before the presets were stored."""
    rows = connection.execute(select(_s.name, _s.profile_id).where(_s.item_id == item.id)).all()
    known = {one.id: one for one in store.profiles(connection, item.kind)} if rows else {}
    found = {row.name: known[row.profile_id] for row in rows}
    if not found:
        default = store.default_profile(connection, item.kind)
        return {MAIN_SLOT: default} if default else {}
    return dict(sorted(found.items(), key=lambda one: (one[0] != MAIN_SLOT, one[0])))


def names(connection: Connection) -> list[str]:
    """Every name a version has anywhere in the library."""
    return list(connection.execute(select(_s.name).distinct().order_by(_s.name)).scalars())


def main_id(connection: Connection, item: Item) -> ProfileId | None:
    """The profile of the item's main slot."""
    return next((one.id for one in slots(connection, item).values()), None)


def main_ids(connection: Connection, kind: MediaKind) -> Callable[[ItemId], ProfileId | None]:
    """The same for every item of the kind, read at once."""
    kinds = slot_table.join(profile_table, profile_table.c.id == _s.profile_id)
    rows = connection.execute(
        select(_s.item_id, _s.profile_id)
        .select_from(kinds)
        .where(_s.name == MAIN_SLOT, profile_table.c.kind == kind.value)
    )
    own = {ItemId(row.item_id): ProfileId(row.profile_id) for row in rows}
    default = store.default_profile(connection, kind)
    return lambda item_id: own.get(item_id, default.id if default else None)
