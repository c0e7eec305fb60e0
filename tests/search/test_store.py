"""Sources and results in the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.kit.fake_indexer import release

from neonarr.base.ids import AdapterId, IndexerId, InfoHash
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.releases.model import Release
from neonarr.search import store
from neonarr.search.port import Source
from neonarr.storage.db import Database

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
ONE, OTHER = AdapterId(1), AdapterId(2)
FULL = Release(
    indexer_id=IndexerId(7),
    indexer="Nebula",
    guid="https://nebula.example/t/1",
    title="Night Train (2021) 1080p",
    link=Secret(""),
    size=Bytes(4_000_000_000),
    categories=(2000, 2040),
    seeders=0,
    leechers=3,
    published_at=NOW,
    info_hash=InfoHash("ab" * 20),
    page_url="https://nebula.example/t/1",
    is_freeleech=True,
)


def sealed(title: str, guid: str = "") -> store.SealedRelease:
    return store.SealedRelease(release(title, guid), "sealed " + title)


async def note(database: Database, *outcomes: store.Outcome, at: datetime = NOW) -> None:
    await database.write(store.note, outcomes, at)


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
        await note(database, store.Outcome(health.id, (), "A: is down.", until))
    [failed] = await database.read(store.sources)
    assert (failed.failures, failed.last_error) == (2, "A: is down.")
    assert failed.backoff_until == NOW + timedelta(minutes=5)
    await note(database, store.Outcome(health.id))
    [well] = await database.read(store.sources)
    assert well == replace(health, last_ok_at=NOW)


async def test_a_limit_is_no_failure(database: Database) -> None:
    [health] = await database.write(store.register, ONE, [Source("a", "A")])
    await note(database, store.Outcome(health.id, (), "A: slow down.", NOW, is_limited=True))
    [limited] = await database.read(store.sources)
    assert (limited.failures, limited.is_limited) == (0, True)
    await note(database, store.Outcome(health.id, (), "A: is down.", NOW))
    [failed] = await database.read(store.sources)
    assert (failed.failures, failed.is_limited) == (1, False)


async def test_a_result_comes_back_whole(database: Database) -> None:
    kept = store.SealedRelease(FULL, "sealed")
    await note(database, store.Outcome(FULL.indexer_id, [kept]))
    assert await database.read(store.result, FULL.indexer_id, FULL.guid, NOW) == kept


async def test_what_was_not_told_stays_unknown(database: Database) -> None:
    bare = store.SealedRelease(replace(release("X"), indexer_id=IndexerId(7), seeders=None), "s")
    await note(database, store.Outcome(IndexerId(7), [bare]))
    found = await database.read(store.result, IndexerId(7), "X", NOW)
    assert found is not None
    assert (found.release.seeders, found.release.size, found.release.published_at) == (None,) * 3


async def test_results_are_kept_for_thirty_minutes(database: Database) -> None:
    await note(database, store.Outcome(IndexerId(7), [sealed("X")]))
    just_before = NOW + timedelta(minutes=29, seconds=59)
    assert await database.read(store.result, IndexerId(7), "X", just_before)
    assert await database.read(store.result, IndexerId(7), "X", NOW + store.KEPT) is None


async def test_a_new_answer_replaces_the_same_guid_and_drops_what_expired(
    database: Database,
) -> None:
    await note(database, store.Outcome(IndexerId(7), [sealed("X"), sealed("Y")]))
    later = NOW + timedelta(minutes=20)
    await note(database, store.Outcome(IndexerId(7), [sealed("new", "X")]), at=later)
    found = await database.read(store.result, IndexerId(7), "X", later)
    assert found is not None
    assert found.sealed_link == "sealed new"
    assert await database.read(store.result, IndexerId(7), "Y", later)
    last = NOW + timedelta(minutes=31)
    await note(database, store.Outcome(IndexerId(8), []), at=last)
    assert await database.read(store.result, IndexerId(7), "Y", NOW) is None
    assert await database.read(store.result, IndexerId(7), "X", last)


async def test_a_guid_belongs_to_its_source(database: Database) -> None:
    await note(database, store.Outcome(IndexerId(7), [sealed("seven", "X")]))
    await note(database, store.Outcome(IndexerId(8), [sealed("eight", "X")]))
    found = await database.read(store.result, IndexerId(7), "X", NOW)
    assert found is not None
    assert found.sealed_link == "sealed seven"


async def test_a_thousand_results_fit_one_answer(database: Database) -> None:
    many = [sealed(f"release {n}") for n in range(1000)]
    for _ in range(2):
        await note(database, store.Outcome(IndexerId(7), many))
    assert await database.read(store.result, IndexerId(7), "release 999", NOW)


async def test_forgetting_an_adapter_takes_its_results_but_never_frees_its_ids(
    database: Database,
) -> None:
    [gone] = await database.write(store.register, ONE, [Source("a", "A")])
    await note(database, store.Outcome(gone.id, [sealed("X")]))
    await database.write(store.forget_adapter, ONE)
    assert await database.read(store.sources) == []
    assert await database.read(store.result, gone.id, "X", NOW) is None
    [fresh] = await database.write(store.register, OTHER, [Source("a", "A")])
    assert fresh.id != gone.id
