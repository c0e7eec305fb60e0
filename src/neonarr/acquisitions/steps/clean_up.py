"""Any state with a cleanup: take the torrent out of the client."""

import asyncio
import logging
import os
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.seeding.goal import sharing_of
from neonarr.acquisitions.seeding.needed import why_data_stays
from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.steps.turn import Turn
from neonarr.base.errors import OutsideError
from neonarr.downloads.clients import ConnectedClient
from neonarr.library import store as library
from neonarr.library.model import LibraryFile

log = logging.getLogger(__name__)


async def clean_up(turn: Turn) -> None:
    """Cleanup DONE, or tried again later. What the library needs is never deleted with it."""
    story, world = turn.acquisition, turn.world
    connected = world.clients.get(story.client_id)
    if connected is None or story.info_hash is None:
        await turn.finish(**_done(story))
        return
    if await _is_wanted_by_another(turn):
        await turn.finish(**_done(story), **_told(story))
        return
    with_data = story.cleanup is Cleanup.REMOVE_WITH_DATA
    if with_data and story.state is State.IMPORTED:
        files = await world.db.read(_files_it_stands_for, story)
        doubt = await asyncio.to_thread(_doubt, files)
        if doubt:
            await turn.finish(
                cleanup=Cleanup.DONE,
                trouble="library_file_gone",
                message=f"The torrent was kept: {doubt}, so this may be the last copy.",
            )
            return
    try:
        if await _is_owed(turn, connected):
            # The watcher sees to it once the goal is reached; a wish goes on without it.
            await turn.finish(**_done(story) | _kept(story), **_told(story))
            return
        stays = await why_data_stays(world, connected, story.info_hash) if with_data else None
        await connected.client.delete(story.info_hash, with_data=with_data and not stays)
    except OutsideError as error:
        await turn.put_off(story.state, "cleanup", str(error))
        return
    if stays:
        log.info("the data was kept: %s", stays, extra={"acquisition": story.id})
    await turn.finish(**_done(story), **_told(story))


async def _is_owed(turn: Turn, connected: ConnectedClient) -> bool:
    """Whether to remove it now would be a hit and run. What a person removes, they remove."""
    story, world = turn.acquisition, turn.world
    if story.state is State.REMOVED or story.info_hash is None:
        return False
    shared = await world.db.read(sharing_of, story.indexer_id, world.preferences())
    if not shared.is_owed:
        return False
    seen = (await connected.client.downloads([story.info_hash])).get(story.info_hash)
    return seen is not None and shared.forbids_removal(seen)


def _kept(story: Acquisition) -> dict[str, Any]:
    """An imported one stays watched, so that it is removed later."""
    return {"cleanup": None} if story.state is State.IMPORTED else {}


def _done(story: Acquisition) -> dict[str, Any]:
    """A wish that goes on without this torrent begins anew."""
    if story.state is State.WANTED:
        return {"cleanup": None, "info_hash": None, "client_id": None}
    return {"cleanup": Cleanup.DONE}


def _told(story: Acquisition) -> dict[str, Any]:
    """Why it ended as it did stays told; what went wrong at the first try to clean up is over."""
    if story.trouble == "cleanup":
        return {}
    return {"trouble": story.trouble, "message": story.message}


async def _is_wanted_by_another(turn: Turn) -> bool:
    """Whether another story is just getting the same torrent, or has it seed: it then looks after
    it, and what it owes for it."""
    story = turn.acquisition
    assert story.info_hash is not None
    same = await turn.world.db.read(store.by_hash, story.info_hash)
    return any(a.id != story.id and (a.state in MOVING or _seeds(a)) for a in same)


def _seeds(one: Acquisition) -> bool:
    return one.state is State.IMPORTED and one.cleanup is None


def _files_it_stands_for(connection: Connection, story: Acquisition) -> list[LibraryFile]:
    """Its own; where a better copy replaced them, that one's."""
    files = library.files_of(connection, [story.id])
    return files or store.files_of_slot(connection, story.item_id, story.slot)


def _doubt(files: list[LibraryFile]) -> str | None:
    """What speaks against all its files being safe in the library; None if nothing does."""
    if not files:
        return "no file in the library is known to come from it"
    for file in files:
        try:
            is_whole = os.stat(file.path).st_size == file.size
        except OSError:
            is_whole = False
        if os.path.islink(file.path):
            return f"{file.path} is a symbolic link into it"
        if not is_whole:
            return f"{file.path} is not in the library any more"
    return None
