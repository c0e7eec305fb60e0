"""Fixtures every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import neonarr.main  # noqa: F401 - so that every room's tables are known
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database, open_postgres, open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.moved_clock import MovedClock
from tests.kit.postgres import Postgres
from tests.kit.world import Outside, Process

settings.register_profile("check", max_examples=20)
"""For make check: fewer examples of every property; ./test takes them all."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private cluster for this run."""
    cluster = Postgres()
    yield cluster
    cluster.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real)])
def database_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is: a file's path, or a postgresql:// address."""
    if request.param == "sqlite":
        return str(tmp_path / "neonarr.db")
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.fresh()


@pytest.fixture
def database(database_address: str) -> Iterator[Database]:
    """An empty database of today's schema; the test runs on SQLite and on PostgreSQL."""
    opened = open_any(database_address)
    upgrade(opened)
    yield opened
    opened.close()


def open_any(address: str) -> Database:
    if address.startswith("postgresql://"):
        return open_postgres(address)
    return open_sqlite(address)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(str(tmp_path))


@pytest.fixture
def outside(database: Database, clock: MovedClock, vault: Vault, tmp_path: Path) -> Outside:
    """Fakes of all that is outside, over a real database and a real disk."""
    return Outside.make(database, clock, vault, tmp_path)


@pytest.fixture
def process(outside: Outside) -> Process:
    """A server on them, without its doors."""
    return Process(outside)
