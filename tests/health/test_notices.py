"""What goes wrong and is well again is told once, in the board's words, by one of several."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from neonarr.acquisitions.events import events_after
from neonarr.acquisitions.model import Event
from neonarr.doctor.model import Finding, Severity
from neonarr.doctor.rounds import Doctor
from neonarr.doctor.visit import Surroundings
from neonarr.health.board import Board
from neonarr.health.notices import GONE, HOLD, RENEWED, SETTLED_S, Notices
from tests.kit.app import App

pytestmark = pytest.mark.anyio

Made = Callable[[], tuple[Notices, Board]]


@pytest.fixture
def process(app: App) -> Made:
    """One of several that share the database."""

    def made() -> tuple[Notices, Board]:
        board = Board(app.clock)
        return Notices(app.world, board), board

    return made


async def told(app: App) -> list[tuple[str, str, str, str | None, str | None]]:
    found = await app.world.db.read(events_after, 0)
    return [_plain(one) for one in found if one.component]


def _plain(one: Event) -> tuple[str, str, str, str | None, str | None]:
    return one.title, str(one.previous), one.state, one.message, one.todo


def hold(app: App) -> None:
    app.clock.move(HOLD.total_seconds())


FULL = ("Movies folder", "folder", "It is full.", "Make room.")


async def test_once_each_way_in_the_boards_words(app: App, process: Made) -> None:
    notices, board = process()
    board.bad(*FULL)
    await notices.look()
    assert await told(app) == [], "not yet: it may be over in a moment"
    hold(app)
    for _ in range(3):
        await notices.look()
    board.good("Movies folder", "folder", "It is writable.")
    await notices.look()
    assert len(await told(app)) == 1, "it may come back in a moment"
    hold(app)
    for _ in range(3):
        await notices.look()
    assert await told(app) == [
        ("Movies folder", "ok", "error", "It is full.", "Make room."),
        ("Movies folder", "error", "ok", "It is writable.", None),
    ]


async def test_what_is_over_in_a_moment_is_no_news(app: App, process: Made) -> None:
    notices, board = process()
    for _ in range(5):
        board.bad(*FULL)
        await notices.look()
        app.clock.move(10)
        board.good("Movies folder", "folder", "It is writable.")
        await notices.look()
        app.clock.move(10)
    assert await told(app) == []


async def test_what_gets_worse_is_told_and_what_goes_is_over(app: App, process: Made) -> None:
    notices, board = process()
    board.warn("Disk", "doctor", "Full in a week.")
    hold(app)
    await notices.look()
    board.bad("Disk", "doctor", "Full.")
    await notices.look()
    board.forget("doctor", set())
    await notices.look()
    assert [(state, said) for _, _, state, said, _ in await told(app)] == [
        ("warning", "Full in a week."),
        ("error", "Full."),
        ("ok", "It is no longer so."),
    ]


async def test_two_processes_tell_it_once(app: App, process: Made) -> None:
    (one, its), (two, others) = process(), process()
    for board in (its, others):
        board.bad(*FULL)
    hold(app)
    await asyncio.gather(*(each.look() for each in (one, two, one, two)))
    assert len(await told(app)) == 1
    its.good("Movies folder", "folder", "It is writable.")
    hold(app)
    await asyncio.gather(one.look(), two.look())
    assert len(await told(app)) == 1, "the other still sees it"
    others.good("Movies folder", "folder", "It is writable.")
    hold(app)
    await asyncio.gather(one.look(), two.look())
    assert [state for _, _, state, _, _ in await told(app)] == ["error", "ok"]


async def test_a_restart_tells_nothing_twice(app: App, process: Made) -> None:
    before, board = process()
    board.bad(*FULL)
    hold(app)
    await before.look()
    app.clock.move(GONE.total_seconds() * 10)  # nothing runs for a while
    after, board = process()
    await after.look()
    board.bad(*FULL)
    hold(app)
    await after.look()
    app.clock.move(SETTLED_S)
    await after.look()
    assert len(await told(app)) == 1


async def test_what_was_mended_between_two_runs_is_over(app: App, process: Made) -> None:
    before, board = process()
    board.bad(*FULL)
    hold(app)
    await before.look()
    after, _ = process()
    await after.look()
    app.clock.move(SETTLED_S)
    await after.look()
    assert len(await told(app)) == 1, "the other may still run"
    app.clock.move(GONE.total_seconds())
    await after.look()
    assert [state for _, _, state, _, _ in await told(app)] == ["error", "ok"]


async def test_who_lives_says_so(app: App, process: Made) -> None:
    (one, board), (two, _) = process(), process()
    board.bad(*FULL)
    for _ in range(10):
        app.clock.move(RENEWED.total_seconds())
        await one.look()
        await two.look()
    assert len(await told(app)) == 1


async def test_where_all_stays_as_it_is_nothing_is_written(app: App, process: Made) -> None:
    notices, board = process()
    board.good("Movies folder", "folder", "It is writable.")

    async def write(*_: object) -> None:
        raise AssertionError("there is nothing to write")

    app.world.db.write = write  # type: ignore[method-assign, assignment]
    try:
        await notices.look()
    finally:
        del app.world.db.write


async def test_what_the_doctor_finds_is_told_and_clears_itself(app: App) -> None:
    board = Board(app.clock)
    doctor, notices = Doctor(Surroundings(app.world, ""), board), Notices(app.world, board)
    found = Finding(
        "paths.unseen",
        "qBittorrent",
        Severity.ERROR,
        "Looked.",
        "Its /downloads is not here.",
        "It runs elsewhere.",
        "Save a mapping.",
    )
    doctor._tell([found, replace(found, key="clock", subject="Clock", severity=Severity.OK)])
    hold(app)
    await notices.look()
    [shown] = board.all()
    doctor._tell([])
    await notices.look()
    assert await told(app) == [
        ("Paths: qBittorrent", "ok", "error", shown.message, shown.todo),
        ("Paths: qBittorrent", "error", "ok", "It is no longer so.", None),
    ]
    assert shown.message == "Its /downloads is not here. It runs elsewhere."
