"""The server itself: database, clock, memory, backups, version."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from neonarr.base.errors import Conflict
from neonarr.base.version import VERSION
from neonarr.doctor.acting import Hands, act
from neonarr.doctor.model import Severity
from neonarr.doctor.server import backups, memory, version
from neonarr.doctor.server import clock as clocks
from neonarr.doctor.server import database as soundness
from neonarr.doctor.visit import Surroundings, Visit
from neonarr.library.mounts import Mount
from neonarr.settings.vault import Vault
from neonarr.storage.backup import FOLDER
from neonarr.storage.db import Database, open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.app import App, running
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio


async def test_the_database_of_either_engine(
    database: Database, tmp_path: Path, clock: MovedClock, vault: Vault
) -> None:
    async with running(database, clock, vault, tmp_path) as app:
        around = Surroundings(app.world, str(tmp_path))
        [found] = await soundness.look(Visit(around, is_thorough=True))
    assert found.severity is Severity.OK and "schema" in found.seen
    assert found.seen.startswith(("SQLite 3.", "PostgreSQL 1"))


@pytest.mark.parametrize(
    ("schema", "key", "severity"),
    [("9999", "database.schema", "error"), ("0001", "database.schema", "notice")],
)
async def test_another_schema(app: App, look: Any, schema: str, key: str, severity: str) -> None:
    await app.world.db.write(
        lambda c: c.execute(text("update alembic_version set version_num = :v"), {"v": schema})
    )
    [found] = await look(soundness.look)
    assert (found.key, found.severity) == (key, Severity(severity)) and schema in found.seen


async def test_a_damaged_file_a_slow_lock_a_share(
    app: App, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "_asked", lambda *_: ("3.46", "0001", 1, "page 7 is bad"))
    monkeypatch.setattr(soundness, "SLOW_LOCK_S", 0.0)
    monkeypatch.setattr(soundness, "LARGE_LOG", -1)
    share = Mount("/data", "cifs", "//nas/data", "0:9")
    monkeypatch.setattr(soundness, "mount_of", lambda _: share)
    found = {f.key: f for f in await look(soundness.look)}
    assert {
        "database.schema",
        "database.damaged",
        "database.slow",
        "database.network",
        "database.log",
    } == set(found)
    assert "page 7" in found["database.damaged"].seen
    assert found["database.network"].severity is Severity.ERROR


async def test_damage_stands_until_a_thorough_look_finds_none(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A light look does not read the pages: it must not take that for well."""
    around = Surroundings(app.world, str(tmp_path))
    real, ill = soundness._asked, "page 7 is bad"

    def asked(connection: Any, is_shared: bool, is_thorough: bool) -> Any:
        return (*real(connection, is_shared, is_thorough)[:3], ill if is_thorough else "")

    async def keys(*, is_thorough: bool) -> list[str]:
        found = await soundness.look(Visit(around, is_thorough=is_thorough))
        return [one.key for one in found]

    monkeypatch.setattr(soundness, "_asked", asked)
    assert await keys(is_thorough=True) == ["database.damaged"]
    assert await keys(is_thorough=False) == ["database.damaged"]
    ill = ""
    assert await keys(is_thorough=True) == ["database"]
    assert await keys(is_thorough=False) == ["database"]


