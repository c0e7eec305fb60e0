from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, insert

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.model import State
from neonarr.acquisitions.verdicts import Listing
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from tests.acquisitions.rows import Rows

pytestmark = pytest.mark.anyio


async def test_a_blocked_release_stays_blocked_until_it_expires(rows: Rows) -> None:
    bad = await rows.add(State.FAILED, title="Bad", info_hash=InfoHash("cd" * 20))
    unknown = await rows.add(State.FAILED, title="Worse")
    now = rows.clock.now()
    await rows.db.write(verdicts.block, bad, "no film", now)
    await rows.db.write(verdicts.block, unknown, "garbage", now)

    def block_for_an_hour(connection: Connection) -> None:
        values = {"title": "For an hour", "reason": "x", "at": now}
        expires = now + timedelta(hours=1)
        connection.execute(insert(verdicts.blocklist_table).values(**values, expires_at=expires))

    await rows.db.write(block_for_an_hour)
    today = await rows.db.read(verdicts.blocklist, now)
    later = await rows.db.read(verdicts.blocklist, now + timedelta(hours=2))

    assert today.hashes == later.hashes == {InfoHash("cd" * 20)}
    assert today.names == {"Bad", "Worse", "For an hour"}
    assert later.names == {"Bad", "Worse"}


async def test_what_is_blocked_is_listed_and_let_in_again(rows: Rows) -> None:
    now = rows.clock.now()
    one = await rows.add(State.FAILED, title="First", info_hash=InfoHash("cd" * 20))
    two = await rows.add(State.FAILED, title="Second")
    await rows.db.write(partial(verdicts.block, length=timedelta(hours=1)), one, "stalled", now)
    await rows.db.write(verdicts.block, one, "stalled again", now + timedelta(minutes=1))
    await rows.db.write(verdicts.block, two, "garbage", now + timedelta(minutes=2))

    async def listed(asked: Listing, at: datetime = now) -> list[tuple[str, str]]:
        found, total = await rows.db.read(verdicts.blocked, at, asked)
        assert total >= len(found)
        return [(one.title, one.reason) for one in found]

    everything = [("Second", "garbage"), ("First", "stalled again"), ("First", "stalled")]
    assert await listed(Listing(10)) == everything
    assert await listed(Listing(1, offset=1)) == everything[1:2]
    assert await listed(Listing(10, oldest_first=True)) == everything[::-1]
    assert await listed(Listing(10, kind=MediaKind.ALBUM)) == []
    assert await listed(Listing(10, item_ids=[one.item_id])) == [
        entry
        for entry, of in zip(everything, (two, one, one), strict=True)
        if of.item_id == one.item_id
    ]
    assert await listed(Listing(10), now + timedelta(hours=2)) == everything[:2], "one is over"

    [latest] = (await rows.db.read(verdicts.blocked, now, Listing(1, offset=1)))[0]
    assert await rows.db.write(verdicts.unblock, [latest.id]) == 1
    assert await listed(Listing(10)) == everything[:1], "all that spoke against it is gone"
    assert await rows.db.write(verdicts.unblock, [latest.id]) == 0
