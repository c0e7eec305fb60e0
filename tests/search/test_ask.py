"""Asking many indexers at once."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from neonarr.base.clock import Clock, SystemClock
from neonarr.base.errors import Limited, NotFound, OutsideError, Refused, Unreachable
from neonarr.base.ids import AdapterId, IndexerId, InfoHash
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet
from neonarr.releases.model import Release
from neonarr.search import store
from neonarr.search.ask import Answer, Ask, ConnectedIndexer
from neonarr.search.port import Query, Source
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database
from tests.kit.fake_indexer import FakeIndexer, release
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio

QUERY = Query("night train")
KEY = "0123456789abcdef0123456789abcdef"
DOWN = Unreachable("Fake", "can't be reached.")


def connect(*fakes: FakeIndexer) -> list[ConnectedIndexer]:
    return [ConnectedIndexer(AdapterId(n), f.name, 25, f) for n, f in enumerate(fakes, 1)]


def asker(database: Database, vault: Vault, clock: Clock, timeout_s: float = 5) -> Ask:
    return Ask(database, vault, clock, timeout_s=timeout_s)


def by_name(answers: Sequence[Answer]) -> dict[str, Answer]:
    return {answer.name: answer for answer in answers}


@pytest.fixture
def ask(database: Database, vault: Vault, clock: MovedClock) -> Ask:
    return asker(database, vault, clock)


async def test_every_source_gives_one_answer_with_its_own_id(ask: Ask) -> None:
    many = FakeIndexer("Many", keys=("a", "b"), releases={"a": [release("X")], "b": []})
    single = FakeIndexer("Single", releases={"": [release("Y"), release("Z")]})
    answers = by_name(await ask.ask_all(QUERY, connect(many, single)))
    assert set(answers) == {"a", "b", "Single"}
    assert all(answer.is_ok and answer.error is None for answer in answers.values())
    assert [r.title for r in answers["Single"].releases] == ["Y", "Z"]
    assert len({answer.indexer_id for answer in answers.values()}) == 3
    for answer in answers.values():
        assert {r.indexer_id for r in answer.releases} <= {answer.indexer_id}


async def test_ids_are_the_same_the_next_time(ask: Ask) -> None:
    indexers = connect(FakeIndexer("A"), FakeIndexer("B"))
    first, second = [by_name(await ask.ask_all(QUERY, indexers)) for _ in range(2)]
    assert {n: a.indexer_id for n, a in first.items()} == {
        n: a.indexer_id for n, a in second.items()
    }


async def test_nobody_to_ask_is_an_empty_answer(ask: Ask) -> None:
    assert await ask.ask_all(QUERY, []) == []


async def test_answers_come_as_they_come(database: Database, vault: Vault) -> None:
    slow = FakeIndexer("slow", delays_s={"": 0.5})
    names = []
    async for answer in asker(database, vault, SystemClock()).ask(
        QUERY, connect(slow, FakeIndexer("quick"))
    ):
        names.append(answer.name)
        if answer.name == "slow":
            assert 400 <= answer.ms < 5000
    assert names == ["quick", "slow"]


async def test_sources_are_asked_at_the_same_time(database: Database, vault: Vault) -> None:
    all_asked = asyncio.Barrier(10)

    class Waits(FakeIndexer):
        async def search(self, source: Source, query: Query) -> list[Release]:
            await all_asked.wait()
            return await super().search(source, query)

    fakes = [Waits(f"f{n}") for n in range(10)]
    answers = await asker(database, vault, SystemClock()).ask_all(QUERY, connect(*fakes))
    assert all(answer.is_ok for answer in answers)


async def test_results_are_kept_before_they_are_passed_on(
    ask: Ask, database: Database, clock: MovedClock
) -> None:
    indexers = connect(FakeIndexer(releases={"": [release("X")]}))
    async for answer in ask.ask(QUERY, indexers):
        found = await ask.release(answer.indexer_id, "X")
        assert found == answer.releases[0]
    clock.move(1800)
    assert await ask.release(answer.indexer_id, "X") is None
    assert await ask.release(IndexerId(99), "X") is None


async def test_a_guid_given_twice_is_one_result(ask: Ask) -> None:
    indexers = connect(FakeIndexer(releases={"": [release("X"), release("X")]}))
    [answer] = await ask.ask_all(QUERY, indexers)
    assert [r.guid for r in answer.releases] == ["X"]


async def test_one_failure_leaves_the_others(ask: Ask) -> None:
    bad, good = FakeIndexer("bad", failures={"": DOWN}), FakeIndexer("good")
    answers = by_name(await ask.ask_all(QUERY, connect(bad, good)))
    assert answers["good"].is_ok
    assert not answers["bad"].is_ok
    assert answers["bad"].error == "Fake: can't be reached."


async def test_an_adapter_that_breaks_is_logged_without_its_words(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    broken = FakeIndexer("broken", failures={"": KeyError(f"http://x/?apikey={KEY}")})
    answers = by_name(await ask.ask_all(QUERY, connect(broken, FakeIndexer("good"))))
    assert answers["good"].is_ok
    assert "internal error (KeyError)" in str(answers["broken"].error)
    [record] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "fake_indexer.py" in record.getMessage()
    assert KEY not in caplog.text + str(answers["broken"].error)


async def test_a_source_that_hangs_has_its_own_time_out(database: Database, vault: Vault) -> None:
    hangs = FakeIndexer("hangs", delays_s={"": 60})
    ask = asker(database, vault, SystemClock(), timeout_s=1)
    answers = by_name(await ask.ask_all(QUERY, connect(hangs, FakeIndexer("good"))))
    assert answers["good"].is_ok
    assert "gave no answer within 1 s" in str(answers["hangs"].error)


async def test_a_service_that_lists_no_sources_answers_for_itself(
    ask: Ask, clock: MovedClock
) -> None:
    down = FakeIndexer("Prowlarr", keys=("a", "b"), failures={"": DOWN})
    [answer] = await ask.ask_all(QUERY, connect(down))
    assert (answer.name, answer.is_ok) == ("Prowlarr", False)
    [held] = await ask.ask_all(QUERY, connect(down))
    assert "left alone" in str(held.error)
    del down.failures[""]
    clock.move(60)
    assert {a.name for a in await ask.ask_all(QUERY, connect(down))} == {"a", "b"}
    down.failures[""] = DOWN
    await ask.ask_all(QUERY, connect(down))
    clock.move(59)
    [held] = await ask.ask_all(QUERY, connect(down))
    assert "another 1 s because of 1 failure;" in str(held.error), "back on the first rung"


async def test_a_failed_source_is_left_alone_longer_each_time(ask: Ask, clock: MovedClock) -> None:
    fake = FakeIndexer("flaky", failures={"": DOWN})
    for minutes in (1, 5, 15):
        [failed] = await ask.ask_all(QUERY, connect(fake))
        assert failed.error == "Fake: can't be reached."
        asked = len(fake.queries)
        clock.move(minutes * 60 - 10)
        [held] = await ask.ask_all(QUERY, connect(fake))
        assert (held.is_ok, held.ms, len(fake.queries)) == (False, 0, asked)
        assert "flaky is left alone for another 10 s" in str(held.error)
        assert "can't be reached" in str(held.error)
        clock.move(10)
    del fake.failures[""]
    [answer] = await ask.ask_all(QUERY, connect(fake))
    assert answer.is_ok
    fake.failures[""] = DOWN
    await ask.ask_all(QUERY, connect(fake))
    clock.move(60)
    [again] = await ask.ask_all(QUERY, connect(fake))
    assert again.error == "Fake: can't be reached.", "success must bring back the first rung"


async def test_a_person_may_insist_after_failures(ask: Ask) -> None:
    fake = FakeIndexer(failures={"": DOWN})
    await ask.ask_all(QUERY, connect(fake))
    del fake.failures[""]
    [answer] = await ask.ask_all(QUERY, connect(fake), is_interactive=True)
    assert answer.is_ok


async def test_nobody_insists_against_a_rate_limit(ask: Ask, clock: MovedClock) -> None:
    limit = Limited("Fake", "answered 429.", retry_after_s=90.0)
    fake = FakeIndexer(failures={"": limit})
    await ask.ask_all(QUERY, connect(fake))
    del fake.failures[""]
    clock.move(89)
    [held] = await ask.ask_all(QUERY, connect(fake), is_interactive=True)
    assert "because of its own limit" in str(held.error)
    assert len(fake.queries) == 1
    clock.move(1)
    [answer] = await ask.ask_all(QUERY, connect(fake))
    assert answer.is_ok


@pytest.mark.parametrize("error", [DOWN, Refused("Fake", "no.")])
async def test_health_is_in_the_database(
    ask: Ask, database: Database, clock: MovedClock, error: OutsideError
) -> None:
    await ask.ask_all(QUERY, connect(FakeIndexer(failures={"": error})))
    [health] = await database.read(store.sources)
    assert (health.failures, health.last_error) == (1, str(error))


async def test_breaking_off_asks_nobody_on(ask: Ask) -> None:
    slow = FakeIndexer("slow", delays_s={"": 30})
    before = asyncio.all_tasks()
    asked = ask.ask(QUERY, connect(slow, FakeIndexer("quick")))
    assert (await anext(asked)).name == "quick"
    assert asyncio.all_tasks() > before
    await asked.aclose()
    assert asyncio.all_tasks() == before


async def test_cancelling_the_asker_cancels_the_asked(ask: Ask, database: Database) -> None:
    slow = FakeIndexer("slow", delays_s={"": 30})
    task = asyncio.create_task(ask.ask_all(QUERY, connect(slow)))
    async with asyncio.timeout(60):
        while not slow.queries:
            await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    [health] = await database.read(store.sources)
    assert health.failures == 0, "being cancelled is nobody's failure"


async def test_the_torrent_comes_from_the_adapter_that_found_it(ask: Ask) -> None:
    magnet = Magnet(InfoHash("ab" * 20), "X", Secret("magnet:?xt=urn:btih:" + "ab" * 20))
    other, right = FakeIndexer("other"), FakeIndexer("right", torrents={"X": magnet})
    right.releases = {"": [release("X")]}
    indexers = connect(other, right)
    answers = by_name(await ask.ask_all(QUERY, indexers))
    found = await ask.release(answers["right"].indexer_id, "X")
    assert found is not None
    assert await ask.fetch(found, indexers) == magnet
    assert (other.fetched, right.fetched) == ([], ["X"])
    with pytest.raises(NotFound, match="right that offered this release is gone"):
        await ask.fetch(found, connect(other))


async def test_links_are_sealed_in_the_database(
    ask: Ask, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    keyed = release("X")
    object.__setattr__(keyed, "link", Secret(f"https://t.example/dl?passkey={KEY}"))
    [answer] = await ask.ask_all(QUERY, connect(FakeIndexer(releases={"": [keyed]})))

    def everything(connection: Any) -> str:
        tables = (store.source_table, store.answer_table)
        return str([tuple(row) for table in tables for row in connection.execute(select(table))])

    assert "Fake" in await database.read(everything)
    assert KEY not in await database.read(everything) + repr(answer) + caplog.text
    found = await ask.release(answer.indexer_id, "X")
    assert found is not None
    assert KEY in found.link.reveal()


async def test_a_result_sealed_with_another_key_is_gone(
    ask: Ask, database: Database, clock: MovedClock, tmp_path: Any
) -> None:
    [answer] = await ask.ask_all(QUERY, connect(FakeIndexer(releases={"": [release("X")]})))
    (tmp_path / "other").mkdir()
    stranger = asker(database, Vault(str(tmp_path / "other")), clock)
    assert await stranger.release(answer.indexer_id, "X") is None
