"""Looks at every component and puts what it finds on the board."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import text

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.world import World
from neonarr.health.board import Board
from neonarr.health.folders import look_at_folder

IMPORT_TROUBLES = frozenset({"not_visible", "library_read_only", "library_full", "library_missing"})
FRESH_S = 10.0
"""A look that recent is good enough for another asker."""


@dataclass(slots=True)
class Report:
    """`run()` takes one look; looks are shared and at most every FRESH_S."""

    world: World
    board: Board
    looked_at: float | None = None
    lock: asyncio.Lock | None = None

    async def run(self) -> None:
        self.lock = self.lock or asyncio.Lock()
        async with self.lock:
            now = self.world.clock.monotonic()
            if self.looked_at is not None and now - self.looked_at < FRESH_S:
                return
            await self._look()
            self.looked_at = self.world.clock.monotonic()

    async def soon(self) -> None:
        """A fresh look next time: settings changed."""
        self.looked_at = None

    async def _look(self) -> None:
        looks: list[Callable[[], Awaitable[None]]] = [
            self._database,
            self._clients,
            self._indexers,
            self._folders,
            self._imports,
        ]
        await asyncio.gather(*(look() for look in looks))

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
        checks = await asyncio.gather(*(c.client.check() for c in connected))
        for one, check in zip(connected, checks, strict=True):
            put = self.board.good if check.is_ok else self.board.bad
            put(one.name, "download_client", check.message)

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
                self.board.good(one.name, "indexer", "Answered last time it was asked.")
            else:
                self.board.bad(one.name, "indexer", one.error)

    async def _folders(self) -> None:
        preferences = self.world.preferences()
        folders = {"Movies folder": preferences.movies_dir, "Music folder": preferences.music_dir}
        checks = await asyncio.gather(
            *(asyncio.to_thread(look_at_folder, path) for path in folders.values())
        )
        for name, check in zip(folders, checks, strict=True):
            put = self.board.good if check.is_ok else self.board.bad
            put(name, "folder", check.message)

    async def _imports(self) -> None:
        waiting = await self.world.db.read(store.by_state, [State.DOWNLOADED])
        stuck = [a for a in waiting if a.trouble in IMPORT_TROUBLES]
        self.board.forget("import", {_import_name(a) for a in stuck})
        for one in stuck:
            self.board.bad(_import_name(one), "import", one.message or "")


def _import_name(one: Acquisition) -> str:
    return f"Import of {one.title}"
