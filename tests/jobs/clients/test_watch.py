"""When the watcher looks, and what it costs."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.base.ids import InfoHash
from neonarr.downloads.model import Download, DownloadState
from neonarr.health.checks import SLOW_S
from neonarr.jobs.clients.watch import IDLE_S, MOVING_S, SEEDING_S, SLOW_LOOKS, VANISHED_LOOKS
from tests.kit.world import Process

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"


async def downloading(process: Process) -> Acquisition:
    process.outside.offer(FILM)
    return await process.settled(await process.pick(FILM))


async def test_it_looks_often_only_when_something_moves_or_somebody_looks(
    process: Process,
) -> None:
    assert await process.watcher.look() == SEEDING_S
    one = await downloading(process)
    assert one.info_hash is not None
    held = process.outside.client.held[one.info_hash]

    assert await process.watcher.look() == MOVING_S
    held.is_stopped = True
    assert await process.watcher.look() == IDLE_S
    process.world.live.viewers += 1
    assert await process.watcher.look() == MOVING_S
    process.world.live.viewers -= 1
    held.is_stopped = False
    await process.finish(one)
    assert await process.watcher.look() == SEEDING_S


async def test_progress_is_live_and_never_written(process: Process) -> None:
    one = await downloading(process)
    assert one.info_hash is not None
    writes = counted(process)
    for percent in (10, 20, 30):
        process.outside.client.advance(one.info_hash, percent)
        await process.watcher.look()
        live = process.world.live.get(one.info_hash)
        assert live is not None
        assert live.progress == percent

    assert writes == []
    assert (await process.now(one)).token == one.token


def counted(process: Process) -> list[Any]:
    """Every transaction of the watcher that writes, from now on."""
    writes: list[Any] = []
    write = process.world.db.write

    async def noted(work: Any, *args: Any, **kwargs: Any) -> Any:
        writes.append(work)
        return await write(work, *args, **kwargs)

    process.world.db.write = noted  # type: ignore[method-assign,assignment]
    return writes


async def test_a_torrent_must_be_missed_several_times_in_a_row(process: Process) -> None:
    one = await downloading(process)
    client = process.outside.client
    assert one.info_hash is not None
    held = client.held.pop(one.info_hash)
    for _ in range(VANISHED_LOOKS - 1):
        await process.watcher.look()
    client.held[one.info_hash] = held
    await process.watcher.look()
    del client.held[one.info_hash]
    for _ in range(VANISHED_LOOKS - 1):
        await process.watcher.look()
    assert (await process.now(one)).state is State.DOWNLOADING

    await process.watcher.look()
    assert (await process.now(one)).trouble == "vanished"


async def test_a_story_somebody_changed_in_between_is_left_as_it_is(process: Process) -> None:
    """The client is slow; meanwhile a person cancels."""
    one = await downloading(process)
    assert one.info_hash is not None
    client = process.outside.client
    downloads = client.downloads

    async def slow(hashes: Any) -> Any:
        found = await downloads(hashes)
        fresh = await process.now(one)
        if fresh.state is not State.REMOVED:
            gone = replace(fresh, state=State.REMOVED)
            await process.world.db.write(store.save, fresh, gone, process.outside.clock.now())
        return found

    client.held[one.info_hash].state = DownloadState.ERROR
    client.downloads = slow  # type: ignore[method-assign]
    await process.watcher.look()

    assert (await process.now(one)).state is State.REMOVED


async def test_a_client_that_answers_late_is_said_to_be_slow_until_it_is_quick(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    await downloading(process)
    client, took_s = process.outside.client, SLOW_S
    ask = client.downloads

    async def late(hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        process.outside.clock.move(took_s)
        return await ask(hashes)

    def said() -> str:
        [one] = [c for c in process.board.all() if c.kind == "download_client"]
        return f"{one.status}: {one.message}"

    monkeypatch.setattr(client, "downloads", late)
    for _ in range(SLOW_LOOKS - 1):
        await process.watcher.look()
        assert said().startswith("ok: "), "one late answer is no news"
    await process.watcher.look()
    assert said().startswith("warning: ") and "takes more than 2 s to answer" in said()
    took_s = 0.1
    await process.watcher.look()
    assert said().startswith("ok: ")
