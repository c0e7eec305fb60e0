"""Torrents somebody added to a client by hand, in one of our categories: noticed, and offered.

The built-in engine has none, for nobody but this program adds to it: see `left`.
"""

import logging
from dataclasses import dataclass

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.mark import MARK
from neonarr.acquisitions.handover import CATEGORIES
from neonarr.acquisitions.model import State
from neonarr.acquisitions.standby.kept import standbys
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download
from neonarr.downloads.setup import Inspected

log = logging.getLogger(__name__)

MOST_LOOKED_AT = 2000
"""Of a client's finished downloads, the newest; somebody else may have many."""

_KINDS = {category: kind for kind, category in CATEGORIES.items()}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A finished torrent in a client that no story is about."""

    client_id: AdapterId
    client: str
    kind: MediaKind
    download: Download


async def foreign(world: World) -> list[Foreign]:
    """Of every client that answers, the newest first."""
    found = [one for connected in world.clients.all() for one in await _in(connected)]
    known = await world.db.read(_known)
    return [one for one in found if one.download.info_hash not in known]


async def _in(connected: ConnectedClient) -> list[Foreign]:
    if not isinstance(connected.client, Inspected):
        return []
    try:
        finished = await connected.client.finished(MOST_LOOKED_AT)
    except OutsideError as error:
        log.info("%s was not asked for torrents added by hand: %s", connected.name, error)
        return []
    return [
        Foreign(connected.id, connected.name, _KINDS[one.category], one)
        for one in finished
        if one.category in _KINDS and one.content_path
    ]


def _known(connection: Connection) -> set[InfoHash]:
    """Of every story that was not removed."""
    stories = store.by_state(connection, set(State) - {State.REMOVED})
    ours = {one.info_hash for one in stories if one.info_hash}
    taken = {InfoHash((one.guid or "").removeprefix(MARK)) for one in stories}
    beside = {one.left.info_hash for one in standbys(connection).values()}
    return ours | taken | beside
