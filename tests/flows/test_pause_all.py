"""Everything stops, nothing begins, everything goes on."""

from dataclasses import replace

import pytest

from neonarr.acquisitions.lineup.all_at_once import pause_all, resume_all
from neonarr.acquisitions.lineup.order import move
from neonarr.acquisitions.model import State
from neonarr.base.errors import Unreachable
from tests.kit.world import Outside, Process

pytestmark = pytest.mark.anyio

FILM, OTHER = "Heat.1995.1080p.BluRay.x264-GRP", "Ronin.1998.1080p.BluRay.x264-GRP"


async def test_paused_and_resumed(process: Process, outside: Outside) -> None:
    for name in (FILM, OTHER):
        outside.offer(name)
    one = await process.settled(await process.pick(FILM))

    outside.preferences = replace(outside.preferences, downloads_paused=True)
    assert (await pause_all(process.world)).count == 1
    two = await process.settled(await process.pick(OTHER))
    one = await process.now(one)
    assert (one.state, two.state, two.trouble) == (State.PAUSED, State.QUEUED, "all_paused")

    outside.preferences = replace(outside.preferences, downloads_paused=False)
    assert (await resume_all(process.world)).count == 1
    assert (await process.settled(one)).state is State.DOWNLOADING
    assert (await process.now(two)).state is State.DOWNLOADING


async def test_what_a_client_refuses_is_told_once(process: Process, outside: Outside) -> None:
    for name in (FILM, OTHER):
        outside.offer(name)
        await process.settled(await process.pick(name))
    away = Unreachable("Fake", "is away", "Start it.")

    outside.client.fail_with = away
    done = await pause_all(process.world)

    assert (done.count, done.failed) == (0, (str(away),))


async def test_the_first_is_first_in_the_client_too(process: Process, outside: Outside) -> None:
    stories = []
    for name in (FILM, OTHER):
        outside.offer(name)
        stories.append(await process.settled(await process.pick(name)))
    one, two = stories

    await move(process.world, two.public_id, one.public_id, is_after=False)

    assert list(outside.client.held) == [two.info_hash, one.info_hash]
