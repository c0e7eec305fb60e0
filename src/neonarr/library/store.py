"""Movies, albums and imported files in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    delete,
    insert,
    or_,
    select,
    update,
)

from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.library.model import NO_FACTS, Availability, Facts, Item, LibraryFile
from neonarr.releases.clean import clean_title
from neonarr.storage.db import Id, Json, UtcDateTime, metadata, serialize

item_table = Table(
    "item",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("artist", Text),
    Column("year", Integer),
    Column("title_key", Text, nullable=False),
    Column("artist_key", Text, nullable=False),
    Column("is_monitored", Boolean, nullable=False),
    Column("tmdb_id", Integer),
    Column("imdb_id", String(20)),
    Column("minutes", Float),
    Column("original_language", String(64)),
    Column("tags", Json),
    Column("availability", String(16)),
    Column("status", String(16)),
    Column("in_cinemas", UtcDateTime),
    Column("digital_release", UtcDateTime),
    Column("physical_release", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_item_key", "kind", "title_key"),
)

file_table = Table(
    "library_file",
    metadata,
    Column("id", Id, primary_key=True),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False, index=True),
    Column("acquisition_id", Id, nullable=False, index=True),
    Column("path", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("quality", String(64), nullable=False),
    Column("method", String(16), nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("disc", Integer),
    Column("track", Integer),
    Column("media", Json),
    Column("imported_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be. The year tells films of one title apart; None matches any year."""

    kind: MediaKind
    title: str
    artist: str | None = None
    year: int | None = None
    is_monitored: bool = False
    tmdb_id: int | None = None
    imdb_id: str | None = None
    facts: Facts = NO_FACTS


def find_or_add(connection: Connection, new: NewItem, at: datetime) -> tuple[Item, bool]:
    """The item of that name, and whether it was made now."""
    serialize(connection, "item")
    found = find(connection, new)
    if found:
        return found, False
    made = connection.execute(
        insert(item_table)
        .values(
            kind=new.kind.value,
            title=new.title,
            artist=new.artist,
            year=new.year,
            title_key=clean_title(new.title),
            artist_key=clean_title(new.artist or ""),
            is_monitored=new.is_monitored,
            tmdb_id=new.tmdb_id,
            imdb_id=new.imdb_id,
            created_at=at,
            **_fact_values(new.facts),
        )
        .returning(item_table)
    )
    return _item(made.one()), True


def find(connection: Connection, new: NewItem) -> Item | None:
    """The item this would duplicate: the same ids, or the same name and (nearly) the same year."""
    c = item_table.c
    by_id = [column == value for column, value in _ids(new) if value is not None]
    if by_id:
        row = connection.execute(
            select(item_table).where(c.kind == new.kind.value, or_(*by_id)).limit(1)
        ).first()
        if row:
            return _item(row)
    statement = select(item_table).where(
        c.kind == new.kind.value, c.title_key == clean_title(new.title)
    )
    if new.kind is MediaKind.ALBUM:
        statement = statement.where(c.artist_key == clean_title(new.artist or ""))
    rows = connection.execute(statement.order_by(c.id)).all()
    same_year = [r for r in rows if _is_same_year(new, r.year)]
    return _item(min(same_year, key=lambda r: r.year != new.year)) if same_year else None


def _ids(new: NewItem) -> list[tuple[Column[Any], Any]]:
    return [(item_table.c.tmdb_id, new.tmdb_id), (item_table.c.imdb_id, new.imdb_id)]


def _is_same_year(new: NewItem, year: int | None) -> bool:
    # Remakes share titles, so a film's year decides; an album's year is that of its pressing.
    return None in (new.year, year) or new.kind is MediaKind.ALBUM or new.year == year


def item(connection: Connection, item_id: ItemId) -> Item | None:
    row = connection.execute(select(item_table).where(item_table.c.id == item_id)).first()
    return _item(row) if row else None


def movie_with(connection: Connection, *, tmdb_id: int = 0, imdb_id: str = "") -> Item | None:
    """The movie that has one of these ids."""
    c = item_table.c
    is_meant = or_(c.tmdb_id == (tmdb_id or None), c.imdb_id == (imdb_id or None))
    row = connection.execute(select(item_table).where(is_meant).limit(1)).first()
    return _item(row) if row else None


def item_with_file(connection: Connection, item_id: ItemId) -> tuple[Item | None, bool]:
    """The item, and whether it has a file."""
    has_file = select(file_table.c.id).where(file_table.c.item_id == item_id).limit(1)
    return item(connection, item_id), connection.execute(has_file).first() is not None


def items_by_id(connection: Connection, ids: Collection[ItemId]) -> dict[ItemId, Item]:
    """Those of `ids` that exist."""
    rows = connection.execute(select(item_table).where(item_table.c.id.in_(ids)))
    return {ItemId(row.id): _item(row) for row in rows}


