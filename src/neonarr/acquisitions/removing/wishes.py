"""That an item is to go, in the database: written before anything is touched, so that whoever
starts next carries on. It goes with the item's row."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select, update

from neonarr.acquisitions.tables import item_removal_table
from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.library import store as library

_r = item_removal_table.c


@dataclass(frozen=True, slots=True)
class Removal:
    item_id: ItemId
    with_files: bool
    """Its files go to the recycle bin; else they stay where they are."""
    with_torrents: bool
    """Its finished torrents go too; what is not complete goes in any case."""
    message: str | None = None
    """What it waits for."""


def ask(connection: Connection, wanted: Removal) -> None:
    """From now on it goes, and is not looked for any more. The last word counts.

    Raises NotFound."""
    item = library.item(connection, wanted.item_id)
    if item is None:
        raise NotFound(f"There is no movie or album {wanted.item_id}.")
    library.change_item(connection, replace(item, is_monitored=False))
    connection.execute(delete(item_removal_table).where(_r.item_id == wanted.item_id))
    values = {name: getattr(wanted, name) for name in Removal.__slots__}
    connection.execute(insert(item_removal_table).values(values))


def removals(
    connection: Connection, among: Collection[ItemId] | None = None
) -> dict[ItemId, Removal]:
    """What is to go of the items `among`; None: of all."""
    statement = select(item_removal_table).order_by(_r.item_id)
    if among is not None:
        statement = statement.where(_r.item_id.in_(among))
    rows = connection.execute(statement)
    return {row.item_id: Removal(**row._mapping) for row in rows}


def waits(connection: Connection, item_id: ItemId, message: str) -> None:
    """Tell what for."""
    statement = update(item_removal_table).where(_r.item_id == item_id)
    connection.execute(statement.values(message=message))
