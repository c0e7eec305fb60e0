"""Quality definitions in the database: only those that differ from the defaults."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.definitions import Definition, default_definitions
from neonarr.profiles import version
from neonarr.profiles.tables import definition_table

_d = definition_table.c


def definitions(connection: Connection, kind: MediaKind) -> dict[str, Definition]:
    """One for each quality of the kind, by its name, worst first."""
    rows = connection.execute(select(definition_table).where(_d.kind == kind.value))
    changed = {r.quality: Definition(r.quality, r.least, r.preferred, r.most) for r in rows}
    return {one.quality: changed.get(one.quality, one) for one in default_definitions(kind)}


def save_definitions(
    connection: Connection, kind: MediaKind, given: Iterable[Definition]
) -> dict[str, Definition]:
    """All definitions, these among them as given; those not named stay."""
    version.grow(connection)
    now = {**definitions(connection, kind), **{one.quality: one for one in given}}
    defaults = {one.quality: one for one in default_definitions(kind)}
    changed = [one for one in now.values() if one != defaults.get(one.quality)]
    connection.execute(delete(definition_table).where(_d.kind == kind.value))
    if changed:
        rows = [
            {
                "kind": kind.value,
                "quality": one.quality,
                "least": one.least,
                "preferred": one.preferred,
                "most": one.most,
            }
            for one in changed
        ]
        connection.execute(insert(definition_table), rows)
    return now
