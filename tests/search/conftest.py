"""A database with the search room's tables, a vault, a clock moved by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from neonarr.search import store
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database, metadata, open_sqlite


@dataclass
class HandClock:
    at: datetime = field(default_factory=lambda: datetime(2026, 1, 1, 12, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(str(tmp_path))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_sqlite(str(tmp_path / "search.db"))
    tables = [store.source_table, store.result_table]
    opened.setup(lambda connection: metadata.create_all(connection, tables))
    yield opened
    opened.close()
