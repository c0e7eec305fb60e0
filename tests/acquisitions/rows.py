"""Rows for the store tests."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.base.ids import AcquisitionId
from neonarr.base.kinds import MediaKind
from neonarr.library import store as library
from neonarr.library.store import NewItem
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock


class Rows:
    """Makes stories, all for one film unless told otherwise."""

    def __init__(self, db: Database, clock: MovedClock) -> None:
        self.db, self.clock = db, clock

    async def add(
        self, state: State = State.WANTED, film: str = "Heat", **changes: Any
    ) -> Acquisition:
        """`due_in_s` and any field of the row may be given."""
        now = self.clock.now()
        due_at = now + timedelta(seconds=changes.pop("due_in_s", 0))

        def work(connection: Any) -> Acquisition:
            item, _ = library.find_or_add(
                connection, NewItem(MediaKind.MOVIE, film, is_monitored=True), now
            )
            new = blank(state, item.id, now)
            return store.add(connection, replace(new, due_at=due_at, **changes))

        return await self.db.write(work)

    async def get(self, one: Acquisition) -> Acquisition:
        found = await self.db.read(store.get, one.id)
        assert found is not None
        return found

    async def save(self, old: Acquisition, **changes: Any) -> Acquisition:
        return await self.db.write(store.save, old, replace(old, **changes), self.clock.now())


def blank(state: State, item_id: Any, now: Any) -> Acquisition:
    return Acquisition(
        id=AcquisitionId(0),
        public_id=str(uuid.uuid4()),
        item_id=item_id,
        kind=MediaKind.MOVIE,
        state=state,
        token=0,
        title="Heat",
        priority=0,
        created_at=now,
        updated_at=now,
        due_at=now,
    )
