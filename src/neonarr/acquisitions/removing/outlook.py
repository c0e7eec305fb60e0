"""What there is to be removed with an item, before somebody says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.removing.remove import stories
from neonarr.acquisitions.seeding.goal import Sharing, sharing_of
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import ItemId
from neonarr.downloads.model import Download
from neonarr.library import store as library
from neonarr.library.model import Item, LibraryFile
from neonarr.library.mounts import is_below
from neonarr.library.roots import library_root


@dataclass(frozen=True, slots=True)
class Seeding:
    """A finished torrent of the item that is in a client."""

    title: str
    client: str
    seen: Download | None
    """None where the client does not answer."""
    owed: str | None
    """What the indexer is still owed, as a sentence; None if nothing."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """`files` can go to the bin, `elsewhere` lie outside the library and stay in any case."""

    item: Item
    files: Sequence[LibraryFile]
    elsewhere: int
    under_way: Sequence[str]
    """Titles of what ends with it."""
    torrents: Sequence[Seeding]


async def outlook(world: World, item_id: ItemId) -> Outlook | None:
    """None if there is no such item."""

    def look(connection: Connection) -> tuple[Item | None, list[LibraryFile]]:
        files = library.files_of_items(connection, [item_id])
        return library.item(connection, item_id), files

    item, files = await world.db.read(look)
    if item is None:
        return None
    root = library_root(world.preferences(), item.kind)
    ours = [file for file in files if is_below(file.path, root)]
    told = await world.db.read(stories, item_id)
    under_way = [one.title for one in told if one.state in MOVING]
    seeding = [await _seeding(world, one) for one in told if _is_finished(one)]
    torrents = [one for one in seeding if one]
    return Outlook(item, ours, len(files) - len(ours), under_way, torrents)


def _is_finished(one: Acquisition) -> bool:
    # One that symbolic links lead into is done as far as the loop goes, and in its client.
    return one.state in (State.IMPORTED, State.FAILED) or (
        one.state in MOVING and one.completed_at is not None and one.cleanup is not Cleanup.DONE
    )


async def _seeding(world: World, one: Acquisition) -> Seeding | None:
    """None if it is not in a client any more."""
    connected = world.clients.get(one.client_id)
    if connected is None or one.info_hash is None:
        return None
    try:
        seen = (await connected.client.downloads([one.info_hash])).get(one.info_hash)
    except OutsideError:
        return Seeding(one.title, connected.name, None, None)
    if seen is None:
        return None
    shared = await world.db.read(sharing_of, one.indexer_id, world.preferences())
    owed = _owed(one, seen, shared) if shared.forbids_removal(seen) else None
    return Seeding(one.title, connected.name, seen, owed)


def _owed(one: Acquisition, seen: Download, shared: Sharing) -> str:
    goals, goal = [], shared.goal
    if goal and goal.ratio is not None:
        goals.append(f"ratio {seen.ratio:.2f} of {goal.ratio:.2f}")
    if goal and goal.seeding_s is not None:
        goals.append(f"{seen.seeding_s / 3600:.0f} of {goal.seeding_s / 3600:.0f} hours")
    who = one.indexer or "The indexer"
    return f"{who} is still owed seeding ({' or '.join(goals)}): removing it now is a hit and run."
