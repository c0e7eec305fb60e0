"""Any state with a cleanup: take the torrent out of the client."""

import asyncio
import os

from neonarr.acquisitions.model import Cleanup, State
from neonarr.acquisitions.steps.turn import Turn
from neonarr.base.errors import OutsideError
from neonarr.library import store as library
from neonarr.library.model import LibraryFile


async def clean_up(turn: Turn) -> None:
    """Cleanup DONE, or tried again later. What the library needs is never deleted with it."""
    story, world = turn.acquisition, turn.world
    connected = world.clients.get(story.client_id)
    if connected is None or story.info_hash is None:
        await turn.finish(cleanup=Cleanup.DONE)
        return
    with_data = story.cleanup is Cleanup.REMOVE_WITH_DATA
    if with_data and story.state is State.IMPORTED:
        files = await world.db.read(library.files_of, [story.id])
        lost = await asyncio.to_thread(_missing, files)
        if lost:
            await turn.finish(
                cleanup=Cleanup.DONE,
                trouble="library_file_gone",
                message=f"The torrent was kept: {lost} is not in the library any more, so this may "
                "be the last copy.",
            )
            return
    try:
        await connected.client.delete(story.info_hash, with_data=with_data)
    except OutsideError as error:
        await turn.put_off(story.state, "cleanup", str(error))
        return
    await turn.finish(cleanup=Cleanup.DONE, message=story.message)


def _missing(files: list[LibraryFile]) -> str | None:
    """The first library file that is gone or not the size it had; None if all are there."""
    for file in files:
        try:
            if os.stat(file.path).st_size != file.size:
                return file.path
        except OSError:
            return file.path
    return None
