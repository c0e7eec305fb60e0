"""Backups are whole, few, private, and can be restored."""

import shutil
import sqlite3
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from neonarr.base.errors import Conflict
from neonarr.settings.store import save_setting, setting_value
from neonarr.storage import backup
from neonarr.storage.backup import backups_in, make, put_back
from neonarr.storage.db import Database, open_sqlite
from neonarr.storage.migrate import upgrade
from tests.conftest import open_any
from tests.kit.needs import needs
from tests.kit.postgres import Postgres
from tests.kit.waiting import until_now

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def made(tmp_path: Path, database: Database, at: datetime = AT, keep: int = 7) -> Path:
    return Path(make(database.url, str(tmp_path / "backups"), at, keep).path)


def test_what_is_committed_is_in_it_and_comes_back(tmp_path: Path) -> None:
    place = str(tmp_path / "neonarr.db")
    database = open_sqlite(place)
    upgrade(database)
    database.setup(lambda c: save_setting(c, "one", "before"))
    path = made(tmp_path, database)  # while it is open, what is new still in its log
    assert path.name == "neonarr-20260102-030405.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    database.setup(lambda c: save_setting(c, "one", "after"))
    database.close()
    Path(f"{place}-wal").write_bytes(b"the log of another database")
    aside = put_back(str(path), place, AT)
    restored = open_sqlite(place)
    assert restored.setup(lambda c: setting_value(c, "one")) == "before"
    restored.close()
    assert aside and Path(f"{aside}-wal").read_bytes() == b"the log of another database"
    Path(f"{aside}-wal").unlink()
    kept = open_sqlite(aside)
    assert kept.setup(lambda c: setting_value(c, "one")) == "after"
    kept.close()


@pytest.mark.parametrize("name", ["disk #1", "what?mode=memory", "50%23"])
def test_odd_folders_are_backed_up_and_restored_too(tmp_path: Path, name: str) -> None:
    place = tmp_path / name / "neonarr.db"
    place.parent.mkdir()
    database = open_sqlite(str(place))
    upgrade(database)
    database.setup(lambda c: save_setting(c, "one", "kept"))
    path = make(database.url, str(place.parent / "backups"), AT, 7).path
    database.close()
    assert place.is_file() and [p.name for p in tmp_path.iterdir()] == [name]
    place.unlink()
    put_back(path, str(place), AT)
    restored = open_sqlite(str(place))
    assert restored.setup(lambda c: setting_value(c, "one")) == "kept"
    restored.close()


def test_the_newest_stay_and_nothing_of_others_goes(tmp_path: Path) -> None:
    database = open_sqlite(str(tmp_path / "neonarr.db"))
    upgrade(database)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "neonarr-of-my-own.db").write_bytes(b"mine")
    for hours in range(5):
        made(tmp_path, database, AT + timedelta(hours=hours), keep=3)
    back = made(tmp_path, database, AT - timedelta(days=1), keep=3)
    database.close()
    names = [Path(one.path).name for one in backups_in(str(tmp_path / "backups"))]
    assert back.name in names, "after a clock was set back the new one stays all the same"
    assert names == [
        "neonarr-20260102-070405.db",
        "neonarr-20260102-060405.db",
        "neonarr-20260101-030405.db",
    ]
    assert (tmp_path / "backups" / "neonarr-of-my-own.db").exists()


def test_a_backup_that_fails_leaves_the_others_and_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_sqlite(str(tmp_path / "neonarr.db"))
    upgrade(database)
    first = made(tmp_path, database)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_sqlite", full)
    with pytest.raises(Conflict, match="No space left on device"):
        made(tmp_path, database, AT + timedelta(days=1), keep=1)
    database.close()
    assert list((tmp_path / "backups").iterdir()) == [first]


def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    place = tmp_path / "neonarr.db"
    database = open_sqlite(str(place))
    upgrade(database)
    first = made(tmp_path, database)
    database.close()
    content = bytearray(place.read_bytes())
    content[8192:40960] = b"\xa5" * 32768
    place.write_bytes(content)
    with pytest.raises(Conflict, match="No backup could be made"):
        make(database.url, str(tmp_path / "backups"), AT + timedelta(days=1), 1)
    assert list((tmp_path / "backups").iterdir()) == [first]
    with pytest.raises(Conflict, match="no backup that can be restored"):
        put_back(str(place), str(tmp_path / "other.db"), AT)
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize("content", [b"", b"<html>", None])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes | None) -> None:
    place, other = tmp_path / "neonarr.db", tmp_path / "other"
    place.write_bytes(b"what is there")
    if content is not None:
        other.write_bytes(content)
    with pytest.raises(Conflict, match="no backup that can be restored"):
        put_back(str(other), str(place), AT)
    assert place.read_bytes() == b"what is there"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        ["neonarr.db"] + ["other"] * (content is not None)
    )


def test_one_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    database = open_sqlite(str(tmp_path / "neonarr.db"))
    upgrade(database)
    database.setup(lambda c: c.execute(text("update alembic_version set version_num = '9999'")))
    path = made(tmp_path, database)
    database.close()
    with pytest.raises(Conflict, match="has schema 9999, this version knows"):
        put_back(str(path), str(tmp_path / "neonarr.db"), AT)
    assert [p.name for p in tmp_path.glob("*.restored")] == []


@pytest.mark.real
def test_postgres_is_dumped_and_comes_back(postgres: Postgres, tmp_path: Path) -> None:
    needs("pg_dump")
    database = open_any(postgres.fresh())
    upgrade(database)
    database.setup(lambda c: save_setting(c, "one", "before"))
    path = made(tmp_path, database)
    database.close()
    other = postgres.fresh()
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={other}", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    restored = open_any(other)
    assert restored.setup(lambda c: setting_value(c, "one")) == "before"
    restored.close()


@pytest.mark.real
def test_the_password_of_postgres_arrives(tmp_path: Path) -> None:
    needs("pg_dump")
    cluster, password = Postgres(), "a:b\\c@d/e %"
    try:
        address = make_url(cluster.fresh())
        database = open_any(address.render_as_string())
        database.setup(lambda c: c.execute(text(f"alter user test password '{password}'")))
        Path(cluster._data, "pg_hba.conf").write_text("local all all scram-sha-256\n")
        database.setup(lambda c: c.execute(text("select pg_reload_conf()")))
        database.close()

        def is_refused() -> bool:
            try:
                make(address.set(password="wrong"), str(tmp_path), AT, 7)
            except Conflict as error:
                return "password authentication failed" in str(error)
            return False

        until_now(is_refused)
        assert make(address.set(password=password), str(tmp_path), AT, 7).size
    finally:
        cluster.close()


def test_postgres_without_its_programs_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make_url("postgresql+psycopg://neon:s3cret@127.0.0.1:9/neonarr")
    with pytest.raises(Conflict, match="pg_dump failed: ") as failed:
        make(address, str(tmp_path / "backups"), AT, 7)
    assert "s3cret" not in str(failed.value)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Conflict, match="pg_dump and pg_restore, which are not installed"):
        make(address, str(tmp_path / "backups"), AT, 7)
    assert list((tmp_path / "backups").iterdir()) == []


def test_sqlite_is_read_back(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "sound.db") as sound:
        sound.execute("create table one (id integer)")
    backup.require_sound(str(tmp_path / "sound.db"))
