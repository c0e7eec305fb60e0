"""Custom formats in the database, each as the JSON guides publish."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.reading import MOST_FORMATS, read_format, read_outline
from neonarr.decisions.formats.writing import guide_json
from neonarr.decisions.given import shown
from neonarr.profiles import store, version
from neonarr.profiles.tables import FormatId, format_table

_f = format_table.c


@dataclass(frozen=True, slots=True)
class StoredFormat:
    id: FormatId
    format: CustomFormat


def formats(connection: Connection) -> list[StoredFormat]:
    """All of them, oldest first; their patterns are compiled."""
    return [_stored(row) for row in connection.execute(select(format_table).order_by(_f.id))]


def known(connection: Connection) -> list[StoredFormat]:
    """All of them without their conditions, oldest first; costs no pattern."""
    rows = connection.execute(select(format_table).order_by(_f.id))
    return [StoredFormat(FormatId(row.id), read_outline(row.content)) for row in rows]


def contents(connection: Connection) -> list[dict[str, Any]]:
    """All of them as guides write theirs, oldest first; costs no pattern."""
    return list(connection.scalars(select(_f.content).order_by(_f.id)))


def format_ids(connection: Connection) -> dict[str, int]:
    """The formats there are, name to number; costs no pattern."""
    rows = connection.execute(select(_f.id, _f.content).order_by(_f.id))
    return {row.content["name"]: row.id for row in rows}


def expected(connection: Connection, format_id: FormatId) -> StoredFormat:
    """The format. Raises NotFound."""
    row = connection.execute(select(format_table).where(_f.id == format_id)).first()
    if row is None:
        raise NotFound(f"There is no custom format {format_id}.")
    return _stored(row)


def add_format(connection: Connection, new: CustomFormat) -> StoredFormat:
    """Raises Invalid if there is one of that name."""
    version.grow(connection)
    _unlike_others(connection, new, None)
    return _insert(connection, new)


def import_formats(connection: Connection, given: Iterable[CustomFormat]) -> list[StoredFormat]:
    """All of them, or none if anything goes wrong; one that is here already, by its guide's number
    or else by its name, is replaced and keeps its own number. Raises Invalid."""
    version.grow(connection)
    here = known(connection)
    by_name = {one.format.name.casefold(): one for one in here}
    by_guide = {one.format.guide.trash_id: one for one in here if one.format.guide}
    saved = []
    for new in given:
        same = by_guide.get(new.guide.trash_id) if new.guide else None
        same = same or by_name.get(new.name.casefold())
        saved.append(_change(connection, same, new) if same else _insert(connection, new))
    return saved


def change_format(connection: Connection, format_id: FormatId, new: CustomFormat) -> StoredFormat:
    """It becomes `new`; under another name it keeps its scores. Raises NotFound, Invalid."""
    version.grow(connection)
    return _change(connection, expected(connection, format_id), new)


def change_formats(
    connection: Connection, ids: Iterable[FormatId], is_in_file_names: bool | None
) -> list[StoredFormat]:
    """All of them, or none if one is not there; None changes nothing. Raises NotFound."""
    version.grow(connection)
    found = [expected(connection, one) for one in ids]
    if is_in_file_names is None:
        return found
    return [
        _change(connection, one, replace(one.format, is_in_file_names=is_in_file_names))
        for one in found
    ]


def delete_formats(connection: Connection, ids: Iterable[FormatId]) -> None:
    """All of them or none. Raises NotFound, and Conflict while a profile scores one."""
    for one in ids:
        delete_format(connection, one)


def delete_format(connection: Connection, format_id: FormatId) -> None:
    """Raises NotFound, and Conflict while a profile scores it."""
    version.grow(connection)
    name = expected(connection, format_id).format.name
    users = [
        shown(one.profile.name)
        for one in store.profiles(connection)
        if one.profile.scores.get(name)
    ]
    if users:
        raise Conflict(
            f"Format {shown(name)} is scored by profile {', '.join(users)}; "
            "set its score to 0 there first."
        )
    connection.execute(delete(format_table).where(_f.id == format_id))


def _change(connection: Connection, old: StoredFormat, new: CustomFormat) -> StoredFormat:
    _unlike_others(connection, new, old.id)
    connection.execute(update(format_table).where(_f.id == old.id).values(**_values(new)))
    if new.name != old.format.name:
        store.rename_score(connection, old.format.name, new.name)
    return StoredFormat(old.id, new)


def _insert(connection: Connection, new: CustomFormat) -> StoredFormat:
    here = connection.execute(select(func.count()).select_from(format_table)).scalar_one()
    if here >= MOST_FORMATS:
        raise Invalid("json", f"There are {MOST_FORMATS} formats already; delete some first.")
    made = connection.execute(insert(format_table).values(**_values(new)).returning(_f.id))
    return StoredFormat(FormatId(made.scalar_one()), new)


def _unlike_others(connection: Connection, new: CustomFormat, own: FormatId | None) -> None:
    taken = select(_f.id).where(_f.name_key == new.name.casefold(), _f.id != (own or 0))
    if connection.execute(taken).first():
        raise Invalid("name", f"There is a format {shown(new.name)} already; choose another name.")


def _values(one: CustomFormat) -> dict[str, Any]:
    return {"name_key": one.name.casefold(), "content": guide_json(one)}


def _stored(row: Row[Any]) -> StoredFormat:
    return StoredFormat(FormatId(row.id), read_format(row.content))
