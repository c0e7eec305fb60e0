"""The application every test here talks to."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from neonarr.settings.vault import Vault
from neonarr.storage.db import Database, open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.app import App, running
from tests.kit.moved_clock import MovedClock


@pytest.fixture
async def app(tmp_path: Path, clock: MovedClock, vault: Vault) -> AsyncIterator[App]:
    """On SQLite; what may differ on PostgreSQL uses `app_on_each`."""
    db = open_sqlite(str(tmp_path / "neonarr.db"))
    upgrade(db)
    async with running(db, clock, vault, tmp_path) as app:
        yield app
    db.close()


@pytest.fixture
async def app_on_each(
    database: Database, tmp_path: Path, clock: MovedClock, vault: Vault
) -> AsyncIterator[App]:
    """On SQLite and on PostgreSQL."""
    async with running(database, clock, vault, tmp_path) as app:
        yield app


@pytest.fixture
async def api(app: App) -> AsyncIterator[httpx2.AsyncClient]:
    """Knows the API key."""
    async with app.with_key() as client:
        yield client
