"""What is free where downloads go and where they are filed, looked at seldom and kept in memory."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from neonarr.base.errors import OutsideError
from neonarr.base.ids import AdapterId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.downloads.clients import Clients, ConnectedClient
from neonarr.importing.disk import free_space
from neonarr.library.roots import library_root
from neonarr.settings.model import Preferences

log = logging.getLogger(__name__)

LOOK_S = 10.0
"""How long one disk or client may take; a network disk that is away takes for ever."""

DOWNLOADS, LIBRARY = "", "library"

ALIKE = 4_000_000_000
"""Two places whose free bytes differ by no more are taken for one disk: clients tell a figure that
is up to half a minute old."""


@dataclass(frozen=True, slots=True)
class Disk:
    """What was free there at the last look."""

    role: str
    """DOWNLOADS or LIBRARY."""
    called: str
    """How a sentence begins that tells of it."""
    free: Bytes


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
        self._of_clients: dict[AdapterId, Bytes] = {}
        self._library: dict[MediaKind, Bytes | None] = {}
        self._looking: dict[str, asyncio.Future[Bytes | None]] = {}

    def free(self, kind: MediaKind) -> Bytes | None:
        """The least of both places; None: neither is known."""
        return min((disk.free for disk in self.disks(kind)), default=None)

    def disks(self, kind: MediaKind) -> list[Disk]:
        """Where new downloads of that kind go and are filed, as far as known; one place if both
        seem to be on one disk."""
        preferred = self._clients.preferred()
        saves = self.disk_of(preferred) if preferred else None
        filed = self._library.get(kind)
        if filed is None:
            return [saves] if saves else []
        if saves and _is_one_disk(saves.free, filed):
            return [replace(saves, free=min(saves.free, filed))]
        folder = library_root(self._preferences(), kind)
        library = Disk(LIBRARY, f"The disk of the library ({folder})", filed)
        return [saves, library] if saves else [library]

    def disk_of(self, client: ConnectedClient) -> Disk | None:
        """Where that client saves; None if it did not tell."""
        free = self._of_clients.get(client.id)
        if free is None:
            return None
        return Disk(DOWNLOADS, f"The disk {client.name} saves to", free)

    async def look(self) -> None:
        """One look at every place."""
        preferences, clients = self._preferences(), self._clients.all()
        movies, music, *told = await asyncio.gather(
            self._of_folder(preferences.movies_dir),
            self._of_folder(preferences.music_dir),
            *(self._of_client(one) for one in clients),
        )
        self._library = {MediaKind.MOVIE: movies, MediaKind.ALBUM: music}
        pairs = zip(clients, told, strict=True)
        self._of_clients = {one.id: free for one, free in pairs if free is not None}

    async def _of_client(self, one: ConnectedClient) -> Bytes | None:
        try:
            async with asyncio.timeout(self._look_s):
                return await one.client.free_space()
        except (TimeoutError, OutsideError) as error:
            log.info("the free space of %s is not known: %s", one.name, error)
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


def _is_one_disk(one: Bytes, other: Bytes) -> bool:
    return abs(one - other) <= min(ALIKE, max(one, other) // 50)
