"""When the checks run, and what becomes of what they find."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest

from neonarr.base.errors import Unreachable
from neonarr.doctor import rounds, table
from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.table import CHECKS, Check
from neonarr.doctor.visit import Visit
from neonarr.doctor.wire import plain
from neonarr.downloads.setup import ClientSetup
from tests.kit.app import App
from tests.kit.waiting import until

pytestmark = pytest.mark.anyio


def on_board(app: App) -> dict[str, Any]:
    return {c.name: c for c in app.inside.board.all() if c.kind == "doctor"}


async def test_every_check_says_something_and_keys_begin_with_its_own(app: App) -> None:
    diagnosis = await app.inside.doctor.visit()
    said = {f.key.partition(".")[0] for f in diagnosis.findings}
    assert said == {check.key for check in CHECKS}
    assert all(f.tried.endswith(".") and f.seen for f in diagnosis.findings)
    assert diagnosis.severity is Severity.NOTICE, [f for f in diagnosis.findings if f.fix]


async def test_the_board_has_the_same_words_and_clears_itself(app: App) -> None:
    app.outside.client.told = ClientSetup("1", "/nowhere/at/all", most_active=1)
    diagnosis = await app.inside.doctor.visit()
    bad = [f for f in diagnosis.findings if f.severity in (Severity.WARNING, Severity.ERROR)]
    assert diagnosis.severity is Severity.ERROR and diagnosis.findings[0] in bad
    told = on_board(app)
    assert set(told) == {"Paths: Fake download_client", "Client settings: Fake download_client"}
    path = next(f for f in bad if f.key.startswith("paths"))
    assert told["Paths: Fake download_client"].message == f"{path.seen} {path.cause}"
    assert told["Paths: Fake download_client"].todo == path.fix
    app.outside.client.told = None
    await app.inside.doctor.visit()
    assert on_board(app) == {}


async def test_what_health_shows_already_is_not_told_twice(app: App) -> None:
    app.outside.client.fail_with = Unreachable("Fake", "is away.")
    diagnosis = await app.inside.doctor.visit()
    assert diagnosis.severity is Severity.ERROR
    assert on_board(app) == {}


async def test_a_folder_that_breaks_is_told_once_and_clears_itself(app: App) -> None:
    """Health looks seldom, and saw it while it was well."""
    folder = Path(app.world.preferences().music_dir)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")
    diagnosis = await app.inside.doctor.visit()
    [found] = [f for f in diagnosis.findings if f.key == "folders.unusable"]
    [shown] = [c for c in app.inside.board.all() if c.name == found.subject]
    assert (shown.kind, shown.status, shown.todo) == ("folder", "error", found.fix)
    assert shown.message == f"{found.seen} {found.cause}"
    assert not [name for name in on_board(app) if name.startswith("Folders")]
    folder.unlink()
    folder.mkdir()
    await app.inside.doctor.visit()
    [shown] = [c for c in app.inside.board.all() if c.name == found.subject]
    assert shown.status == "ok"


async def test_a_check_that_hangs_or_breaks_is_a_finding_and_holds_up_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: Visit) -> list[Finding]:
        await asyncio.Event().wait()
        return []

    async def crash(_: Visit) -> list[Finding]:
        raise ValueError("a bug of ours")

    async def well(_: Visit) -> list[Finding]:
        return [fine("version", "Neonarr", "Looked.", "Fine.")]

    checks = (
        Check("clock", "Clock", hang, 0.02),
        Check("memory", "Memory", crash, 5),
        Check("version", "Version", well, 5),
    )
    monkeypatch.setattr(rounds, "CHECKS", checks)
    diagnosis = await app.inside.doctor.visit()
    found = {f.key: f for f in diagnosis.findings}
    assert set(found) == {"clock.unfinished", "memory.unfinished", "version"}
    assert "0.02 s" in found["clock.unfinished"].seen
    assert "a bug of ours" not in str(plain(diagnosis)), "what it says may hold a secret"


async def test_looking_again_at_a_part_leaves_the_rest(app: App) -> None:
    first = await app.inside.doctor.visit()
    app.outside.client.told = ClientSetup("1", "/nowhere/at/all")
    second = await app.inside.doctor.again(["setup"])
    assert len(second.findings) == len(first.findings)
    third = await app.inside.doctor.again(["paths"])
    assert third.severity is Severity.ERROR


async def test_it_looks_once_before_the_first_download_and_after_changes(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def count(_: Visit) -> list[Finding]:
        nonlocal looks
        looks += 1
        return []

    checks = (Check("paths", "Paths", count, 5, before_download=True),)
    monkeypatch.setattr(rounds, "CHECKS", checks)
    await asyncio.gather(*(app.inside.doctor.before_download() for _ in range(5)))
    assert looks == 1
    await app.inside.doctor.before_download()
    assert looks == 1
    await app.inside.doctor.soon()
    await app.inside.doctor.before_download()
    assert looks == 2


async def test_a_look_that_takes_long_does_not_hold_up_the_download(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: Visit) -> list[Finding]:
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(rounds, "BEFORE_DOWNLOAD_S", 0.02)
    checks = (Check("paths", "Paths", hang, 60, before_download=True),)
    monkeypatch.setattr(rounds, "CHECKS", checks)
    await app.inside.doctor.before_download()
    assert app.inside.doctor.has_looked_before_download


async def test_it_comes_by_itself_and_after_changes(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "FIRST_S", 0.01)
    visits: list[bool] = []

    async def count(visit: Visit) -> list[Finding]:
        visits.append(visit.is_thorough)
        return []

    monkeypatch.setattr(rounds, "CHECKS", (Check("clock", "Clock", count, 5),))
    task = asyncio.create_task(app.inside.doctor.keep_up())

    async def once() -> bool:
        return len(visits) == 1

    async def twice() -> bool:
        return len(visits) == 2

    await until(once)
    await app.inside.doctor.soon()
    await until(twice)
    assert visits == [False, False], "a schedule searches nowhere"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_the_table_is_in_order() -> None:
    assert len({check.key for check in CHECKS}) == len(CHECKS)
    assert all(0 < check.within_s <= 120 for check in CHECKS)
    assert table.label_of("nonsense.x") == "nonsense.x"
