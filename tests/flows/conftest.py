"""A process on fakes, over a real database and a real disk."""

from pathlib import Path

import pytest

from neonarr.settings.vault import Vault
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock
from tests.kit.world import Outside, Process


@pytest.fixture
def outside(database: Database, clock: MovedClock, vault: Vault, tmp_path: Path) -> Outside:
    return Outside.make(database, clock, vault, tmp_path)


@pytest.fixture
def process(outside: Outside) -> Process:
    return Process(outside)
