"""Which torrents stand by, in the database: one for a story at most."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime

import msgspec
from sqlalchemy import Boolean, Column, Connection, ForeignKey, String, Table, select, true, update

from neonarr.acquisitions.model import Acquisition
from neonarr.base.ids import AcquisitionId, AdapterId, IndexerId, InfoHash
from neonarr.base.plain import from_plain
from neonarr.base.units import Bytes
from neonarr.decisions.profiles.model import FrozenScore
from neonarr.storage.db import Id, Json, metadata

standby_table = Table(
    "standby",
    metadata,
    Column("acquisition_id", Id, ForeignKey("acquisition.id"), primary_key=True),
    Column("info_hash", String(40), nullable=False, index=True),
    Column("download", Json, nullable=False),
    Column("goes_with_data", Boolean, nullable=False, server_default=true()),
)
_s = standby_table.c


@dataclass(frozen=True, slots=True)
class Left:
    """What a story knows of its release and download, as the fields of `Acquisition`."""

    info_hash: InfoHash
    client_id: AdapterId
    title: str
    category: str
    quality: str
    guid: str | None = None
    indexer_id: IndexerId | None = None
    indexer: str | None = None
    sealed_link: str | None = None
    size: Bytes | None = None
    score: FrozenScore | None = None
    grabbed_at: datetime | None = None
    is_vetted: bool = False


@dataclass(frozen=True, slots=True)
class Standby:
    """`goes_with_data` False: a person wants its files left where they are."""

    story: AcquisitionId
    left: Left
    goes_with_data: bool = True


def left_of(story: Acquisition) -> Left | None:
    """None if nothing of it is in a client."""
    if story.info_hash is None or story.client_id is None:
        return None
    return Left(**{field.name: getattr(story, field.name) for field in fields(Left)})


def taken_up(story: Acquisition, left: Left) -> Acquisition:
    """`story` with that download instead of its own."""
    return replace(story, **{field.name: getattr(left, field.name) for field in fields(Left)})


def stand_by(connection: Connection, story: Acquisition) -> None:
    """Keep its download as the one that stands by, instead of any other; safe to run twice."""
    forget(connection, story.id)
    left = left_of(story)
    if left is not None:
        values = {"info_hash": left.info_hash, "download": msgspec.to_builtins(left)}
        connection.execute(standby_table.insert().values(acquisition_id=story.id, **values))


def forget(connection: Connection, story: AcquisitionId) -> None:
    connection.execute(standby_table.delete().where(_s.acquisition_id == story))


def leave_data(connection: Connection, story: AcquisitionId) -> None:
    """When it goes, its files stay."""
    change = update(standby_table).where(_s.acquisition_id == story)
    connection.execute(change.values(goes_with_data=False))


def standbys(
    connection: Connection, stories: Collection[AcquisitionId] | None = None
) -> dict[AcquisitionId, Standby]:
    """Of those stories; None: of all."""
    wanted = select(standby_table)
    if stories is not None:
        wanted = wanted.where(_s.acquisition_id.in_(stories))
    return {
        AcquisitionId(row.acquisition_id): Standby(
            AcquisitionId(row.acquisition_id),
            from_plain(row.download, Left),
            bool(row.goes_with_data),
        )
        for row in connection.execute(wanted)
    }
