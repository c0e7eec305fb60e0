"""A backup is made when it is due, by one of several processes, and tried again after a failure."""

import asyncio
from pathlib import Path

import pytest

from neonarr.jobs.backups import back_up_if_due
from neonarr.settings.backups import CLAIM, claim, noted
from neonarr.settings.vault import Vault
from neonarr.storage.backup import FOLDER, backups_in
from neonarr.storage.db import Database
from tests.kit.app import running
from tests.kit.moved_clock import MovedClock
from tests.kit.needs import needs

pytestmark = pytest.mark.anyio


async def test_one_process_makes_it_when_it_is_due(database: Database, clock: MovedClock) -> None:
    assert not await claim(database, clock.now(), 0)
    for _ in range(2):  # whoever claimed it and died is waited for, and then replaced
        claimed = await asyncio.gather(*(claim(database, clock.now(), 1) for _ in range(5)))
        assert sorted(claimed) == [False, False, False, False, True]
        clock.move(CLAIM.total_seconds())


async def test_a_day_passes_between_two(
    database: Database, clock: MovedClock, vault: Vault, tmp_path: Path
) -> None:
    if database.is_shared:
        needs("pg_dump")
    folder = tmp_path / FOLDER
    async with running(database, clock, vault, tmp_path) as app:
        for hours, count in ((0, 1), (23, 1), (2, 2), (-100, 3)):
            clock.move(hours * 3600)
            await back_up_if_due(app.world, str(tmp_path))
            assert len(backups_in(str(folder))) == count
        clock.move(25 * 3600)
        folder.rename(tmp_path / "elsewhere")
        folder.write_text("in the way")
        await back_up_if_due(app.world, str(tmp_path))
        assert "File exists" in (await database.read(noted))["failed"]
        folder.unlink()
        clock.move(CLAIM.total_seconds())
        await back_up_if_due(app.world, str(tmp_path))
        assert "failed" not in await database.read(noted)
        assert len(backups_in(str(folder))) == 1
