"""Keeps the share goals in the clients in step with the settings. A goal that was changed is set
for every torrent of its indexer, and what the client had stopped at the old one seeds on.

No client tells who stopped a torrent: one that had not reached the old goal was stopped by a
person, and stays so.

Which goals were handed over is stored, so a change is not missed when the server stops in between;
what is set in a client by hand stays until our own goal changes.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import astuple
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.mark import is_by_hand
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.seeding.goal import Sharing, sharing_of
from neonarr.acquisitions.states import IN_CLIENT
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import IndexerId
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import DownloadState, ShareGoal
from neonarr.downloads.port import DownloadClient
from neonarr.downloads.setup import Inspected
from neonarr.settings.model import Preferences
from neonarr.settings.store import save_setting, setting_value

log = logging.getLogger(__name__)

KEPT = "share_goals_handed"
HELD = (*IN_CLIENT, State.DOWNLOADED, State.IMPORTING, State.IMPORTED)

_Goals = dict[str, list[Any] | None]


async def hand_over(world: World) -> None:
    """Set what changed since the last time; what could not be set is tried again the next time."""
    held = await world.db.read(store.in_clients, HELD)
    ours = [one for one in held if not is_by_hand(one)]
    sources = {one.indexer_id for one in ours}
    sharing, handed = await world.db.read(_as_set, sources, world.preferences())
    now: _Goals = {}
    for source, shared in sharing.items():
        key = str(source)
        now[key] = list(astuple(shared.goal)) if shared.goal else None
        if handed is not None and shared.goal and handed.get(key) != now[key]:
            mine = [one for one in ours if one.indexer_id == source]
            old = handed.get(key)
            before = ShareGoal(*old) if old else None
            if not all([await _set(world, one, shared, before) for one in mine]):
                now[key] = old
    if now != handed:
        await world.db.write(save_setting, KEPT, now)


def _as_set(
    connection: Connection, sources: Collection[IndexerId | None], preferences: Preferences
) -> tuple[Mapping[IndexerId | None, Sharing], _Goals | None]:
    """The goals as they are now, and as they were when they were handed over last; None before the
    first time: what was added until then has its goal."""
    sharing = {one: sharing_of(connection, one, preferences) for one in sources}
    return sharing, setting_value(connection, KEPT)


async def _set(world: World, one: Acquisition, shared: Sharing, before: ShareGoal | None) -> bool:
    """Whether it is done; what is in no client of ours any more needs nothing."""
    connected = world.clients.get(one.client_id)
    if connected is None:
        return one.client_id not in world.clients.elsewhere
    try:
        await _hand(connected, one, shared, before)
    except OutsideError as error:
        log.info("the share goal could not be set: %s", error, extra={"acquisition": one.id})
        return False
    return True


async def _hand(
    connected: ConnectedClient, one: Acquisition, shared: Sharing, before: ShareGoal | None
) -> None:
    if one.info_hash is None or shared.goal is None:
        return
    client = connected.client
    await client.set_share_goal(one.info_hash, shared.goal)
    seen = (await client.downloads([one.info_hash])).get(one.info_hash)
    is_stopped = seen is not None and seen.state is DownloadState.COMPLETE and seen.is_stopped
    if not seen or not is_stopped or shared.is_reached(seen):
        return
    if Sharing(before or await _goal_of_its_own(client)).is_reached(seen):
        await client.resume(one.info_hash)


async def _goal_of_its_own(client: DownloadClient) -> ShareGoal | None:
    """What it stops torrents at that were given none; None if it does not tell any."""
    if not isinstance(client, Inspected):
        return None
    told = await client.setup()
    return ShareGoal(
        told.share_ratio, None if told.share_minutes is None else told.share_minutes * 60
    )
