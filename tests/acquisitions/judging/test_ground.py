"""What a judgement costs the database."""

from typing import Any

import pytest
from sqlalchemy import event

from neonarr.acquisitions.judging.ground import ground_for_item
from neonarr.base.ids import AdapterId
from neonarr.library import store as library
from neonarr.profiles.policies import Policies
from neonarr.profiles.seed import seed
from neonarr.search.port import Source
from neonarr.search.store import register
from neonarr.settings.adapters import Role
from neonarr.settings.model import Preferences
from neonarr.settings.store import StoredAdapter, save_adapter
from tests.acquisitions.rows import Rows

pytestmark = pytest.mark.anyio

POLICIES = Policies(lambda: Preferences("/m", "/a", "/d"))
MOST = 12


async def test_it_asks_the_database_no_more_often_for_many_indexers(rows: Rows) -> None:
    await rows.db.write(seed)
    one = await rows.add()

    def work(connection: Any) -> tuple[int, int]:
        item = library.item(connection, one.item_id)
        assert item is not None
        asked: list[str] = []

        def note(*call: Any) -> None:
            asked.append(call[2])

        ground_for_item(connection, POLICIES, item, rows.clock.now())
        event.listen(connection, "before_cursor_execute", note)
        ground = ground_for_item(connection, POLICIES, item, rows.clock.now())
        return len(asked), len(ground.situation.outside.indexers)

    few, _ = await rows.db.read(work)
    for number in range(5):
        plain = StoredAdapter(
            AdapterId(0), Role.INDEXER, "torznab", f"Indexer {number}", {}, {}, True, 1, "user"
        )
        made = await rows.db.write(save_adapter, plain, rows.clock.now())
        named = [Source(str(key), f"Source {key}") for key in range(20)]
        await rows.db.write(register, made, named)
    many, indexers = await rows.db.read(work)

    assert indexers == 100
    assert few == many <= MOST
