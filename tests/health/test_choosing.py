"""Loops and slow formats are told, and go by themselves."""

from datetime import timedelta
from typing import Any

import pytest

from neonarr.acquisitions.model import Acquisition, State
from neonarr.base.kinds import MediaKind
from neonarr.decisions.choose import judge_in
from neonarr.decisions.formats.kinds import Condition, CustomFormat, Kind
from neonarr.decisions.formats.patterns.pattern import compile_pattern
from neonarr.decisions.profiles.model import FrozenScore
from neonarr.decisions.situation import Situation
from neonarr.health.board import Component
from neonarr.profiles import formats
from tests.acquisitions.rows import Rows
from tests.kit.app import App
from tests.kit.fake_indexer import release

pytestmark = pytest.mark.anyio

ONE, OTHER = "Heat.1995.1080p.BluRay.x264-ONE", "Heat.1995.1080p.BluRay.x264-OTHER"


async def grabbed(
    app: App, title: str, days_ago: int, state: State = State.IMPORTED, **changes: Any
) -> Acquisition:
    at = app.clock.now() - timedelta(days=days_ago)
    known = {
        "title": title,
        "grabbed_at": at,
        "imported_at": at,
        "score": FrozenScore("Bluray-1080p", profile="p", profile_version=1),
    }
    return await Rows(app.world.db, app.clock).add(state, **(known | changes))


async def told(app: App, kind: str) -> list[Component]:
    await app.report.soon()
    await app.report.run()
    return [one for one in app.inside.board.all() if one.kind == kind]


@pytest.mark.parametrize("second", [ONE, OTHER], ids=["the same twice", "no better"])
async def test_a_loop_is_told_with_both_names_while_it_turns(app: App, second: str) -> None:
    await grabbed(app, ONE, 5)
    await grabbed(app, "Alien.1979.1080p.BluRay.x264-ONE", 1, film="Alien")
    assert await told(app, "upgrade") == []

    await grabbed(app, second, 2)
    [one] = await told(app, "upgrade")
    assert (one.name, one.status) == ("Upgrades of Heat", "warning")
    assert ONE in one.message and second in one.message

    app.clock.move(timedelta(days=29).total_seconds())
    assert await told(app, "upgrade") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"is_manual": True},
        {"state": State.FAILED},
        {"state": State.REMOVED},
        {"slot": "4k"},
        {"score": FrozenScore("Bluray-1080p", profile="p", profile_version=2)},
    ],
    ids=["picked by hand", "failed", "removed", "another version", "another profile"],
)
async def test_what_is_no_loop(app: App, changes: dict[str, Any]) -> None:
    await grabbed(app, ONE, 5)
    await grabbed(app, OTHER, 2, **changes)

    assert await told(app, "upgrade") == []


async def test_an_upgrade_is_no_loop(app: App) -> None:
    poor = FrozenScore("HDTV-720p", profile="p", profile_version=1)
    await grabbed(app, "Heat.1995.720p.HDTV.x264-ONE", 5, score=poor)
    await grabbed(app, OTHER, 2)

    assert await told(app, "upgrade") == []


async def test_a_format_that_is_given_up_is_told_until_it_is_saved_again(app: App) -> None:
    db, policies = app.world.db, app.world.policies
    assert await told(app, "format") == []
    slow = Condition("x", Kind.TITLE, compile_pattern("(?:q1|q1)*$"))
    saved = await db.write(formats.add_format, CustomFormat("Slow one", (slow,)))
    policy = await db.read(policies.policy, MediaKind.MOVIE, None)
    judge_in(release(f"Heat.1995.1080p.{'q1' * 200}!"), Situation(policy=policy))

    [one] = await told(app, "format")
    assert (one.name, one.status) == ("Custom format Slow one", "warning")
    assert "(?:q1|q1)*$" in one.message

    await db.write(formats.delete_format, saved.id)
    await db.read(policies.policy, MediaKind.MOVIE, None)
    assert await told(app, "format") == []
