"""What is handed to a download client, and how.

The torrent file or magnet is stored before a client sees it, so that a step which died in between,
or a client that lost it, can be helped without asking the indexer again. It is kept until nothing
is left to be done about it: it may be large, and carries a person's passkey.
"""

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.seeding.goal import sharing_of
from neonarr.acquisitions.standby.kept import standby_table
from neonarr.acquisitions.tables import acquisition_table, torrent_table
from neonarr.acquisitions.world import World
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.downloads.model import AddOptions
from neonarr.downloads.torrent import Magnet, TorrentFile, read_magnet, read_torrent
from neonarr.storage.db import serialize

CATEGORIES = {MediaKind.MOVIE: "neonarr-movies", MediaKind.ALBUM: "neonarr-music"}
TAG = "neonarr"

Torrent = TorrentFile | Magnet


async def kept_torrent(world: World, one: Acquisition) -> Torrent | None:
    """What was stored before a client saw it; None if it never came that far."""
    if one.info_hash is None:
        return None
    kept = await world.db.read(_stored, one.info_hash)
    if kept is None:
        return None
    content, sealed_magnet = kept
    if content is not None:
        return read_torrent(content)
    return read_magnet(world.vault.open(sealed_magnet or "").reveal())


async def options_for(world: World, one: Acquisition) -> AddOptions:
    """How this acquisition is added to a client."""
    shared = await world.db.read(sharing_of, one.indexer_id, world.preferences())
    return AddOptions(
        category=CATEGORIES[one.kind],
        tags=(TAG,),
        is_paused=world.preferences().downloads_paused,
        to_top=one.priority > 0,
        share_goal=shared.goal,
    )


def keep_torrent(
    connection: Connection, info_hash: InfoHash, content: bytes | None, sealed_magnet: str | None
) -> None:
    """Store what was grabbed, before it is handed to a client, and forget what nobody needs any
    more; in the transaction that says whose it is. Safe to run twice."""
    serialize(connection, "torrent")
    _forget_unneeded(connection)
    t = torrent_table.c
    if connection.execute(select(t.info_hash).where(t.info_hash == info_hash)).first() is None:
        connection.execute(
            insert(torrent_table).values(
                info_hash=info_hash, content=content, sealed_magnet=sealed_magnet
            )
        )


def _forget_unneeded(connection: Connection) -> None:
    a, s, t = acquisition_table.c, standby_table.c, torrent_table.c
    is_gone = func.coalesce(a.cleanup, "") == Cleanup.DONE.value
    is_over = or_(a.state == State.REMOVED.value, and_(a.state == State.IMPORTED.value, is_gone))
    has_story = select(a.id).where(a.info_hash == t.info_hash, ~is_over).exists()
    stands_by = select(s.info_hash).where(s.info_hash == t.info_hash).exists()
    connection.execute(delete(torrent_table).where(~has_story, ~stands_by))


def _stored(connection: Connection, info_hash: InfoHash) -> tuple[bytes | None, str | None] | None:
    """(content, sealed magnet) as stored; None if nothing was."""
    t = torrent_table.c
    row = connection.execute(select(torrent_table).where(t.info_hash == info_hash)).first()
    return (row.content, row.sealed_magnet) if row else None
