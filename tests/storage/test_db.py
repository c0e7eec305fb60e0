"""Transactions keep what they promise on both engines."""

import asyncio

import pytest
from sqlalchemy import Connection, text

from neonarr.settings.store import load_settings, save_setting
from neonarr.storage.bell import Bell
from neonarr.storage.db import Database, serialize

pytestmark = pytest.mark.anyio


def _count_up(connection: Connection) -> None:
    serialize(connection, "counter")
    before = load_settings(connection).get("counter", 0)
    save_setting(connection, "counter", before + 1)


async def test_no_update_is_lost(database: Database) -> None:
    await asyncio.gather(*(database.write(_count_up) for _ in range(40)))
    assert (await database.read(load_settings))["counter"] == 40


async def test_what_raises_is_rolled_back(database: Database) -> None:
    def work(connection: Connection) -> None:
        save_setting(connection, "half", 1)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await database.write(work)
    assert await database.read(load_settings) == {}


async def test_readers_go_on_while_somebody_writes(database: Database) -> None:
    def slow(connection: Connection) -> None:
        save_setting(connection, "slow", 1)
        asyncio.run_coroutine_threadsafe(_read_meanwhile(), loop).result(10)

    async def _read_meanwhile() -> None:
        assert await database.read(load_settings) == {}

    loop = asyncio.get_running_loop()
    await database.write(slow)
    assert await database.read(load_settings) == {"slow": 1}


async def test_the_database_answers_after_a_failed_statement(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table"):
        await database.read(lambda c: c.execute(text("select * from no_such_table")))
    assert await database.read(load_settings) == {}


async def test_a_ring_between_look_and_wait_is_not_missed() -> None:
    bell = Bell()
    seen = bell.count
    bell.ring()
    assert await bell.wait(seen, 60) == seen + 1


async def test_a_wait_ends_by_itself() -> None:
    bell = Bell()
    assert await bell.wait(bell.count, 0.01) == bell.count
