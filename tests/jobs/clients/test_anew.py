"""A client that was deleted and added anew has its stories back."""

from dataclasses import replace

import pytest

from neonarr.acquisitions.model import Acquisition, State
from neonarr.base.errors import Unreachable
from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import ConnectedClient
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from neonarr.settings.store import StoredAdapter
from tests.kit.fake_download_client import FakeDownloadClient
from tests.kit.world import CLIENT, Process

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
ANEW, ANOTHER = AdapterId(CLIENT + 7), AdapterId(CLIENT + 6)


async def downloading(process: Process) -> Acquisition:
    process.outside.offer(FILM)
    return await process.settled(await process.pick(FILM))


def connected(process: Process, client_id: AdapterId, client: FakeDownloadClient) -> None:
    """Besides what is there."""
    before = process.world.clients.all()
    process.world.clients.replace([*before, ConnectedClient(client_id, "Anew", 25, client)])


async def test_it_goes_on_in_the_client_that_was_added_anew(process: Process) -> None:
    one, held = await downloading(process), process.outside.client
    process.world.clients.replace([])
    connected(process, ANOTHER, FakeDownloadClient(held.folder))
    lonely = await process.settled(one)
    held.fail_with = Unreachable("Fake", "is not up yet.")
    connected(process, ANEW, held)
    waiting = await process.settled(one)
    held.fail_with = None
    back = await process.settled(one)

    assert (lonely.state, lonely.trouble) == (State.WARNING, "client_gone")
    assert (waiting.trouble, waiting.client_id) == ("client_gone", CLIENT)
    assert (back.state, back.trouble, back.client_id) == (State.DOWNLOADING, None, ANEW)
    assert held.adds == 1
    assert (await process.finish(back)).state is State.IMPORTED


async def test_what_came_into_a_client_later_is_found_there_too(process: Process) -> None:
    one, old = await downloading(process), process.outside.client
    anew = FakeDownloadClient(old.folder)
    process.world.clients.replace([])
    connected(process, ANEW, anew)
    await process.settle()
    anew.held = dict(old.held)  # it began to load its torrents only now
    assert (await process.settled(one)).trouble == "client_gone"
    process.outside.clock.move(601)
    assert (await process.settled(one)).client_id == ANEW


async def test_what_somebody_else_has_in_another_client_is_left_alone(process: Process) -> None:
    one = await downloading(process)
    assert one.info_hash
    held = process.outside.client.held[one.info_hash]
    held.options = replace(held.options, category="my own")
    process.world.clients.replace([])
    connected(process, ANEW, process.outside.client)
    assert (await process.settled(one)).client_id == CLIENT


async def test_a_client_that_is_only_switched_off_keeps_its_stories(process: Process) -> None:
    one, outside = await downloading(process), process.outside
    off = StoredAdapter(
        AdapterId(0), Role.DOWNLOAD_CLIENT, "fake", "Fake", {}, {}, False, 25, "user"
    )
    assert await outside.db.write(settings.save_adapter, off, outside.clock.now()) == CLIENT
    process.world.clients.replace([])
    connected(process, ANEW, outside.client)
    assert (await process.settled(one)).client_id == CLIENT
