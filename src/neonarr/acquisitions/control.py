"""What a person may do to a story under way: pause, resume, cancel, retry, reorder."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store, verdicts
from neonarr.acquisitions.by_hand.mark import is_by_hand
from neonarr.acquisitions.handover import kept_torrent, options_for
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.standby.kept import leave_data
from neonarr.acquisitions.states import IN_CLIENT
from neonarr.acquisitions.steps.next_release import BAD_RELEASE, without_release
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict, NotFound
from neonarr.base.ids import InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.library import store as library

CAN_CANCEL = frozenset(State) - {State.IMPORTING, State.REMOVED}
CAN_RETRY = frozenset({State.FAILED, State.WARNING, State.WANTED, State.QUEUED, State.DOWNLOADED})
CAN_TURN_DOWN = IN_CLIENT | {State.QUEUED, State.FAILED}
CAN_PAUSE = frozenset({State.DOWNLOADING, State.WARNING})


async def story(world: World, public_id: str) -> Acquisition:
    """Raises NotFound."""
    found = await world.db.read(store.by_public_id, public_id)
    if found is None:
        raise NotFound(f"There is no download {public_id}.")
    return found


async def story_of_hash(world: World, info_hash: str) -> Acquisition:
    """The newest story with that torrent. Raises NotFound."""
    found = await world.db.read(store.by_hash, InfoHash(info_hash.lower()))
    if not found:
        raise NotFound(f"No download has the info hash {info_hash[:64]}.")
    return next((a for a in found if a.state is not State.REMOVED), found[0])


async def pause(world: World, one: Acquisition) -> Acquisition:
    """Stop it in the client. Raises Conflict, OutsideError."""
    if one.state is State.PAUSED:
        return one
    if one.state not in CAN_PAUSE:
        raise Conflict(f"{one.title} is {one.state}; only a running download can be paused.")
    connected = _client(world, one)
    await connected.client.pause(_hash(one))
    return await _change(world, one, state=State.PAUSED)


async def resume(world: World, one: Acquisition) -> Acquisition:
    """Start it again in the client. Raises Conflict, OutsideError."""
    if one.state is State.DOWNLOADING:
        return one
    if one.state not in IN_CLIENT:
        raise Conflict(f"{one.title} is {one.state}; only a paused download can be resumed.")
    connected = _client(world, one)
    await connected.client.resume(_hash(one))
    return await _change(world, one, state=State.DOWNLOADING)


async def cancel(world: World, one: Acquisition, *, with_data: bool) -> Acquisition:
    """End it; the torrent is taken out of the client, its files too if asked.

    Files in the library always stay. Raises Conflict while it is being imported.
    """
    if one.state is State.REMOVED:
        return one
    if one.state not in CAN_CANCEL:
        raise Conflict(f"{one.title} is being imported right now; try again in a moment.")
    done, cleanup = Cleanup.DONE, Cleanup.REMOVE_WITH_DATA if with_data else Cleanup.REMOVE
    return await end(world, one, lambda fresh: done if fresh.cleanup is done else cleanup)


async def turn_down(world: World, one: Acquisition) -> Acquisition:
    """Not this release again: it goes with its data, and the next one is taken. Raises Conflict."""
    now = world.clock.now()

    def turned(connection: Connection, fresh: Acquisition) -> dict[str, Any]:
        if fresh.state not in CAN_TURN_DOWN or is_by_hand(fresh):
            raise Conflict(f"{fresh.title} is {fresh.state}; there is no release to turn down.")
        verdicts.block(connection, fresh, "Turned down by hand.", now)
        library.monitor(connection, fresh.item_id)
        # Whether the client has it is not always known: a torrent that is not there is no error.
        cleanup = Cleanup.REMOVE_WITH_DATA if fresh.info_hash is not None else None
        return without_release(fresh, world.preferences()) | {
            "info_hash": fresh.info_hash,
            "client_id": fresh.client_id,
            "cleanup": cleanup,
            "failed_releases": 0,
            "due_at": max(store.lease_end(connection, fresh.id) or now, now),
            "trouble": "next_release",
            "message": f"The next release is taken, for {fresh.title} was turned down by hand.",
        }

    return await _change_as(world, one, turned)


async def end(
    world: World, one: Acquisition, cleanup: Callable[[Acquisition], Cleanup]
) -> Acquisition:
    """It is over, and what is said is done about its torrent. Raises Conflict, NotFound."""
    now = world.clock.now()

    def ended(connection: Connection, fresh: Acquisition) -> dict[str, Any]:
        asked = cleanup(fresh)
        if asked is Cleanup.REMOVE:
            leave_data(connection, fresh.id)
        # A step that is under way may still hand the torrent over: clean up when it can't any more.
        held = store.lease_end(connection, fresh.id)
        return {
            "state": State.REMOVED,
            "cleanup": asked if fresh.info_hash is not None else Cleanup.DONE,
            "due_at": max(held or now, now),
            "message": "Removed by hand.",
            "trouble": None,
        }

    return await _change_as(world, one, ended)


async def retry(world: World, one: Acquisition) -> Acquisition:
    """Try again now what failed or waits. Raises Conflict."""
    if one.state not in CAN_RETRY:
        raise Conflict(f"{one.title} is {one.state}; there is nothing to retry.")
    changes: dict[str, Any] = {"due_at": world.clock.now(), "attempts": 0, "failed_releases": 0}
    if one.state is State.WARNING:
        await _put_back(world, one)
        changes |= {"state": State.DOWNLOADING, **_FRESH}
    if one.state is State.FAILED:
        changes |= _FRESH | _again(world, one)
    if changes.get("state", one.state) is State.WANTED:
        await world.db.write(library.monitor, one.item_id)
    return await _change(world, one, **changes)


_FRESH = {"trouble": None, "message": None, "cleanup": None}


def _again(world: World, one: Acquisition) -> dict[str, Any]:
    """A bad release is on the blocklist: another one is searched for."""
    if is_by_hand(one):
        return {"state": State.DOWNLOADED}
    if one.trouble in BAD_RELEASE or not one.sealed_link:
        return without_release(one, world.preferences())
    return {"state": State.CHOSEN if one.completed_at is None else State.DOWNLOADED}


async def _put_back(world: World, one: Acquisition) -> None:
    """Add a torrent that vanished from its client again, or start one that stopped in error."""
    torrent = await kept_torrent(world, one)
    connected = _client(world, one)
    if torrent is None:
        raise Conflict(f"The torrent of {one.title} was not kept; search for it again.")
    is_new = await connected.client.add(torrent, await options_for(world, one))
    if not is_new:
        await connected.client.resume(_hash(one))


async def set_priority(world: World, one: Acquisition, priority: int) -> Acquisition:
    """Order in our queue, and first in the client's when it is raised above 0."""
    changed = await _change(world, one, priority=priority)
    if priority > 0 and one.state in IN_CLIENT:
        await _client(world, one).client.to_top(_hash(one))
    return changed


