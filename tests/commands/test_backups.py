"""`neonarr backup` and `neonarr restore` as a person runs them, with a server and without."""

import json
import sqlite3
import subprocess
import urllib.request
from pathlib import Path

import pytest

from neonarr.storage.db import open_postgres, open_sqlite
from neonarr.storage.migrate import head, run_alembic, version
from tests.kit.postgres import Postgres
from tests.test_cli import environment, neonarr, serving

pytestmark = pytest.mark.slow


def put_preferences(address: str, data: Path, **changes: int) -> None:
    asked = urllib.request.Request(
        f"{address}/api/v1/settings/preferences",
        data=json.dumps(changes).encode(),
        method="PUT",
        headers={
            "X-Api-Key": (data / "api-key").read_text().strip(),
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert answer.status == 200


def setting(database: Path, key: str) -> str:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as opened:
        found = opened.execute("select value from setting where key = ?", (key,)).fetchone()
        return str(found[0])


def days(database: Path) -> str:
    return setting(database, "recycle_days")


def test_back_and_forth(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert "There is no Neonarr in" in neonarr("backup", env=environment(data)).stderr
    with serving(data) as (process, address, _):
        env = environment(data, NEONARR_PORT=address.rpartition(":")[2])
        put_preferences(address, data, recycleDays=3)
        ended = neonarr("backup", env=env)
        assert ended.returncode == 0, ended
        [made] = (data / "backups").iterdir()
        assert f"Backed up to {made}" in ended.stdout
        put_preferences(address, data, recycleDays=5)
        refused = neonarr("restore", str(made), env=env)
        assert refused.returncode == 1 and "already uses this data folder" in refused.stderr
        process.terminate()
        process.wait(60)
    assert days(data / "neonarr.db") == "5"
    refused = neonarr("restore", str(data / "secret.key"), env=env)
    assert refused.returncode == 1 and "no backup that can be restored" in refused.stderr
    ended = neonarr("restore", str(made), env=env)
    assert ended.returncode == 0 and "Start the server again." in ended.stdout, ended
    [aside] = data.glob("neonarr.db.before-*[0-9]")
    assert (days(data / "neonarr.db"), days(aside)) == ("3", "5")
    with serving(data):  # starts on it as ever
        pass
    ended = neonarr("backup", env=env)
    assert ended.returncode == 0 and len(list((data / "backups").iterdir())) == 2, ended
    newest = max((data / "backups").iterdir())
    assert str(newest) in setting(data / "neonarr.db", "backups"), "the server knows of it"


def test_a_newer_version_backs_up_first(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    older = open_sqlite(str(data / "neonarr.db"))
    older.setup(lambda c: run_alembic(c, "0009"))
    older.close()
    ended = neonarr("backup", env=environment(data))  # opens the database as a start does
    assert ended.returncode == 0, ended
    before, after = sorted((data / "backups").iterdir())
    assert (schema(before), schema(after)) == ("0009", head())


@pytest.mark.real
def test_so_it_does_with_postgres(tmp_path: Path, postgres: Postgres) -> None:
    address, data = postgres.fresh(), tmp_path / "data"
    older = open_postgres(address)
    older.setup(lambda c: run_alembic(c, "0009"))
    older.close()
    with serving(data, NEONARR_DATABASE_URL=address):
        [made] = (data / "backups").iterdir()
    listed = subprocess.run(
        ["pg_restore", "--data-only", "--table=alembic_version", "--file=-", made],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "\n0009\n" in listed.stdout
    now = open_postgres(address)
    assert now.setup(version) == head()
    now.close()


def schema(path: Path) -> str:
    with sqlite3.connect(path) as database:
        return str(database.execute("select version_num from alembic_version").fetchone()[0])
