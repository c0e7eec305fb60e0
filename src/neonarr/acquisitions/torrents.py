"""What was grabbed: the torrent file or magnet, stored before a client sees it."""

from sqlalchemy import Connection, insert, select

from neonarr.acquisitions.tables import torrent_table
from neonarr.base.ids import InfoHash
from neonarr.storage.db import serialize


def keep_torrent(
    connection: Connection, info_hash: InfoHash, content: bytes | None, sealed_magnet: str | None
) -> None:
    """Store what was grabbed, before it is handed to a client; safe to run twice."""
    serialize(connection, "torrent")
    t = torrent_table.c
    if connection.execute(select(t.info_hash).where(t.info_hash == info_hash)).first() is None:
        connection.execute(
            insert(torrent_table).values(
                info_hash=info_hash, content=content, sealed_magnet=sealed_magnet
            )
        )


def kept_torrent(
    connection: Connection, info_hash: InfoHash
) -> tuple[bytes | None, str | None] | None:
    """(content, sealed magnet) as stored; None if nothing was."""
    t = torrent_table.c
    row = connection.execute(select(torrent_table).where(t.info_hash == info_hash)).first()
    return (row.content, row.sealed_magnet) if row else None
