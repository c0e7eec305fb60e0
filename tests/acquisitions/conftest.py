import pytest

from neonarr.storage.db import Database
from tests.acquisitions.rows import Rows
from tests.kit.moved_clock import MovedClock


@pytest.fixture
def rows(database: Database, clock: MovedClock) -> Rows:
    return Rows(database, clock)
