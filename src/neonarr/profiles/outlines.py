"""Custom formats at a glance: no pattern is compiled for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from neonarr.profiles import store
from neonarr.profiles.tables import FormatId, format_table, slot_table

_f = format_table.c


@dataclass(frozen=True, slots=True)
class Outline:
    """A format and who goes by it."""

    id: FormatId
    name: str
    conditions: int
    is_from_guide: bool
    scores: tuple[tuple[str, int], ...]
    """Name of the profile and what it gives; those that give nothing are left out."""


def outlines(connection: Connection) -> list[Outline]:
    """Every format, by name."""
    profiles = store.profiles(connection)
    rows = connection.execute(select(_f.id, _f.content).order_by(_f.name_key, _f.id))
    return [
        Outline(
            row.id,
            row.content["name"],
            len(row.content["specifications"]),
            "trash_id" in row.content,
            tuple(
                (one.profile.name, score)
                for one in profiles
                if (score := one.profile.scores.get(row.content["name"]))
            ),
        )
        for row in rows
    ]


def guide_scores(connection: Connection) -> dict[str, Mapping[str, int]]:
    """By format name, what its guide gives it in each score set; those no guide scores are left
    out."""
    rows = connection.execute(select(_f.content).order_by(_f.id))
    return {
        row.content["name"]: row.content["trash_scores"]
        for row in rows
        if row.content.get("trash_scores")
    }


def uses(connection: Connection) -> dict[int, int]:
    """By number of the profile, how many items have it as their own; those nothing has are left
    out."""
    profile_id = slot_table.c.profile_id
    rows = connection.execute(select(profile_id, func.count()).group_by(profile_id))
    return {row[0]: row[1] for row in rows}
