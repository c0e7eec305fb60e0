"""Indexers: the key, a real search, back-off, categories, what Prowlarr says of its own."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from neonarr.base.errors import Refused, Unreachable
from neonarr.base.ids import AdapterId
from neonarr.doctor.indexers import answers
from neonarr.doctor.model import Severity
from neonarr.doctor.visit import Surroundings, Visit
from neonarr.search import store
from neonarr.search.ask import ConnectedIndexer
from neonarr.search.port import Source, SourceView
from tests.kit.app import App
from tests.kit.fake_indexer import FakeIndexer

pytestmark = pytest.mark.anyio


@dataclass
class Overseeing(FakeIndexer):
    told: list[SourceView] = field(default_factory=list)

    async def views(self) -> list[SourceView]:
        return self.told


def use(app: App, indexer: FakeIndexer, name: str = "Prowlarr") -> AdapterId:
    adapter_id = AdapterId(77)
    app.world.search.replace([ConnectedIndexer(adapter_id, name, 1, indexer)])
    return adapter_id


async def test_one_that_answers_and_one_that_does_not(app: App, look: Any) -> None:
    [found] = await look(answers.look)
    assert found.severity is Severity.OK and "answers" in found.seen
    app.outside.indexer.failures[""] = Refused("Fake", "does not accept this API key.")
    [found] = await look(answers.look)
    assert (found.key, found.severity) == ("indexers.failed", Severity.ERROR)
    assert "API key" in found.seen


async def test_none_at_all(app: App, look: Any) -> None:
    app.world.search.replace([])
    [found] = await look(answers.look)
    assert found.key == "indexers.none" and "Settings" in found.fix


async def test_by_schedule_nobody_is_asked(app: App, look: Any) -> None:
    app.outside.indexer.failures[""] = Unreachable("Fake", "is away.")
    [found] = await look(answers.look, is_thorough=False)
    assert found.severity is Severity.OK and "not asked yet" in found.seen


async def test_what_was_tried_stands_until_it_works(app: App) -> None:
    around = Surroundings(app.world, "")
    adapter_id = use(app, indexer := FakeIndexer())
    indexer.failures[""] = Refused("Fake", "does not accept this API key.")

    async def keys(*, is_thorough: bool) -> list[str]:
        return [f.key for f in await answers.look(Visit(around, is_thorough=is_thorough))]

    assert await keys(is_thorough=True) == ["indexers.failed"]
    assert await keys(is_thorough=False) == ["indexers.failed"], "a look that asks nobody"
    [row] = await app.world.db.write(store.register, adapter_id, [Source("a", "Tracker")])
    later = app.clock.now() + timedelta(seconds=1)
    await app.world.db.write(store.note, [store.Outcome(row.id)], later)
    assert await keys(is_thorough=False) == ["indexers"], "a search was answered since"
    assert await keys(is_thorough=True) == ["indexers.failed"]
    use(app, FakeIndexer())
    assert await keys(is_thorough=False) == ["indexers"], "its settings were changed"


@pytest.mark.parametrize("is_limited", [True, False])
async def test_one_that_is_left_alone(app: App, look: Any, is_limited: bool) -> None:
    adapter_id = use(app, FakeIndexer())
    [row] = await app.world.db.write(store.register, adapter_id, [Source("a", "Tracker")])
    until = app.clock.now() + timedelta(minutes=5)
    outcome = store.Outcome(row.id, None, "Tracker: answered 429.", until, is_limited)
    await app.world.db.write(store.note, [outcome], app.clock.now())
    found = await look(answers.look)
    held = next(f for f in found if f.subject == "Prowlarr: Tracker")
    if is_limited:
        assert len(found) == 1, "a limit is kept by the doctor too"
        assert (held.key, held.severity, held.action) == ("indexers.limited", Severity.NOTICE, None)
    else:
        assert held.key == "indexers.backing_off" and held.severity is Severity.WARNING
        assert held.action and held.action.key == "ask_again"
    assert "429" in held.seen and f"{until:%H:%M}" in held.cause


async def test_what_it_says_of_its_sources(app: App, look: Any) -> None:
    told = [
        SourceView("Both", True, True),
        SourceView("Films", True, False),
        SourceView("Books", False, False),
        SourceView("Silent", None, None),
        SourceView("Ill", True, True, "It has put it on hold until 12:00 UTC."),
        SourceView("Off", True, True, is_enabled=False),
        SourceView("Prowlarr", None, None, "Indexers unavailable due to failures."),
    ]
    use(app, Overseeing(told=told))
    found = {f.subject: f for f in await look(answers.look)}
    assert {name: f.severity.value for name, f in found.items()} == {
        "Prowlarr": "warning",
        "Prowlarr: Films": "ok",
        "Prowlarr: Books": "warning",
        "Prowlarr: Ill": "warning",
        "Prowlarr: Off": "notice",
    }
    assert found["Prowlarr: Books"].key == "indexers.no_category"
    assert "on hold" in found["Prowlarr: Ill"].seen
