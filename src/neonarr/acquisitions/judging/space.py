"""What is free where downloads go and where they are filed, looked at seldom and kept in memory."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import PurePath

from neonarr.base.errors import OutsideError
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.downloads.clients import Clients
from neonarr.importing.disk import free_space
from neonarr.settings.model import Preferences

log = logging.getLogger(__name__)

LOOK_S = 10.0
"""How long one disk or client may take; a network disk that is away takes for ever."""


class Space:
    """What the last look found; a place that did not answer then stands in nobody's way."""

    def __init__(
        self,
        clients: Clients,
        preferences: Callable[[], Preferences],
        disk: Callable[[PurePath], Bytes | None] = free_space,
        look_s: float = LOOK_S,
    ) -> None:
        self._clients, self._preferences = clients, preferences
        self._disk, self._look_s = disk, look_s
        self._client: Bytes | None = None
        self._library: dict[MediaKind, Bytes | None] = {}
        self._looking: dict[str, asyncio.Future[Bytes | None]] = {}

    def free(self, kind: MediaKind) -> Bytes | None:
        """The least of both places; None: neither is known."""
        known = [one for one in (self._client, self._library.get(kind)) if one is not None]
        return min(known, default=None)

    async def look(self) -> None:
        """One look at every place."""
        preferences = self._preferences()
        self._client, movies, music = await asyncio.gather(
            self._of_client(),
            self._of_folder(preferences.movies_dir),
            self._of_folder(preferences.music_dir),
        )
        self._library = {MediaKind.MOVIE: movies, MediaKind.ALBUM: music}

    async def _of_client(self) -> Bytes | None:
        preferred = self._clients.preferred()
        if preferred is None:
            return None
        try:
            async with asyncio.timeout(self._look_s):
                return await preferred.client.free_space()
        except (TimeoutError, OutsideError) as error:
            log.info("the free space of %s is not known: %s", preferred.name, error)
            return None

    async def _of_folder(self, path: str) -> Bytes | None:
        if path not in self._looking:
            look = asyncio.ensure_future(asyncio.to_thread(self._disk, PurePath(path)))
            look.add_done_callback(lambda _: self._looking.pop(path, None))
            self._looking[path] = look
        try:
            async with asyncio.timeout(self._look_s):
                return await asyncio.shield(self._looking[path])
        except TimeoutError:
            return None
