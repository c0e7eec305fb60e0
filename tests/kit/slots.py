"""Items with several versions, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles import seed, slots, store
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock
from tests.kit.world import Outside


async def item_with_slots(
    db: Database, clock: MovedClock, new: NewItem, profiles: Mapping[str, str]
) -> Item:
    """The item, each of its slots with the preset of that name."""

    def work(connection: Any) -> Item:
        item, _ = library.find_or_add(connection, new, clock.now())
        known = {one.profile.name: one.id for one in store.profiles(connection, item.kind)}
        slots.assign(connection, item, {slot: known[name] for slot, name in profiles.items()})
        return item

    await db.write(seed.seed)
    return await db.write(work)


def changed(outside: Outside, **preferences: Any) -> None:
    """From now on the person has it so."""
    outside.preferences = replace(outside.preferences, **preferences)
