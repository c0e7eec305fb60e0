"""The application whose health is looked at."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from neonarr.settings.vault import Vault
from neonarr.storage.db import Database
from tests.kit.app import App, running
from tests.kit.moved_clock import MovedClock


@pytest.fixture
async def app(
    database: Database, tmp_path: Path, clock: MovedClock, vault: Vault
) -> AsyncIterator[App]:
    async with running(database, clock, vault, tmp_path) as app:
        yield app
