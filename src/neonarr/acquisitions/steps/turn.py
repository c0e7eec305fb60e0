"""One acquisition in the hands of a step: how it is saved, finished, or put off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.world import World

RETRY_S = (5, 15, 30, 60, 120, 300, 600)
"""How long a step waits after its first, second … failure in a row."""


class Turn:
    """Holds the lease on `acquisition`, which is always as last saved."""

    def __init__(self, world: World, acquisition: Acquisition) -> None:
        self.world, self.acquisition = world, acquisition

    async def note(self, also: Callable[[Connection], Any] | None = None, **changes: Any) -> None:
        """Save and keep the lease: an intent, before something is done outside. Raises Lost."""
        await self._save(changes, also, release=False)

    async def finish(self, also: Callable[[Connection], Any] | None = None, **changes: Any) -> None:
        """Save and give back the lease; what was wrong before is forgotten unless told anew."""
        fresh = {"attempts": 0, "trouble": None, "message": None, "due_at": self.world.clock.now()}
        await self._save(fresh | changes, also, release=True)

    async def put_off(self, state: State, trouble: str, message: str, wait_s: float = 0) -> None:
        """Try again later, a little later each time; a person sees why in the meantime."""
        attempts = self.acquisition.attempts + 1
        pause = max(wait_s, RETRY_S[min(attempts, len(RETRY_S)) - 1])
        due = self.world.clock.now() + timedelta(seconds=pause)
        await self._save(
            {
                "state": state,
                "trouble": trouble,
                "message": message,
                "attempts": attempts,
                "due_at": due,
            },
            None,
            release=True,
        )

    async def _save(
        self, changes: dict[str, Any], also: Callable[[Connection], Any] | None, *, release: bool
    ) -> None:
        old, now = self.acquisition, self.world.clock.now()

        def work(connection: Connection) -> Acquisition:
            saved = store.save(connection, old, replace(old, **changes), now, release=release)
            if also:
                also(connection)
            return saved

        self.acquisition = await self.world.db.write(work)
        self.world.bell.ring()
