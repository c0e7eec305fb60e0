"""What every download client must do, told once. Each check gets a Rig and owns what it adds."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.limits import Limits
from neonarr.downloads.model import AddOptions, Download, DownloadState, ShareGoal
from neonarr.downloads.port import DownloadClient, HasLimits, HasListenPort, HasTrackers
from neonarr.downloads.trackers import Standing, TrackerAnswer
from tests.kit.qbittorrent import free_port
from tests.kit.swarm import Share, Swarm
from tests.kit.waiting import until

UNKNOWN = InfoHash("c0ffee" + "0" * 34)
ALBUM = {"01 - One.flac": 300_000, "02 - Two.flac": 70_000, "art/cover.jpg": 5_000}


@dataclass
class Rig:
    """A client under test and a swarm it can download from."""

    client: DownloadClient
    swarm: Swarm
    category: str = "neonarr-test"
    arrive: Callable[[Share], None] | None = None
    """For a client without a network: puts the content where the client has its downloads; for one
    that does not call loopback: has a seeder call. Repeated until it is there."""
    refuse: Callable[[Share, str], None] | None = None
    """For a client without a network: lets it have been refused by the share's tracker so."""
    added: list[InfoHash] = field(default_factory=list)
    """Everything shared for this test: deleted, with its data, when it is over."""

    def share(self, sizes: dict[str, int] | int, *, limit_bytes_s: int = 0) -> Share:
        share = self.swarm.share(
            f"Neonarr test {secrets.token_hex(4)}", sizes, limit_bytes_s=limit_bytes_s
        )
        self.added.append(share.info_hash)
        return share

    async def one(self, info_hash: InfoHash) -> Download | None:
        return (await self.client.downloads([info_hash])).get(info_hash)

    async def finished(self, share: Share) -> Download:
        async def look() -> Download | None:
            if self.arrive:
                self.arrive(share)
            download = await self.one(share.info_hash)
            return download if download and download.state is DownloadState.COMPLETE else None

        # Transmission asks for first pieces every ten seconds only.
        return await until(look, within_s=100)

    async def stopped(self, info_hash: InfoHash, *, is_stopped: bool = True) -> Download:
        async def look() -> Download | None:
            download = await self.one(info_hash)
            return download if download and download.is_stopped is is_stopped else None

        return await until(look)

    async def gone(self, info_hash: InfoHash) -> None:
        async def look() -> bool:
            return await self.one(info_hash) is None

        await until(look)

    def options(self, **changed: object) -> AddOptions:
        return AddOptions(category=self.category, **changed)  # type: ignore[arg-type]


def is_here(download: Download, share: Share) -> bool:
    """True when every file lies below the save path, byte for byte."""
    folder = Path(download.save_path)
    return all((folder / path).read_bytes() == data for path, data in share.content.items())


async def a_file_is_added_and_downloaded(rig: Rig) -> None:
    share = rig.share(ALBUM)
    assert await rig.client.add(share.torrent, rig.options()) is True
    download = await rig.finished(share)
    assert (download.progress, download.size, download.done) == (100.0, 375_000, 375_000)
    assert download.name == share.torrent.name
    assert download.category == rig.category
    assert Path(download.content_path) == Path(download.save_path) / share.torrent.name
    assert is_here(download, share)


async def a_magnet_is_added_and_downloaded(rig: Rig) -> None:
    share = rig.share(ALBUM)
    assert await rig.client.add(share.magnet, rig.options()) is True
    download = await rig.finished(share)
    assert (download.progress, download.size) == (100.0, 375_000)
    assert is_here(download, share)
    files = await rig.client.files(share.info_hash)
    assert {f.path for f in files or []} == set(share.content)


async def a_single_file_is_its_own_content(rig: Rig) -> None:
    share = rig.share(40_000)
    await rig.client.add(share.torrent, rig.options())
    download = await rig.finished(share)
    assert Path(download.content_path).read_bytes() == share.content[share.torrent.name]


async def what_is_there_is_adopted_unchanged(rig: Rig) -> None:
    share = rig.share(ALBUM)
    await rig.client.add(share.torrent, rig.options(is_paused=True))
    before = await rig.stopped(share.info_hash)
    other = AddOptions(category="neonarr-other")
    assert await rig.client.add(share.torrent, other) is False
    assert await rig.client.add(share.magnet, other) is False
    after = await rig.stopped(share.info_hash)
    assert (after.category, after.save_path) == (before.category, before.save_path)


async def an_odd_category_is_kept_as_it_is(rig: Rig) -> None:
    share = rig.share(5_000)
    odd = AddOptions(category="Müsik & (4K)/100% it's #1", is_paused=True)
    assert await rig.client.add(share.torrent, odd) is True
    assert (await rig.stopped(share.info_hash)).category == odd.category


