"""Grabs wait for room, say so, and go on by themselves; so do downloads a full disk stopped."""

from dataclasses import replace

import pytest

from neonarr.acquisitions.model import Acquisition, State
from neonarr.base.errors import Unreachable
from neonarr.base.units import Bytes
from neonarr.downloads.model import DownloadState
from neonarr.jobs.space import look
from tests.kit.world import Process, get_it

pytestmark = pytest.mark.anyio

FILM, OTHER = "Heat.1995.1080p.BluRay.x264-GRP", "Ronin.1998.1080p.BluRay.x264-GRP"


async def with_free(process: Process, free: int) -> None:
    process.outside.client.free = Bytes(free)
    await look(process.world)


async def picked(process: Process, name: str = FILM) -> Acquisition:
    process.outside.offer(name)
    return await process.settled(await process.pick(name))


async def test_a_grab_waits_for_room_and_says_which_disk(process: Process) -> None:
    await with_free(process, 1000)

    one = await picked(process)

    assert (one.state, one.trouble) == (State.QUEUED, "no_space")
    assert one.message is not None
    assert one.message.startswith("The disk Fake saves to has 1 kB free; this release needs ")
    assert process.outside.client.held == {}
    told = [(e.state, e.message) for e in await process.events(one)]
    assert told[-1] == (State.QUEUED, one.message)


async def test_it_starts_by_itself_when_there_is_room(process: Process) -> None:
    await with_free(process, 0)
    one = await picked(process)

    await with_free(process, 1 << 40)
    one = await process.settled(one)

    assert (one.state, one.trouble, one.message) == (State.DOWNLOADING, None, None)
    assert (await get_it(process, one)).state is State.IMPORTED


async def test_the_library_s_disk_counts_too(process: Process) -> None:
    process.outside.library_free = 5
    await look(process.world)

    one = await picked(process)

    assert one.state is State.QUEUED
    assert one.message is not None
    assert f"The disk of the library ({process.outside.preferences.movies_dir})" in one.message


async def test_a_reserve_that_is_given_up_lets_it_go(process: Process) -> None:
    outside = process.outside
    outside.preferences = replace(outside.preferences, reserve_gb=2000.0)
    await with_free(process, 10**12)
    one = await picked(process)
    assert one.message is not None
    assert "2 TB are to stay free" in one.message

    outside.preferences = replace(outside.preferences, reserve_gb=0.0)

    assert (await process.settled(one)).state is State.DOWNLOADING


async def test_waiting_costs_no_event_and_no_save_for_every_look(process: Process) -> None:
    await with_free(process, 1000)
    one = await picked(process)
    told = len(await process.events(one))

    await with_free(process, 1000)
    assert (await process.settled(one)).token == one.token
    await with_free(process, 2000)
    fresh = await process.settled(one)

    assert fresh.message is not None
    assert "2 kB" in fresh.message
    assert len(await process.events(one)) == told


async def test_a_disk_that_does_not_answer_holds_nothing_up(process: Process) -> None:
    process.outside.client.fail_with = Unreachable("Fake", "is away", "Start it.")
    await look(process.world)
    process.outside.client.fail_with = None

    assert (await picked(process)).state is State.DOWNLOADING


async def test_of_two_only_the_one_that_fits_begins(process: Process) -> None:
    size = process.outside.offer(FILM).torrent.size
    process.outside.offer(OTHER)
    await with_free(process, round(size * 1.5))

    first = await process.settled(await process.pick(FILM))
    second = await process.settled(await process.pick(OTHER))

    assert first.state is State.DOWNLOADING
    assert (second.state, second.trouble) == (State.QUEUED, "no_space")
    assert second.message is not None
    assert "for downloads under way" in second.message


async def test_a_magnet_that_has_not_told_its_size_needs_what_its_release_said(
    process: Process,
) -> None:
    one = await picked(process)
    assert one.info_hash is not None and one.size
    held = process.outside.client.held[one.info_hash]
    held.state, files = DownloadState.METADATA, held.files
    held.files = ()
    await with_free(process, round(one.size * 1.5))

    other = await picked(process, OTHER)
    assert (other.state, other.trouble) == (State.QUEUED, "no_space")
    held.state, held.files = None, files
    process.outside.finish(one.info_hash)
    assert (await process.settled(other)).state is State.DOWNLOADING


async def test_it_does_not_go_on_into_the_room_of_another(process: Process) -> None:
    one, other = await picked(process), await picked(process, OTHER)
    assert one.info_hash is not None and other.info_hash is not None and one.size
    held = process.outside.client.held[one.info_hash]
    held.state, held.message, held.is_stopped = DownloadState.ERROR, "No space left on device", True
    await with_free(process, 0)
    assert (await process.settled(one)).trouble == "no_space"

    await with_free(process, round(one.size * 1.5))
    assert held.is_stopped, "the other one needs it"
    process.outside.finish(other.info_hash)
    await process.settle()
    await with_free(process, round(one.size * 1.5))

    assert not held.is_stopped


async def test_a_download_a_full_disk_stopped_goes_on_by_itself(process: Process) -> None:
    one = await picked(process)
    assert one.info_hash is not None
    held = process.outside.client.held[one.info_hash]
    held.state, held.message, held.is_stopped = DownloadState.ERROR, "No space left on device", True
    await with_free(process, 0)
    one = await process.settled(one)
    assert (one.state, one.trouble) == (State.WARNING, "no_space")
    await with_free(process, 0)
    assert held.is_stopped

    held.state = None
    await with_free(process, 1 << 40)

    assert not held.is_stopped
    one = await process.settled(one)
    assert (one.state, one.trouble) == (State.DOWNLOADING, None)
