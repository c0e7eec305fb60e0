"""A clock that is set back makes nothing wait longer."""

import pytest

from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.start import want
from neonarr.base.errors import Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from tests.kit.world import Outside, Process

pytestmark = pytest.mark.anyio

DAY_S = 86_400
NAME = "Late.Film.1999.1080p.WEB-DL.x264-GRP"


async def waiting(process: Process) -> Acquisition:
    """It waits for a client that is down."""
    process.outside.offer(NAME)
    process.outside.client.fail_with = Unreachable("Fake", "is down.", "Start it.")
    one = await want(process.world, NewItem(MediaKind.MOVIE, "Late Film", year=1999))
    waits = await process.settled(one)
    assert (waits.state, waits.trouble) == (State.QUEUED, "unreachable")
    process.outside.client.fail_with = None
    return one


@pytest.mark.parametrize("is_started_again", [False, True])
async def test_what_waits_is_tried_at_once(outside: Outside, is_started_again: bool) -> None:
    process = Process(outside)
    one = await waiting(process)

    outside.clock.set_back(DAY_S)
    process = Process(outside) if is_started_again else process

    now = await process.settled(one)
    assert now.state is State.DOWNLOADING, (now.message, now.due_at, outside.clock.now())


async def test_a_clock_that_is_put_right_by_a_little_changes_nothing(outside: Outside) -> None:
    process = Process(outside)
    one = await waiting(process)

    outside.clock.set_back(30)

    assert (await process.settled(one)).state is State.QUEUED
    await process.settle_after(60)
    assert (await process.now(one)).state is State.DOWNLOADING
