"""What is wrong with a database is said in a sentence."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from neonarr.storage.db import open_postgres
from neonarr.storage.faults import sentence_for
from tests.kit.postgres import Postgres


def test_a_database_that_another_program_holds(tmp_path: Path) -> None:
    path = tmp_path / "held.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("CREATE TABLE t (n)")
    holder.execute("BEGIN EXCLUSIVE")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("INSERT INTO t VALUES (1)"))
    holder.close()
    engine.dispose()
    assert "busy: another program" in (sentence_for(caught.value) or "")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "is full. Make room"),
        ("attempt to write a readonly database", "can't be written to"),
        ("disk I/O error", "does not work, or is full"),
        ("unable to open database file", "can't be opened"),
    ],
)
def test_what_sqlite_says(said: str, told: str) -> None:
    error = OperationalError("UPDATE t", {}, sqlite3.OperationalError(said))
    assert told in (sentence_for(error) or "")


def test_a_fault_of_our_own_is_no_fault_of_the_database() -> None:
    assert sentence_for(KeyError("x")) is None
    ours = OperationalError("SELECT", {}, sqlite3.OperationalError("no such table: t"))
    assert sentence_for(ours) is None


@pytest.mark.real
def test_a_postgresql_that_is_away() -> None:
    cluster = Postgres()
    database = open_postgres(cluster.fresh())
    cluster.stop()
    with pytest.raises(OperationalError) as caught:
        database.setup(lambda connection: connection.execute(text("SELECT 1")))
    database.close()
    cluster.close()
    assert "does not answer" in (sentence_for(caught.value) or "")