async def test_a_database_that_can_hardly_be_read_is_damaged_too(
    app: App, look: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.db"
    whole = open_sqlite(str(file))
    upgrade(whole)
    whole.close()
    os.truncate(file, file.stat().st_size // 2)
    cut, real = open_sqlite(str(file)), soundness._asked
    monkeypatch.setattr(soundness, "_asked", lambda *_: cut.setup(lambda c: real(c, False, True)))
    [found] = await look(soundness.look)
    cut.close()
    assert found.key == "database.damaged" and "malformed" in found.seen


async def test_integrity_is_only_read_when_asked_for(app: App, look: Any) -> None:
    asked: list[str] = []

    def spy(connection: Any, is_shared: bool, is_thorough: bool) -> Any:
        asked.append("thorough" if is_thorough else "light")
        return real(connection, is_shared, is_thorough)

    real = soundness._asked
    soundness._asked = spy  # type: ignore[assignment]
    try:
        await look(soundness.look)
        await look(soundness.look, is_thorough=False)
    finally:
        soundness._asked = real
    assert asked == ["thorough", "light"]


@pytest.mark.parametrize(
    ("skews", "severity", "says"),
    [
        ({}, "ok", "No service"),
        ({"Prowlarr": 3.0}, "ok", "1 service within 3 s"),
        ({"Prowlarr": 90.0}, "notice", "Prowlarr is 90 s ahead"),
        ({"Prowlarr": -4000.0}, "warning", "Prowlarr is 4000 s behind"),
    ],
)
async def test_the_clock(
    app: App, look: Any, skews: dict[str, float], severity: str, says: str
) -> None:
    app.http.skews.update(skews)
    [found] = await look(clocks.look)
    assert found.severity is Severity(severity) and says in found.seen


async def test_when_all_are_off_it_is_ours(app: App, look: Any) -> None:
    app.http.skews.update({"Prowlarr": 700.0, "Jackett": 701.0})
    [found] = await look(clocks.look)
    assert "Our own clock" in found.cause
    app.http.skews["Torznab"] = 0.0
    [found] = await look(clocks.look)
    assert "One of the clocks" in found.cause


def machine(
    folder: Path, available_kib: int, limit: str = "max", cached: int = 0
) -> tuple[str, str]:
    """A /proc and a cgroup of a machine with that much memory left."""
    (folder / "self").mkdir()
    (folder / "self" / "status").write_text("Name:\tx\nVmRSS:\t   90000 kB\n")
    (folder / "meminfo").write_text(f"MemTotal: 1 kB\nMemAvailable: {available_kib} kB\n")
    (folder / "memory.max").write_text(limit)
    (folder / "memory.current").write_text("500000000")
    (folder / "memory.stat").write_text(f"anon 90000000\nfile 1\ninactive_file {cached}\n")
    return str(folder), str(folder)


@pytest.mark.parametrize(
    ("available_kib", "limit", "severity", "says"),
    [
        (8_000_000, "max", "ok", "left"),
        (50_000, "max", "warning", "machine is short"),
        (8_000_000, "512000000", "warning", "container's limit"),
        (8_000_000, "4000000000", "ok", "3.5 GB are left"),
    ],
)
def test_memory(tmp_path: Path, available_kib: int, limit: str, severity: str, says: str) -> None:
    [found] = memory.looked(*machine(tmp_path, available_kib, limit))
    assert found.severity is Severity(severity) and says in found.seen + found.cause


def test_files_the_kernel_remembers_fill_no_container(tmp_path: Path) -> None:
    """After a few imports they fill it to its limit, whatever the programs in it take."""
    [found] = memory.looked(*machine(tmp_path, 8_000_000, "512000000", cached=400_000_000))
    assert found.severity is Severity.OK and "412 MB are left" in found.seen


def test_memory_where_nothing_is_told(tmp_path: Path) -> None:
    [found] = memory.looked(str(tmp_path), str(tmp_path))
    assert found.severity is Severity.OK
    [real] = memory.looked()
    assert "MB" in real.seen


async def test_backups(app: App, look: Any) -> None:
    [found] = await look(backups.look)
    assert found.severity is Severity.NOTICE and "secret.key" in found.fix
    assert found.action == backups.NOW
    folder = app.outside.folder / FOLDER
    folder.write_text("in the way")
    with pytest.raises(Conflict, match=r"No backup could be made in .*backups \(File exists\)"):
        await act(hands_of(app), "back_up", {})
    folder.unlink()
    [found] = await look(backups.look)
    assert (found.key, found.action) == ("backups.failed", backups.NOW)
    assert "File exists" in found.seen
    deed = await act(hands_of(app), "back_up", {})
    [made] = folder.iterdir()
    assert str(made) in deed.said and deed.checks == ("backups",)
    now = app.clock.now().timestamp()
    for age_days, severity in ((1, Severity.OK), (30, Severity.WARNING)):
        os.utime(made, (now - age_days * 86400,) * 2)
        [found] = await look(backups.look)
        assert found.severity is severity and str(made) in found.seen, found
    later = folder / "neonarr-21000101-000000.db"
    made.rename(later)
    [found] = await look(backups.look)
    assert str(later) in found.seen, "the one whose age is told"


def hands_of(app: App) -> Hands:
    folder, inside = str(app.outside.folder), app.inside
    return Hands(app.world, inside.preferences, folder, inside.reconnect, asyncio.to_thread)


async def test_version(app: App, look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    [found] = await look(version.look)
    assert found.severity is Severity.OK and VERSION in found.seen
    monkeypatch.setattr(version, "find_spec", lambda _: None)
    [found] = await look(version.look)
    assert found.key == "version.no_engine" and found.severity is Severity.NOTICE