async def paused_from_the_start_it_waits_for_resume(rig: Rig) -> None:
    share = rig.share(ALBUM)
    await rig.client.add(share.torrent, rig.options(is_paused=True))

    async def look() -> bool:
        download = await rig.one(share.info_hash)
        return download is not None and download.state is DownloadState.PAUSED

    await until(look)
    download = await rig.stopped(share.info_hash)
    assert (download.progress, download.eta_s, download.down_speed) == (0, None, 0)
    await rig.client.resume(share.info_hash)
    await rig.client.resume(share.info_hash)
    assert not (await rig.finished(share)).is_stopped


async def pausing_twice_is_pausing(rig: Rig) -> None:
    share = rig.share(ALBUM)
    await rig.client.add(share.torrent, rig.options())
    await rig.finished(share)
    await rig.client.pause(share.info_hash)
    await rig.client.pause(share.info_hash)
    assert (await rig.stopped(share.info_hash)).state is DownloadState.COMPLETE
    await rig.client.resume(share.info_hash)
    await rig.stopped(share.info_hash, is_stopped=False)


async def deleting_leaves_the_data(rig: Rig) -> None:
    share = rig.share(ALBUM)
    await rig.client.add(share.torrent, rig.options())
    download = await rig.finished(share)
    await rig.client.delete(share.info_hash, with_data=False)
    await rig.gone(share.info_hash)
    await rig.client.delete(share.info_hash, with_data=False)
    assert is_here(download, share)
    # Adding it again and deleting it with its data clears up.
    await rig.client.add(share.torrent, rig.options())
    await rig.finished(share)


async def deleting_with_data_leaves_nothing_but_strangers(rig: Rig) -> None:
    share = rig.share(ALBUM)
    await rig.client.add(share.torrent, rig.options())
    download = await rig.finished(share)
    stranger = Path(download.save_path) / f"stranger-{share.info_hash}"
    stranger.write_text("not the torrent's")
    await rig.client.delete(share.info_hash, with_data=True)
    await rig.client.delete(share.info_hash, with_data=True)
    await rig.gone(share.info_hash)

    async def look() -> bool:
        return not Path(download.content_path).exists()

    await until(look)
    assert stranger.read_text() == "not the torrent's"
    stranger.unlink()


async def files_tell_path_size_and_progress(rig: Rig) -> None:
    share = rig.share(ALBUM)
    await rig.client.add(share.torrent, rig.options())
    await rig.finished(share)
    files = await rig.client.files(share.info_hash)
    assert {(f.path, f.size, f.progress, f.is_wanted) for f in files or []} == {
        (path, len(data), 100.0, True) for path, data in share.content.items()
    }


async def files_of_a_magnet_come_with_its_metadata(rig: Rig) -> None:
    nobody_has_it = InfoHash(secrets.token_hex(20))
    rig.added.append(nobody_has_it)
    await rig.client.add(rig.swarm.magnet(nobody_has_it, "Nobody has it"), rig.options())
    assert await rig.client.files(nobody_has_it) == []
    download = await rig.one(nobody_has_it)
    assert download is not None
    seen = (download.state, download.progress, download.size)
    assert seen == (DownloadState.METADATA, 0, 0), download


async def the_save_path_is_kept_to(rig: Rig) -> None:
    first = rig.share(20_000)
    await rig.client.add(first.torrent, rig.options())
    folder = str(Path((await rig.finished(first)).save_path) / "elsewhere" / secrets.token_hex(4))
    share = rig.share(20_000)
    await rig.client.add(share.torrent, rig.options(save_path=folder, tags=("neonarr", "x")))
    download = await rig.finished(share)
    assert download.save_path == folder
    assert is_here(download, share)
    await rig.client.delete(share.info_hash, with_data=True)

    async def is_empty() -> bool:
        return not any(Path(folder).iterdir())

    await until(is_empty)
    Path(folder).rmdir()
    Path(folder).parent.rmdir()


async def share_goals_are_taken_at_any_time(rig: Rig) -> None:
    share = rig.share(20_000)
    await rig.client.add(share.torrent, rig.options(share_goal=ShareGoal(1.5, 3600)))
    await rig.finished(share)
    for goal in (ShareGoal(None, 7200), ShareGoal(2.0, None), ShareGoal(None, None)):
        await rig.client.set_share_goal(share.info_hash, goal)
        await rig.client.set_share_goal(share.info_hash, goal)
    assert (await rig.one(share.info_hash)) is not None


async def first_in_the_queue_is_taken_or_passed_over(rig: Rig) -> None:
    one, two = rig.share(20_000), rig.share(20_000)
    await rig.client.add(one.torrent, rig.options(is_paused=True))
    await rig.client.add(two.torrent, rig.options(is_paused=True, to_top=True))
    await rig.client.to_top(one.info_hash)
    await rig.client.to_top(one.info_hash)


