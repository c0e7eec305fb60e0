"""What is owed to an indexer is given, and no data goes that something else needs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neonarr.acquisitions import control
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.start import grab_magnet
from neonarr.base.errors import Unreachable
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.downloads.model import AddOptions, ShareGoal
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import read_magnet, read_torrent
from neonarr.jobs.clients.goals import hand_over
from neonarr.library.store import file_table
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from neonarr.settings.model import RemoveTorrent
from neonarr.settings.store import StoredAdapter
from tests.kit.world import CLIENT, INDEXER, Outside, Process, torrent_bytes

pytestmark = pytest.mark.anyio

FILM, PROPER = "Heat.1995.1080p.BluRay.x264-GRP", "Heat.1995.PROPER.1080p.BluRay.x264-NEW"


async def stored(outside: Outside, **wishes: Any) -> None:
    """The client and the indexer as somebody configured them."""
    for made, role in ((CLIENT, Role.DOWNLOAD_CLIENT), (INDEXER, Role.INDEXER)):
        set_to = wishes if role is Role.INDEXER else {}
        row = StoredAdapter(AdapterId(0), role, "fake", "Fake", set_to, {}, True, 25, "user")
        assert await outside.db.write(settings.save_adapter, row, outside.clock.now()) == made


async def imported(process: Process, name: str = FILM) -> Acquisition:
    process.outside.offer(name)
    return await process.finish(await process.settled(await process.pick(name)))


def hash_of(one: Acquisition) -> InfoHash:
    assert one.info_hash is not None
    return one.info_hash


async def test_the_goal_of_the_indexer_is_handed_to_the_client(
    process: Process, outside: Outside
) -> None:
    await stored(outside, share_ratio="2", share_minutes="")
    outside.offer(FILM)
    one = await process.settled(await process.pick(FILM))

    assert outside.client.held[hash_of(one)].share_goal == ShareGoal(2.0, 4320 * 60)


async def test_removing_after_the_import_is_no_hit_and_run(
    process: Process, outside: Outside
) -> None:
    await stored(outside, share_ratio="1.5", share_minutes="600")
    outside.preferences = replace(outside.preferences, remove_torrent=RemoveTorrent.AFTER_IMPORT)
    one = await imported(process)
    assert (one.state, one.cleanup) == (State.IMPORTED, None)
    held = outside.client.held[hash_of(one)]

    held.ratio, held.seeding_s = 1.4, 599 * 60
    assert (await process.settled(one)).cleanup is None
    held.seeding_s = 600 * 60
    assert (await process.settled(one)).cleanup is Cleanup.DONE

    assert outside.client.held == {}
    assert len(outside.library()) == 1


async def wished(outside: Outside, **wishes: Any) -> None:
    """Somebody changes what is set for the indexer."""
    row = await outside.db.read(settings.adapter, AdapterId(INDEXER))
    assert row is not None
    changed = replace(row, settings=row.settings | wishes)
    await outside.db.write(settings.save_adapter, changed, outside.clock.now())


async def test_a_goal_that_is_raised_holds_for_what_seeds_already(
    process: Process, outside: Outside
) -> None:
    await stored(outside, share_ratio="1", share_minutes="")
    one = await imported(process)
    held = outside.client.held[hash_of(one)]
    held.share_goal = by_hand = ShareGoal(1.2, None)
    await hand_over(process.world)
    assert held.share_goal is by_hand, "nothing of ours changed"

    held.ratio, held.is_stopped = 1.0, True
    await wished(outside, share_ratio="2")
    outside.client.fail_with = Unreachable("Fake", "does not answer.")
    await hand_over(process.world)
    outside.client.fail_with = None
    await hand_over(Process(outside).world)
    assert (held.share_goal, held.is_stopped) == (ShareGoal(2.0, 4320 * 60), False)

    held.ratio, held.is_stopped = 2.0, True
    await hand_over(process.world)
    assert held.is_stopped, "once is enough"
    await wished(outside, share_ratio="1.5")
    await hand_over(process.world)
    assert held.is_stopped, "it has reached that"


async def test_what_a_person_stopped_stays_stopped_when_the_goal_is_raised(
    process: Process, outside: Outside
) -> None:
    await stored(outside, share_ratio="2", share_minutes="600")
    held = outside.client.held[hash_of(await imported(process))]
    await hand_over(process.world)

    held.ratio, held.seeding_s, held.is_stopped = 1.9, 599 * 60, True
    await wished(outside, share_ratio="3")
    await hand_over(process.world)
    assert (held.share_goal, held.is_stopped) == (ShareGoal(3.0, 600 * 60), True)

    held.seeding_s = 600 * 60
    await wished(outside, share_minutes="700")
    await hand_over(process.world)
    assert not held.is_stopped, "that was where the client stops it"


@pytest.mark.parametrize(("ratio", "is_resumed"), [(0.9, False), (1.0, True)])
async def test_without_a_goal_of_ours_the_clients_own_tells_who_stopped_it(
    process: Process, outside: Outside, ratio: float, is_resumed: bool
) -> None:
    outside.preferences = replace(outside.preferences, remove_torrent=RemoveTorrent.NEVER)
    outside.client.told = ClientSetup("5.1", outside.client.folder, share_ratio=1.0)
    await stored(outside)
    held = outside.client.held[hash_of(await imported(process))]
    await hand_over(process.world)

    held.ratio, held.is_stopped = ratio, True
    await wished(outside, share_ratio="2")
    await hand_over(process.world)
    assert held.is_stopped is not is_resumed


async def test_goals_of_the_settings_are_handed_over_too(
    process: Process, outside: Outside
) -> None:
    await stored(outside)
    one = await imported(process)
    await hand_over(process.world)
    outside.preferences = replace(outside.preferences, share_ratio=3.0)
    await hand_over(process.world)
    assert outside.client.held[hash_of(one)].share_goal == ShareGoal(3.0, 4320 * 60)


async def test_an_upgrade_leaves_the_torrent_it_replaces_seeding(
    process: Process, outside: Outside
) -> None:
    await stored(outside, share_ratio="1")
    old = await imported(process)
    new = await imported(process, PROPER)

    assert new.state is State.IMPORTED
    assert set(outside.client.held) == {old.info_hash, new.info_hash}
    outside.client.held[hash_of(old)].ratio = 1.0
    assert (await process.settled(old)).cleanup is Cleanup.DONE
    assert set(outside.client.held) == {new.info_hash}
    assert len([path for path in outside.library() if not path.startswith(".recycle")]) == 1


async def test_what_one_story_owes_another_with_the_same_torrent_does_not_end(
    process: Process, outside: Outside
) -> None:
    """The same torrent as a magnet from nowhere, for which nothing is owed."""
    await stored(outside, share_ratio="2")
    outside.preferences = replace(outside.preferences, remove_torrent=RemoveTorrent.AFTER_IMPORT)
    one = await imported(process)
    magnet = read_magnet(f"magnet:?xt=urn:btih:{one.info_hash}&dn={FILM}")
    again = await process.settled(await grab_magnet(process.world, magnet))
    assert (again.state, again.info_hash) == (State.IMPORTED, one.info_hash)

    assert set(outside.client.held) == {one.info_hash}
    outside.client.held[hash_of(one)].ratio = 2.0
    assert (await process.settled(one)).cleanup is Cleanup.DONE
    assert outside.client.held == {}
    assert (await process.now(again)).cleanup is Cleanup.DONE


async def test_what_a_person_removes_goes_at_once(process: Process, outside: Outside) -> None:
    await stored(outside, share_ratio="9")
    one = await imported(process)

    await control.cancel(process.world, one, with_data=True)
    await process.settle()

    assert outside.client.held == {}
    assert len(outside.library()) == 1


async def test_a_cross_seed_keeps_its_data(process: Process, outside: Outside) -> None:
    """Somebody seeds the same files to another tracker."""
    one = await imported(process)
    mine = outside.client.held[hash_of(one)]
    other = read_torrent(torrent_bytes(FILM, {"twin.mkv": b"x"}))
    await outside.client.add(other, AddOptions(save_path=mine.save_path))
    outside.client.held[other.info_hash].progress = 100.0
    data = next((outside.folder / "downloads").rglob("*.mkv"))

    mine.ratio = 1.0
    assert (await process.settled(one)).cleanup is Cleanup.DONE

    assert set(outside.client.held) == {other.info_hash}
    assert data.exists()


async def test_a_library_file_inside_the_download_is_never_deleted(
    process: Process, outside: Outside
) -> None:
    """The library is the downloads folder: the file has not moved at all."""
    one = await imported(process)
    data = next((outside.folder / "downloads").rglob("*.mkv"))
    await outside.db.write(_moved_to, one, str(data))

    outside.client.held[hash_of(one)].ratio = 1.0
    assert (await process.settled(one)).cleanup is Cleanup.DONE

    assert outside.client.held == {}
    assert data.exists()


async def test_without_another_its_data_goes_with_it(process: Process, outside: Outside) -> None:
    one = await imported(process)
    data: Path = next((outside.folder / "downloads").rglob("*.mkv"))

    outside.client.held[hash_of(one)].ratio = 1.0
    await process.settle()

    assert not data.exists()
    assert len(outside.library()) == 1


def _moved_to(connection: Any, one: Acquisition, path: str) -> None:
    connection.execute(
        file_table.update().where(file_table.c.acquisition_id == one.id).values(path=path)
    )
