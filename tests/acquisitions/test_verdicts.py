from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.model import State
from neonarr.base.ids import InfoHash
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