async def only_what_was_asked_for_is_told(rig: Rig) -> None:
    one, two = rig.share(20_000), rig.share(20_000)
    for share in (one, two):
        await rig.client.add(share.torrent, rig.options())
        await rig.finished(share)
    assert set(await rig.client.downloads([one.info_hash, UNKNOWN])) == {one.info_hash}
    assert set(await rig.client.downloads([one.info_hash, two.info_hash])) == {
        one.info_hash,
        two.info_hash,
    }
    assert await rig.client.downloads([]) == {}


async def what_is_not_there_is_no_error(rig: Rig) -> None:
    assert await rig.client.downloads([UNKNOWN]) == {}
    assert await rig.client.files(UNKNOWN) is None
    await rig.client.pause(UNKNOWN)
    await rig.client.resume(UNKNOWN)
    await rig.client.to_top(UNKNOWN)
    await rig.client.set_share_goal(UNKNOWN, ShareGoal(1.0, 60))
    await rig.client.delete(UNKNOWN, with_data=True)
    assert await rig.client.downloads([UNKNOWN]) == {}


async def it_tells_its_free_space(rig: Rig) -> None:
    free = await until(rig.client.free_space)  # a client that just started has not looked yet
    assert free is not None
    assert free > Bytes(1_000_000)


async def what_lies_there_is_checked_and_not_fetched(rig: Rig) -> None:
    """Added again after it was lost: its progress is back, though nobody would send it so soon."""
    first = rig.share(20_000)
    await rig.client.add(first.torrent, rig.options())
    folder = Path((await rig.finished(first)).save_path)
    share = rig.share(ALBUM, limit_bytes_s=500)
    for path, data in share.content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    await rig.client.add(share.torrent, rig.options())

    async def look() -> bool:
        download = await rig.one(share.info_hash)
        return download is not None and download.state is DownloadState.COMPLETE

    await until(look)


async def its_port_can_be_set(rig: Rig) -> None:
    assert isinstance(rig.client, HasListenPort)
    for port in (free_port(), free_port()):
        await rig.client.set_listen_port(port)
        await rig.client.set_listen_port(port)
        assert await rig.client.listen_port() == port


async def its_speed_can_be_limited(rig: Rig) -> None:
    assert isinstance(rig.client, HasLimits)
    share = rig.share(20_000)
    await rig.client.add(share.torrent, rig.options(is_paused=True))
    for limits in (
        Limits(Bytes(500 * 1024), None),
        Limits(None, Bytes(70 * 1024)),
        Limits(Bytes(1024_000), Bytes(512_000)),
        Limits(None, None),
    ):
        for _ in range(2):
            await rig.client.set_limits(limits)
            assert limits.is_like(await rig.client.limits()), limits


async def it_tells_what_trackers_answered(rig: Rig) -> None:
    assert isinstance(rig.client, HasTrackers)
    client, said = rig.client, "unregistered torrent"
    share = rig.share(20_000)
    rig.swarm.tracker.refusals[share.info_hash] = said
    await rig.client.add(share.torrent, rig.options())
    if rig.refuse:
        rig.refuse(share, said)

    async def look() -> tuple[TrackerAnswer, ...]:
        found = await client.trackers(share.info_hash)
        return found if any(one.standing is Standing.FAILS for one in found) else ()

    found = await until(look)
    assert found == (TrackerAnswer("127.0.0.1", Standing.FAILS, said),)
    assert await client.trackers(UNKNOWN) == ()


async def a_check_says_what_it_found(rig: Rig) -> None:
    check = await rig.client.check()
    assert check.is_ok, check.message
    assert check.message.endswith(".")
    assert all(check.facts.values())


async def closing_twice_is_closing(rig: Rig) -> None:
    await rig.client.close()
    await rig.client.close()


CHECKS: tuple[Callable[[Rig], Awaitable[None]], ...] = (
    a_file_is_added_and_downloaded,
    a_magnet_is_added_and_downloaded,
    a_single_file_is_its_own_content,
    what_is_there_is_adopted_unchanged,
    an_odd_category_is_kept_as_it_is,
    paused_from_the_start_it_waits_for_resume,
    pausing_twice_is_pausing,
    deleting_leaves_the_data,
    deleting_with_data_leaves_nothing_but_strangers,
    files_tell_path_size_and_progress,
    files_of_a_magnet_come_with_its_metadata,
    the_save_path_is_kept_to,
    share_goals_are_taken_at_any_time,
    first_in_the_queue_is_taken_or_passed_over,
    only_what_was_asked_for_is_told,
    what_is_not_there_is_no_error,
    it_tells_its_free_space,
    what_lies_there_is_checked_and_not_fetched,
    its_port_can_be_set,
    its_speed_can_be_limited,
    it_tells_what_trackers_answered,
    a_check_says_what_it_found,
    closing_twice_is_closing,
)
