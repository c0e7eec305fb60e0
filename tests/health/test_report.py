"""Looking at every component."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from neonarr.base.errors import Unreachable
from neonarr.health import report
from neonarr.health.board import Component
from neonarr.settings.adapters import Check
from tests.kit.app import App
from tests.kit.waiting import until

pytestmark = pytest.mark.anyio


def board(app: App) -> dict[str, Component]:
    return {c.name: c for c in app.inside.board.all()}


async def test_every_component_has_its_line(app: App) -> None:
    await app.report.run()
    seen = board(app)
    kinds = {name: (c.kind, c.status) for name, c in seen.items()}
    assert kinds == {
        "Database": ("database", "ok"),
        "Fake download_client": ("download_client", "ok"),
        "Built-in engine": ("download_client", "ok"),
        "Fake indexer": ("indexer", "ok"),
        "Movies folder": ("folder", "ok"),
        "Music folder": ("folder", "ok"),
    }
    assert all(c.message.endswith(".") for c in seen.values())


async def test_nothing_configured_is_said_with_what_to_do(app: App) -> None:
    app.world.clients.replace([])
    app.world.search.replace([])
    await app.report.run()
    seen = board(app)
    assert seen["Download clients"].status == "error" and "Settings" in seen["Indexers"].message
    await app.plugs.connect()
    app.plugs._built.clear()
    await app.report.soon()
    await app.report.run()


async def test_a_client_that_hangs_or_breaks_holds_up_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "CLIENT_S", 0.05)
    client = app.outside.client

    async def hang() -> Check:
        await asyncio.Event().wait()
        raise AssertionError

    async def crash() -> Check:
        raise ValueError("a bug of ours")

    for check, says in ((hang, "within 0.05 seconds"), (crash, "the log says why")):
        monkeypatch.setattr(client, "check", check)
        await app.report.soon()
        await app.report.run()
        seen = board(app)
        assert seen["Fake download_client"].status == "error"
        assert says in seen["Fake download_client"].message
        assert seen["Movies folder"].status == "ok"


async def test_a_folder_that_hangs_is_looked_at_by_one_thread_only(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "FOLDER_S", 0.05)
    begun: list[str] = []
    go_on = asyncio.Event()

    def hang(path: str) -> Check:
        begun.append(path)
        deadline = time.monotonic() + 60
        while not go_on.is_set() and time.monotonic() < deadline:
            time.sleep(0.01)
        return Check(True, "There again.", {})

    monkeypatch.setattr(report, "look_at_folder", hang)
    for _ in range(4):
        await app.report.soon()
        await app.report.run()
    assert "does not answer" in board(app)["Movies folder"].message
    assert len(begun) == 2
    go_on.set()

    async def all_back() -> bool:
        return not app.report.looking

    await until(all_back)


async def test_a_database_that_is_gone_does_not_hide_the_rest(app: App) -> None:
    await app.report.run()

    async def gone(*_: Any) -> Any:
        raise OSError("gone")

    class Gone:
        is_shared = app.world.db.is_shared
        read = staticmethod(gone)

    app.report.world = replace(app.world, db=Gone())  # type: ignore[arg-type]
    app.outside.client.fail_with = Unreachable("Fake", "is away.")
    await app.report.soon()
    await app.report.run()
    assert board(app)["Database"].status == "error"
    assert board(app)["Fake download_client"].status == "error"


async def test_looks_are_shared_and_not_repeated_too_soon(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def check() -> Check:
        nonlocal looks
        looks += 1
        return Check(True, "Fine.", {})

    monkeypatch.setattr(app.outside.client, "check", check)
    await asyncio.gather(*(app.report.run() for _ in range(5)))
    assert looks == 1
    app.clock.move(report.FRESH_S)
    await app.report.run()
    assert looks == 2


async def test_the_board_fills_and_stays_fresh_by_itself(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "BETWEEN_S", 0.02)
    folders = 0
    real = report.look_at_folder

    def counted(path: str) -> Check:
        nonlocal folders
        folders += 1
        return real(path)

    monkeypatch.setattr(report, "look_at_folder", counted)
    task = asyncio.create_task(app.report.keep_up())

    async def full() -> bool:
        return "Movies folder" in board(app)

    await until(full)
    app.outside.client.fail_with = Unreachable("Fake", "is away.")

    async def noticed() -> bool:
        return board(app)["Fake download_client"].status == "error"

    await until(noticed)
    assert folders == 2, "now and then, disks are left asleep"
    await app.report.soon()

    async def again() -> bool:
        return folders == 4

    await until(again)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_changes_while_it_looks_is_looked_at_too(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_answer = 0, asyncio.Event()

    async def check() -> Check:
        nonlocal asked
        asked += 1
        await may_answer.wait()
        return Check(True, "It answers.", {})

    monkeypatch.setattr(app.world.clients.all()[0].client, "check", check)
    looking = asyncio.create_task(app.report.run())

    async def is_asked() -> bool:
        return asked == 1

    await until(is_asked)
    await app.report.soon()
    may_answer.set()
    await looking
    await app.report.run()
    assert asked == 2
