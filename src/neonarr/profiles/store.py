"""Quality profiles in the database."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.kinds import MediaKind
from neonarr.base.plain import from_plain
from neonarr.decisions.given import shown
from neonarr.decisions.profiles.checking import checked
from neonarr.decisions.profiles.model import Profile
from neonarr.library.store import item_table
from neonarr.profiles import version
from neonarr.profiles.tables import ProfileId, profile_table, slot_table

_p = profile_table.c
_NAMED = 3
"""Items named in a sentence."""


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """`is_default`: it counts for every item of its kind that has none of its own."""

    id: ProfileId
    profile: Profile
    is_default: bool


def profiles(connection: Connection, kind: MediaKind | None = None) -> list[StoredProfile]:
    """Those of the kind, or of both, oldest first."""
    statement = select(profile_table).order_by(_p.id)
    if kind is not None:
        statement = statement.where(_p.kind == kind.value)
    return [_stored(row) for row in connection.execute(statement)]


def profile(connection: Connection, profile_id: ProfileId) -> StoredProfile | None:
    row = connection.execute(select(profile_table).where(_p.id == profile_id)).first()
    return _stored(row) if row else None


def default_profile(connection: Connection, kind: MediaKind) -> StoredProfile | None:
    """None only before the presets were stored."""
    statement = select(profile_table).where(_p.kind == kind.value, _p.is_default)
    row = connection.execute(statement).first()
    return _stored(row) if row else None


def add_profile(connection: Connection, new: Profile) -> StoredProfile:
    """The first of a kind is its default. Raises Invalid."""
    version.grow(connection)
    new = replace(checked(new), version=1)
    _unlike_others(connection, new, None)
    is_default = default_profile(connection, new.kind) is None
    values = {**_values(new), "is_default": is_default}
    made = connection.execute(insert(profile_table).values(**values).returning(_p.id))
    return StoredProfile(ProfileId(made.scalar_one()), new, is_default)


def change_profile(connection: Connection, profile_id: ProfileId, new: Profile) -> StoredProfile:
    """It becomes `new`, a version later. Raises NotFound, Invalid."""
    version.grow(connection)
    old = expected(connection, profile_id)
    if new.kind is not old.profile.kind:
        raise Invalid("items", "A profile of movies can't become one of music, nor back.")
    new = replace(checked(new), version=old.profile.version + 1)
    _unlike_others(connection, new, profile_id)
    connection.execute(update(profile_table).where(_p.id == profile_id).values(**_values(new)))
    return replace(old, profile=new)


def make_default(connection: Connection, profile_id: ProfileId) -> StoredProfile:
    """It counts for every item of its kind that has none of its own. Raises NotFound."""
    version.grow(connection)
    one = expected(connection, profile_id)
    ours = _p.kind == one.profile.kind.value
    connection.execute(update(profile_table).where(ours).values(is_default=_p.id == profile_id))
    return replace(one, is_default=True)


def delete_profile(connection: Connection, profile_id: ProfileId) -> None:
    """Raises NotFound, and Conflict while something goes by it."""
    version.grow(connection)
    one = expected(connection, profile_id)
    name = shown(one.profile.name)
    if one.is_default:
        kind = "movies" if one.profile.kind is MediaKind.MOVIE else "albums"
        raise Conflict(
            f"Profile {name} is the one {kind} get by default; make another one the default first."
        )
    users = connection.scalars(
        select(item_table.c.title)
        .join(slot_table, slot_table.c.item_id == item_table.c.id)
        .where(slot_table.c.profile_id == profile_id)
        .order_by(item_table.c.title_key)
    ).all()
    if users:
        named = ", ".join(shown(title) for title in users[:_NAMED])
        more = f" and {len(users) - _NAMED} more" if len(users) > _NAMED else ""
        raise Conflict(f"Profile {name} is in use by {named}{more}; give them another one first.")
    connection.execute(delete(profile_table).where(_p.id == profile_id))


def rename_score(connection: Connection, old: str, new: str) -> None:
    """A format has another name; what profiles score it with stays."""
    for one in profiles(connection):
        scores = one.profile.scores
        if old in scores:
            renamed = {new if name == old else name: score for name, score in scores.items()}
            values = _values(replace(one.profile, scores=renamed))
            connection.execute(update(profile_table).where(_p.id == one.id).values(**values))


def expected(connection: Connection, profile_id: ProfileId) -> StoredProfile:
    """The profile. Raises NotFound."""
    found = profile(connection, profile_id)
    if found is None:
        raise NotFound(f"There is no quality profile {profile_id}.")
    return found


def _unlike_others(connection: Connection, new: Profile, own: ProfileId | None) -> None:
    taken = select(_p.id).where(_p.kind == new.kind.value, _p.name_key == new.name.casefold())
    if connection.execute(taken.where(_p.id != (own or 0))).first():
        raise Invalid("name", f"There is a profile {shown(new.name)} already; choose another name.")


def _values(one: Profile) -> dict[str, Any]:
    content = msgspec.to_builtins(one)
    kept = {key: value for key, value in content.items() if not key.startswith("_")}
    return {
        "kind": one.kind.value,
        "name_key": one.name.casefold(),
        "content": kept,
        "version": one.version,
    }


def _stored(row: Row[Any]) -> StoredProfile:
    # The places follow from the rungs; msgspec wants them all the same.
    profile = from_plain({**row.content, "_places": {}}, Profile)
    return StoredProfile(ProfileId(row.id), profile, row.is_default)
