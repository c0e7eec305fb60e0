"""A visit over the real inside, with a fake client and a fake indexer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from neonarr.doctor.model import Finding
from neonarr.doctor.visit import Surroundings, Visit
from neonarr.settings.vault import Vault
from neonarr.storage.db import open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.app import App, running
from tests.kit.moved_clock import MovedClock

Look = Callable[[Visit], Awaitable[list[Finding]]]


@pytest.fixture
async def app(tmp_path: Path, clock: MovedClock, vault: Vault) -> AsyncIterator[App]:
    db = open_sqlite(str(tmp_path / "neonarr.db"))
    upgrade(db)
    async with running(db, clock, vault, tmp_path) as app:
        yield app
    db.close()


@pytest.fixture
def look(app: App) -> Callable[..., Awaitable[list[Finding]]]:
    """What one check finds; thorough unless told otherwise."""

    async def looked(check: Look, *, is_thorough: bool = True) -> list[Finding]:
        around = Surroundings(app.world, str(app.outside.folder), lambda: app.http.skews)
        return await check(Visit(around, is_thorough=is_thorough))

    return looked
