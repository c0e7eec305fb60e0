"""Tags: labels that tie items to indexers, delays and release profiles.

Whatever carries tags keeps their labels; the numbers are for clients that speak in numbers.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Column, Connection, String, Table, UniqueConstraint, delete, insert, select

from neonarr.base.errors import Invalid
from neonarr.storage.db import Id, metadata, serialize

LABEL_LENGTH = 100

tag_table = Table(
    "tag",
    metadata,
    Column("id", Id, primary_key=True),
    Column("label", String(LABEL_LENGTH), nullable=False),
    UniqueConstraint("label"),
    sqlite_autoincrement=True,
)


def label(text: str, field: str = "label") -> str:
    """A label as it is kept. Raises Invalid.

    >>> label(" Kids ")
    'kids'
    """
    kept = " ".join(text.split()).casefold()
    if not kept or len(kept) > LABEL_LENGTH or not kept.isprintable() or "," in kept:
        raise Invalid(
            field, f"A tag is a word or a few, without commas, of at most {LABEL_LENGTH} letters."
        )
    return kept


def labels(text: str, field: str = "tags") -> frozenset[str]:
    """Labels with commas between them. Raises Invalid.

    >>> sorted(labels("Kids, 4k,"))
    ['4k', 'kids']
    """
    return frozenset(label(one, field) for one in text.split(",") if one.strip())


def tags(connection: Connection) -> dict[int, str]:
    """Every tag's label by its number, in the order of numbers."""
    rows = connection.execute(select(tag_table).order_by(tag_table.c.id))
    return {row.id: row.label for row in rows}


def ensure(connection: Connection, wanted: Iterable[str]) -> dict[str, int]:
    """The number of each label; those that are new get one."""
    serialize(connection, "tag")
    known = {one: number for number, one in tags(connection).items()}
    for one in sorted(set(wanted) - set(known)):
        made = connection.execute(insert(tag_table).values(label=one).returning(tag_table.c.id))
        known[one] = made.scalar_one()
    return {one: known[one] for one in wanted}


def labels_of(
    known: Mapping[int, str], numbers: Collection[int], field: str = "tags"
) -> frozenset[str]:
    """The labels of those numbers. Raises Invalid for one that is no tag's."""
    for number in numbers:
        if number not in known:
            raise Invalid(field, f"There is no tag {str(number)[:20]}.")
    return frozenset(known[number] for number in numbers)


def forget(connection: Connection, number: int) -> bool:
    """Whether there was such a tag. What carries its label keeps it."""
    return bool(connection.execute(delete(tag_table).where(tag_table.c.id == number)).rowcount)
