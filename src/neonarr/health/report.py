"""Looks at every component and puts what it finds on the board."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy import text

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.world import World
from neonarr.downloads.clients import ConnectedClient
from neonarr.health.board import Board
from neonarr.health.checks import SLOW_S, checked
from neonarr.health.choosing import look_at_formats, look_for_loops
from neonarr.health.folders import look_at_folder
from neonarr.settings.adapters import Check

log = logging.getLogger(__name__)

IMPORT_TROUBLES = frozenset(
    {"not_visible", "library_read_only", "library_full", "library_missing", "no_hard_link"}
)
CLIENT_S = 10.0
"""How long a client may take to answer a check."""
FOLDER_S = 10.0
"""How long a look at a folder may take."""
BETWEEN_S = 60.0
FRESH_S = 10.0
"""A look that recent is good enough for another asker."""


@dataclass(slots=True)
class Report:
    """`run()` takes one look; looks are shared and at most every FRESH_S."""

    world: World
    board: Board
    looked_at: float | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    looking: dict[str, asyncio.Future[Check]] = field(default_factory=dict)
    """Looks at folders that are under way: on a network disk that is away one may take for ever."""

    async def run(self) -> None:
        async with self.lock:
            now = self.world.clock.monotonic()
            if self.looked_at is not None and now - self.looked_at < FRESH_S:
                return
            self.looked_at = now
            await self._look()
            if self.looked_at is not None:  # nothing changed meanwhile
                self.looked_at = self.world.clock.monotonic()

    async def soon(self) -> None:
        """A fresh look, as soon as somebody asks or `keep_up` comes to it: settings changed."""
        self.looked_at = None
        self.changed.set()

    async def keep_up(self) -> None:
        """Look at once, after every change of settings, and now and then. Runs until cancelled.

        Folders are written to when they are looked at, which would keep disks from sleeping: they
        are left out now and then.
        """
        while True:
            self.changed.clear()
            await self.run()
            while not await self._changes_within(BETWEEN_S):
                async with self.lock:
                    await self._look_with(
                        self._database, self._clients, self._indexers, self._imports, self._choosing
                    )

    async def _changes_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):  # wait_for may forget a cancellation (3.11)
                await self.changed.wait()
        except TimeoutError:
            return False
        return True

    async def _look(self) -> None:
        await self._look_with(
            self._database,
            self._clients,
            self._indexers,
            self._folders,
            self._imports,
            self._choosing,
        )

    async def _look_with(self, *looks: Callable[[], Awaitable[None]]) -> None:
        """A look that fails leaves its part of the board as it was; the database's own says why."""
        for outcome in await asyncio.gather(*(look() for look in looks), return_exceptions=True):
            if isinstance(outcome, Exception):
                log.warning("a part of the health could not be looked at: %s", outcome)

    async def _database(self) -> None:
        kind = "PostgreSQL" if self.world.db.is_shared else "SQLite"
        try:
            await self.world.db.read(lambda c: c.execute(text("select 1")).scalar())
            self.board.good("Database", "database", f"{kind} answers.")
        except Exception as error:  # whatever the driver raises, the answer is "no"
            self.board.bad(
                "Database", "database", f"{kind} does not answer ({type(error).__name__})."
            )

    async def _clients(self) -> None:
        connected = self.world.clients.all()
        self.board.forget("download_client", {c.name for c in connected})
        if not connected:
            self.board.bad(
                "Download clients",
                "download_client",
                "There is no download client. Add one in Settings → Download clients.",
            )
        await asyncio.gather(*(self._client(one) for one in connected))

    async def _client(self, one: ConnectedClient) -> None:
        begun = self.world.clock.monotonic()
        check = await checked(one.client, one.name, CLIENT_S)
        took_s = self.world.clock.monotonic() - begun
        if not check.is_ok:
            self.board.bad(one.name, "download_client", check.message)
        elif took_s < SLOW_S or not self.board.is_warned(one.name, "download_client"):
            self.board.good(one.name, "download_client", check.message)

    async def _indexers(self) -> None:
        states = await self.world.search.states()
        self.board.forget("indexer", {s.name for s in states})
        if not states:
            self.board.warn(
                "Indexers",
                "indexer",
                "There is nothing to search yet. Add one in Settings → Indexers.",
            )
        for one in states:
            if one.error is None:
                last = "Answered last time it was asked." if one.was_asked else "Not asked yet."
                self.board.good(one.name, "indexer", last)
            else:
                self.board.bad(one.name, "indexer", one.error)

    async def _folders(self) -> None:
        preferences = self.world.preferences()
        folders = {"Movies folder": preferences.movies_dir, "Music folder": preferences.music_dir}
        checks = await asyncio.gather(*(self._folder(path) for path in folders.values()))
        for name, check in zip(folders, checks, strict=True):
            put = self.board.good if check.is_ok else self.board.bad
            put(name, "folder", check.message)

    async def _folder(self, path: str) -> Check:
        if path not in self.looking:
            look = asyncio.ensure_future(asyncio.to_thread(look_at_folder, path))
            look.add_done_callback(lambda _: self.looking.pop(path, None))
            self.looking[path] = look
        try:
            async with asyncio.timeout(FOLDER_S):
                return await asyncio.shield(self.looking[path])
        except TimeoutError:
            return Check(False, f"{path} does not answer: is it on a disk that is away?", {})

    async def _imports(self) -> None:
        waiting = await self.world.db.read(store.by_state, [State.DOWNLOADED])
        stuck = [a for a in waiting if a.trouble in IMPORT_TROUBLES]
        self.board.forget("import", {_import_name(a) for a in stuck})
        for one in stuck:
            self.board.bad(_import_name(one), "import", one.message or "")

    async def _choosing(self) -> None:
        await look_at_formats(self.world, self.board)
        await look_for_loops(self.world, self.board)


def _import_name(one: Acquisition) -> str:
    return f"Import of {one.title}"
