"""Who else needs the data of a torrent: another torrent (a cross-seed), or the library itself.

Files of the library that are hard links, or copies, don't: they outlive the download.
"""

import asyncio
import os
from pathlib import PurePosixPath

from sqlalchemy import Connection, or_, select

from neonarr.acquisitions.tables import acquisition_table
from neonarr.acquisitions.world import World
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.mappings import local_path
from neonarr.downloads.setup import Inspected
from neonarr.library.store import file_table

EVERY = 1_000_000


async def why_data_stays(
    world: World, connected: ConnectedClient, info_hash: InfoHash
) -> str | None:
    """Why the data of this torrent must not be deleted; None when nothing else needs it. Raises
    OutsideError."""
    seen = (await connected.client.downloads([info_hash])).get(info_hash)
    if seen is None:
        return None
    other = await _other_torrent(world, connected, info_hash, seen.content_path)
    if other:
        return f"another torrent in {connected.name} has the same data ({other})"
    path = str(await world.db.read(local_path, connected.id, seen.content_path))
    needed = await world.db.read(_library_path_in, path)
    if needed:
        return f"{needed} of the library lies in it"
    links = await world.db.read(_library_links)
    linked = await asyncio.to_thread(_first_into, path, links)
    return f"{linked} is a symbolic link into it" if linked else None


async def _other_torrent(
    world: World, connected: ConnectedClient, info_hash: InfoHash, path: str
) -> str | None:
    ours = await world.db.read(_stories_with_data, connected.id, info_hash)
    for title, content_path in ours:
        if _overlap(content_path, path):
            return title
    if isinstance(connected.client, Inspected):
        for other in await connected.client.finished(EVERY):
            if other.info_hash != info_hash and _overlap(other.content_path, path):
                return other.name
    return None


def _overlap(one: str, other: str) -> bool:
    """Whether one is, or lies in, the other.

    >>> [_overlap(path, "/d/Heat") for path in ("/d/Heat", "/d/Heat/a.mkv", "/d/He")]
    [True, True, False]
    """
    a, b = PurePosixPath(one), PurePosixPath(other)
    return a.is_relative_to(b) or b.is_relative_to(a)


def _stories_with_data(
    connection: Connection, client_id: AdapterId, info_hash: InfoHash
) -> list[tuple[str, str]]:
    """Title and content path, as the client sees it, of our other torrents in that client."""
    a = acquisition_table.c
    rows = connection.execute(
        select(a.title, a.content_path).where(
            a.client_id == client_id,
            a.info_hash != info_hash,
            a.content_path.is_not(None),
            a.cleanup.is_(None),
        )
    )
    return [(row.title, row.content_path) for row in rows]


def _library_path_in(connection: Connection, folder: str) -> str | None:
    f = file_table.c
    below = folder.rstrip("/") + "/"
    is_there = or_(f.path == folder, f.path.startswith(below, autoescape=True))
    return connection.execute(select(f.path).where(is_there).limit(1)).scalar()


def _library_links(connection: Connection) -> list[str]:
    f = file_table.c
    return list(connection.scalars(select(f.path).where(f.method == "symlink")))


def _first_into(folder: str, links: list[str]) -> str | None:
    place = os.path.realpath(folder)
    return next((one for one in links if _overlap(os.path.realpath(one), place)), None)