def items(connection: Connection, kind: MediaKind, text: str = "") -> list[tuple[Item, bool]]:
    """Every item of the kind with whether it has a file, by title."""
    has_file = select(file_table.c.id).where(file_table.c.item_id == item_table.c.id).exists()
    statement = (
        select(item_table, has_file.label("has_file"))
        .where(item_table.c.kind == kind.value)
        .order_by(item_table.c.title_key, item_table.c.id)
    )
    return [(_item(row), bool(row.has_file)) for row in connection.execute(named(statement, text))]


def change_item(connection: Connection, changed: Item) -> bool:
    """Save what a person may change: names, year, ids, facts and whether it is monitored. False if
    the item is not there."""
    done = connection.execute(
        update(item_table)
        .where(item_table.c.id == changed.id)
        .values(
            title=changed.title,
            artist=changed.artist,
            year=changed.year,
            title_key=clean_title(changed.title),
            artist_key=clean_title(changed.artist or ""),
            is_monitored=changed.is_monitored,
            tmdb_id=changed.tmdb_id,
            imdb_id=changed.imdb_id,
            **_fact_values(changed.facts),
        )
    )
    return bool(done.rowcount)


def monitor(connection: Connection, item_id: ItemId) -> None:
    """From now on it is looked after, if it was not."""
    c = item_table.c
    connection.execute(
        update(item_table)
        .where(c.id == item_id, c.is_monitored.is_(False))
        .values(is_monitored=True)
    )


def learn_minutes(connection: Connection, item_id: ItemId, minutes: float) -> None:
    """Note how long it plays, unless that is known: what a person or a catalog said counts."""
    connection.execute(
        update(item_table)
        .where(item_table.c.id == item_id, item_table.c.minutes.is_(None))
        .values(minutes=minutes)
    )


def delete_item(connection: Connection, item_id: ItemId) -> bool:
    """Forget an item and its file records; files on disk stay. False if it was not there."""
    connection.execute(delete(file_table).where(file_table.c.item_id == item_id))
    return bool(connection.execute(delete(item_table).where(item_table.c.id == item_id)).rowcount)


def record_files(
    connection: Connection, acquisition_id: AcquisitionId, files: Sequence[LibraryFile]
) -> None:
    """Replace what is recorded for these paths; safe to run twice."""
    paths = [f.path for f in files]
    connection.execute(
        delete(file_table).where(
            or_(file_table.c.acquisition_id == acquisition_id, file_table.c.path.in_(paths))
        )
    )
    if files:
        connection.execute(insert(file_table), [_file_values(f) for f in files])


def forget_files(connection: Connection, paths: Collection[str]) -> None:
    """These are not in the library any more."""
    connection.execute(delete(file_table).where(file_table.c.path.in_(paths)))


def files_of(connection: Connection, acquisition_ids: Sequence[AcquisitionId]) -> list[LibraryFile]:
    """In disc and track order, then by path."""
    statement = select(file_table).where(file_table.c.acquisition_id.in_(acquisition_ids))
    order = (file_table.c.disc, file_table.c.track, file_table.c.path)
    return [_file(row) for row in connection.execute(statement.order_by(*order))]


def files_of_items(connection: Connection, ids: Collection[ItemId]) -> list[LibraryFile]:
    """In disc and track order, then by path."""
    statement = select(file_table).where(file_table.c.item_id.in_(ids))
    order = (file_table.c.disc, file_table.c.track, file_table.c.path)
    return [_file(row) for row in connection.execute(statement.order_by(*order))]


def named(statement: Select[Any], text: str) -> Select[Any]:
    """Only the items with that in their title or their artist's name; no text: all."""
    key = clean_title(text) if text else ""
    if not key:
        return statement
    c = item_table.c
    return statement.where(
        or_(c.title_key.contains(key, autoescape=True), c.artist_key.contains(key, autoescape=True))
    )


def _item(row: Row[Any]) -> Item:
    return Item(
        id=ItemId(row.id),
        kind=MediaKind(row.kind),
        title=row.title,
        artist=row.artist,
        year=row.year,
        is_monitored=row.is_monitored,
        created_at=row.created_at,
        tmdb_id=row.tmdb_id,
        imdb_id=row.imdb_id,
        facts=_facts(row),
    )


def _facts(row: Row[Any]) -> Facts:
    return Facts(
        row.minutes,
        row.original_language,
        frozenset(row.tags or ()),
        Availability(row.availability or Availability.ANNOUNCED),
        row.status,
        row.in_cinemas,
        row.digital_release,
        row.physical_release,
    )


def _fact_values(facts: Facts) -> dict[str, Any]:
    values = {name: getattr(facts, name) for name in Facts.__slots__}
    return values | {"tags": sorted(facts.tags) or None, "availability": facts.availability.value}


def _file_values(file: LibraryFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in LibraryFile.__slots__}


def _file(row: Row[Any]) -> LibraryFile:
    values = {name: getattr(row, name) for name in LibraryFile.__slots__}
    values |= {"size": Bytes(row.size), "cost": Bytes(row.cost)}
    return LibraryFile(**values)
