"""What is kept of torrents: as long as somebody may need it again, and no longer."""

import pytest
from sqlalchemy import select

from neonarr.acquisitions import control
from neonarr.acquisitions.handover import kept_torrent
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.standby.kept import stand_by
from neonarr.acquisitions.tables import acquisition_table, torrent_table
from neonarr.base.ids import InfoHash
from tests.kit.world import Process

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
OTHERS = ("Ronin.1998.1080p.BluRay.x264-GRP", "Speed.1994.1080p.BluRay.x264-GRP")


async def grabbed(process: Process, name: str) -> Acquisition:
    process.outside.offer(name)
    return await process.settled(await process.pick(name))


async def kept(process: Process) -> set[InfoHash]:
    rows = await process.outside.db.read(
        lambda c: list(c.scalars(select(torrent_table.c.info_hash)))
    )
    return {InfoHash(one) for one in rows}


async def test_of_what_is_over_nothing_stays_with_the_next(process: Process) -> None:
    one = await grabbed(process, FILM)
    await control.cancel(process.world, one, with_data=True)
    await process.settle()
    assert await kept(process) == {one.info_hash}

    second = await grabbed(process, OTHERS[0])
    assert await kept(process) == {second.info_hash}
    assert (await process.finish(second)).state is State.IMPORTED
    third = await grabbed(process, OTHERS[1])

    assert await kept(process) == {second.info_hash, third.info_hash}, "it seeds"
    assert await kept_torrent(process.world, second)


async def test_what_was_imported_and_is_gone_from_its_client_needs_none(process: Process) -> None:
    one = await process.finish(await grabbed(process, FILM))
    process.outside.client.held.clear()
    for _ in range(5):
        await process.watcher.look()
    other = await grabbed(process, OTHERS[0])
    assert one.state is State.IMPORTED
    assert await kept(process) == {other.info_hash}


async def test_what_stands_by_keeps_its_own(process: Process) -> None:
    one, beside = await grabbed(process, FILM), await grabbed(process, OTHERS[0])
    await process.outside.db.write(stand_by, beside)
    await process.outside.db.write(
        lambda c: (
            c.execute(
                acquisition_table.update()
                .where(acquisition_table.c.id == beside.id)
                .values(info_hash=None)
            )
            and None
        )
    )
    third = await grabbed(process, OTHERS[1])
    assert await kept(process) == {one.info_hash, beside.info_hash, third.info_hash}
