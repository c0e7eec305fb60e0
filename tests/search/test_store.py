"""Sources and results in the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from neonarr.base.ids import AdapterId, IndexerId
from neonarr.search import store
from neonarr.search.port import Source
from neonarr.storage.db import Database

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
ONE, OTHER = AdapterId(1), AdapterId(2)


async def note(database: Database, *outcomes: store.Outcome, at: datetime = NOW) -> None:
    await database.write(store.note, outcomes, at)


async def sealed(database: Database, source: IndexerId, at: datetime) -> list[str]:
    return [one.sealed for one in await database.read(store.answers, source, at)]


async def test_answers_to_one_search_are_found_together(database: Database) -> None:
    def both() -> tuple[store.Outcome, ...]:
        return store.Outcome(IndexerId(7), "seven"), store.Outcome(IndexerId(8), "eight")

    one, other = store.Asked("1", "heat"), store.Asked("2", "ronin")
    for asked in (one, other):
        await database.write(store.note, both(), NOW, asked)
    await note(database, store.Outcome(IndexerId(7), "nobody's"))
    found = await database.read(store.answers_to, "1", NOW)
    assert [(a.source_id, a.sealed, a.asked) for a in found] == [
        (8, "eight", one),
        (7, "seven", one),
    ]
    assert await database.read(store.answers_to, "1", NOW + store.KEPT) == []
    newest = (await database.read(store.answers, IndexerId(7), NOW))[0]
    assert newest.asked is None


async def test_a_source_keeps_its_id_under_a_new_name(database: Database) -> None:
    first = await database.write(store.register, ONE, [Source("a", "A"), Source("b", "B")])
    again = await database.write(store.register, ONE, [Source("b", "Bee"), Source("a", "A")])
    assert [health.name for health in again] == ["Bee", "A"]
    assert [health.id for health in again] == [first[1].id, first[0].id]


async def test_an_endless_name_is_cut(database: Database) -> None:
    for _ in range(2):
        [health] = await database.write(store.register, ONE, [Source("a", "A" * 999)])
        assert health.name == "A" * 200


async def test_adapters_do_not_share_sources(database: Database) -> None:
    [one] = await database.write(store.register, ONE, [Source("a", "A")])
    [other] = await database.write(store.register, OTHER, [Source("a", "A")])
    assert one.id != other.id
    assert [h.id for h in await database.read(store.sources, OTHER)] == [other.id]
    assert await database.read(store.source, one.id) == one
    assert await database.read(store.source, IndexerId(99)) is None


async def test_failures_add_up_and_success_ends_them(database: Database) -> None:
    [health] = await database.write(store.register, ONE, [Source("a", "A")])
    for minutes in (1, 5):
        until = NOW + timedelta(minutes=minutes)
        await note(database, store.Outcome(health.id, None, "A: is down.", until))
    [failed] = await database.read(store.sources)
    assert (failed.failures, failed.last_error) == (2, "A: is down.")
    assert failed.backoff_until == NOW + timedelta(minutes=5)
    await note(database, store.Outcome(health.id))
    [well] = await database.read(store.sources)
    assert well == replace(health, last_ok_at=NOW)


async def test_a_limit_is_no_failure(database: Database) -> None:
    [health] = await database.write(store.register, ONE, [Source("a", "A")])
    await note(database, store.Outcome(health.id, None, "A: slow down.", NOW, is_limited=True))
    [limited] = await database.read(store.sources)
    assert (limited.failures, limited.is_limited) == (0, True)
    await note(database, store.Outcome(health.id, None, "A: is down.", NOW))
    [failed] = await database.read(store.sources)
    assert (failed.failures, failed.is_limited) == (1, False)


async def test_answers_are_kept_for_thirty_minutes(database: Database) -> None:
    await note(database, store.Outcome(IndexerId(7), "sealed"))
    just_before = NOW + timedelta(minutes=29, seconds=59)
    assert await sealed(database, IndexerId(7), just_before) == ["sealed"]
    assert await sealed(database, IndexerId(7), NOW + store.KEPT) == []


async def test_the_newest_answer_comes_first_and_expired_ones_go(database: Database) -> None:
    await note(database, store.Outcome(IndexerId(7), "old"))
    later = NOW + timedelta(minutes=20)
    await note(database, store.Outcome(IndexerId(7), "new"), at=later)
    assert await sealed(database, IndexerId(7), later) == ["new", "old"]
    await note(database, store.Outcome(IndexerId(8)), at=NOW + timedelta(minutes=31))
    assert await sealed(database, IndexerId(7), NOW) == ["new"]


async def test_an_answer_belongs_to_its_source(database: Database) -> None:
    both = (store.Outcome(IndexerId(7), "seven"), store.Outcome(IndexerId(8), "eight"))
    await note(database, *both)
    assert await sealed(database, IndexerId(7), NOW) == ["seven"]


async def test_forgetting_an_adapter_takes_its_results_but_never_frees_its_ids(
    database: Database,
) -> None:
    [gone] = await database.write(store.register, ONE, [Source("a", "A")])
    await note(database, store.Outcome(gone.id, "sealed"))
    await database.write(store.forget_adapter, ONE)
    assert await database.read(store.sources) == []
    assert await sealed(database, gone.id, NOW) == []
    [fresh] = await database.write(store.register, OTHER, [Source("a", "A")])
    assert fresh.id != gone.id