async def _change(world: World, one: Acquisition, **changes: Any) -> Acquisition:
    return await _change_as(world, one, lambda _connection, _fresh: changes)


async def _change_as(
    world: World, one: Acquisition, told: Callable[[Connection, Acquisition], dict[str, Any]]
) -> Acquisition:
    """What `told` says of the row as it is now: the loop may have saved since `one` was read, and
    a person's word counts all the same. Raises Conflict, NotFound."""
    now = world.clock.now()

    def work(connection: Connection) -> Acquisition:
        fresh = store.hold(connection, one.id)
        if fresh is None:
            raise NotFound(f"{one.title} was deleted meanwhile.")
        try:
            return store.save(connection, fresh, replace(fresh, **told(connection, fresh)), now)
        except ValueError as error:
            raise Conflict(f"{one.title} is {fresh.state} now; look again.") from error

    changed = await world.db.write(work)
    world.bell.ring()
    return changed


def _client(world: World, one: Acquisition) -> ConnectedClient:
    connected = world.clients.get(one.client_id)
    if connected is None:
        raise Conflict(
            f"The download client that has {one.title} is not configured any more. Add it again in "
            "Settings → Download clients."
        )
    return connected


def _hash(one: Acquisition) -> InfoHash:
    if one.info_hash is None:
        raise Conflict(f"{one.title} is not in a download client yet.")
    return one.info_hash
