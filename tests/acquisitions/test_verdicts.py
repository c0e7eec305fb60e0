from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.model import State
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.decisions.choose import choose
from neonarr.decisions.model import Blocklist, Judged, Limits, Want
from tests.acquisitions.rows import Rows
from tests.kit.fake_indexer import release

pytestmark = pytest.mark.anyio


def judged(*titles: str) -> tuple[Judged, ...]:
    wanted = Want(MediaKind.MOVIE, "Heat", None, 1995)
    return choose([release(t) for t in titles], wanted, Limits(), Blocklist()).judged


async def test_a_decision_is_kept_with_every_reason_and_without_its_link(rows: Rows) -> None:
    one = await rows.add()
    told = judged("Heat.1995.1080p.BluRay.x264-GRP", "Heat.1986.1080p.BluRay.x264-GRP")
    await rows.db.write(verdicts.record, one.id, "Heat 1995", told, rows.clock.now())

    [kept] = await rows.db.read(verdicts.decisions, one.id)

    assert (kept["query"], kept["at"]) == ("Heat 1995", rows.clock.now())
    best, other = kept["candidates"]
    assert (best["approved"], best["rejections"]) == (True, [])
    assert best["quality"] == "Bluray-1080p"
    assert not other["approved"]
    assert all(set(reason) == {"key", "message"} for reason in other["rejections"])
    assert "fake:" not in str(kept)


async def test_only_the_last_decisions_of_a_story_are_kept(rows: Rows) -> None:
    one, other = await rows.add(), await rows.add()
    await rows.db.write(verdicts.record, other.id, "other", (), rows.clock.now())
    for n in range(verdicts.KEPT_PER_STORY + 3):
        await rows.db.write(verdicts.record, one.id, f"query {n}", (), rows.clock.now())

    kept = await rows.db.read(verdicts.decisions, one.id)

    assert [d["query"] for d in kept] == [f"query {n}" for n in range(12, 2, -1)]
    assert len(await rows.db.read(verdicts.decisions, other.id)) == 1


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
