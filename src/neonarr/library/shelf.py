"""The library as a person looks through it: the latest first, a page at a time."""

from collections.abc import Collection

from sqlalchemy import Connection, Subquery, func, select

from neonarr.base.ids import ItemId
from neonarr.library.model import Item, LibraryFile
from neonarr.library.store import file_table, files_of_items, item_table, items_by_id, named

Shelf = list[tuple[Item, list[LibraryFile]]]
"""Items, each with its files."""


def imported_items(
    connection: Connection, limit: int, offset: int, text: str = ""
) -> tuple[Shelf, int]:
    """Items with files, the latest import first, and how many there are in all."""
    latest = _latest()
    statement = named(
        select(item_table.c.id, latest.c.at).join(latest, latest.c.item_id == item_table.c.id), text
    )
    total = connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    page = statement.order_by(latest.c.at.desc(), item_table.c.id.desc()).limit(limit)
    ids = [ItemId(row.id) for row in connection.execute(page.offset(offset))]
    return _with_files(connection, ids), total


def all_items(
    connection: Connection,
    limit: int,
    offset: int,
    text: str = "",
    among: Collection[ItemId] | None = None,
) -> tuple[Shelf, int]:
    """Items with files or without, the one imported or else added last first, and how many there
    are in all. `among`: only these."""
    latest = _latest()
    at = func.coalesce(latest.c.at, item_table.c.created_at)
    statement = named(
        select(item_table.c.id).outerjoin(latest, latest.c.item_id == item_table.c.id), text
    )
    ordered = connection.scalars(statement.order_by(at.desc(), item_table.c.id.desc()))
    ids = [ItemId(one) for one in ordered if among is None or one in among]
    return _with_files(connection, ids[offset : offset + limit]), len(ids)


def _latest() -> Subquery:
    return (
        select(file_table.c.item_id, func.max(file_table.c.imported_at).label("at"))
        .group_by(file_table.c.item_id)
        .subquery()
    )


def _with_files(connection: Connection, ids: list[ItemId]) -> Shelf:
    found, files = items_by_id(connection, ids), files_of_items(connection, ids)
    return [(found[one], [f for f in files if f.item_id == one]) for one in ids if one in found]
