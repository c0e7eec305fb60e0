"""Decisions that were kept before there were summaries get theirs."""

import json
from typing import Any

from sqlalchemy import Connection, text

from neonarr.acquisitions.judging import listed
from neonarr.acquisitions.judging.listed import Wanted
from neonarr.storage.migrate import run_alembic
from tests.conftest import open_any

AT = "2026-01-01 12:00:00"
OLD = {
    "title": "Heat.1080p.BluRay-GRP",
    "guid": "g",
    "indexerId": 1,
    "indexer": "Fake",
    "size": 7,
    "approved": True,
}


def test_old_decisions_are_summarized(database_address: str) -> None:
    database = open_any(database_address)
    try:
        database.setup(lambda c: run_alembic(c, "0005"))
        database.setup(_fill)
        database.setup(lambda c: run_alembic(c, "0006"))
        (newer, older), total = database.setup(lambda c: listed.decisions(c, Wanted()))
        assert total == 2
        assert (newer["title"], newer["size"], newer["offered"], newer["approved"]) == (
            OLD["title"],
            7,
            2,
            1,
        )
        assert (newer["profile"], newer["profileVersion"], newer["label"]) == ("Mine", 4, "Heat")
        assert newer["at"].isoformat() == "2026-01-01T12:00:00+00:00"
        assert (older["title"], older["offered"], older["profile"]) == (None, 0, None)
        found = database.setup(lambda c: listed.decision(c, newer["id"]))
        assert found and [c["taken"] for c in found["candidates"]] == [True, False]
        assert found["why"] == (
            f"Nothing spoke against “{OLD['title']}”, and the other one did not pass."
        )
    finally:
        database.close()


def _fill(connection: Connection) -> None:
    _insert(
        connection,
        "item",
        {"id": 1, "kind": "movie", "title": "Heat", "title_key": "heat", "artist_key": ""}
        | {"is_monitored": False, "created_at": AT},
    )
    story = {"id": 1, "public_id": "x", "item_id": 1, "kind": "movie", "state": "wanted"}
    times = dict.fromkeys(("created_at", "updated_at", "due_at"), AT)
    rest = {
        "token": 0,
        "title": "Heat",
        "priority": 0,
        "attempts": 0,
        "quality": "",
        "category": "",
    }
    _insert(connection, "acquisition", story | times | rest)
    one = {"acquisition_id": 1, "item_id": 1, "is_manual": False, "query": "heat", "at": AT}
    other = {**OLD, "guid": "other", "approved": False}
    kept = {"taken": [1, "g"], "profile": "Mine", "profile_version": 4}
    _insert(connection, "decision", {"id": 1, "candidates": "[]", "circumstances": None} | one)
    candidates = {"candidates": json.dumps([OLD, other]), "circumstances": json.dumps(kept)}
    _insert(connection, "decision", {"id": 2} | candidates | one)


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(text(f"insert into {table} ({columns}) values ({values})"), row)
