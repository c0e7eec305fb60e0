"""The suite over the versions of qBittorrent that can't be installed here."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.clock import SystemClock
from neonarr.base.secret import Secret
from neonarr.downloads.model import ShareGoal
from tests.adapters.conformance.download_clients.suite import CHECKS, Rig
from tests.kit.imitated_qbittorrent.releases import RELEASES
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.swarm import Share, Swarm

pytestmark = pytest.mark.anyio

CHANGES_SINCE = "4.6"


@pytest.fixture(scope="module")
def swarm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    with Swarm(tmp_path_factory.mktemp("swarm")) as swarm:
        yield swarm


@pytest.fixture(params=RELEASES)
def imitated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ImitatedQbittorrent]:
    with ImitatedQbittorrent(request.param, tmp_path / "downloads") as running:
        yield running


@pytest.fixture
async def rig(imitated: ImitatedQbittorrent, swarm: Swarm) -> AsyncIterator[Rig]:
    def arrive(share: Share) -> None:
        imitated.finish(share.info_hash, share.content)

    def refuse(share: Share, said: str) -> None:
        row = {"url": swarm.tracker.url, "status": 4, "msg": said}
        imitated.held.by_id[share.info_hash].trackers = (row,)

    rules = imitated.rules
    settings = QbittorrentSettings(imitated.url, rules.username, Secret(rules.password))
    client = Qbittorrent("qBittorrent", settings, SystemClock())
    rig = Rig(client, swarm, arrive=arrive, refuse=refuse)
    yield rig
    for info_hash in rig.added:
        await client.delete(info_hash, with_data=True)
    await client.close()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_every_version(
    check: Callable[[Rig], Awaitable[None]], rig: Rig, imitated: ImitatedQbittorrent
) -> None:
    await check(rig)
    assert imitated.door.logins <= 2, "one login, and one more after close()"


async def test_each_version_is_followed_its_cheapest_way(
    rig: Rig, imitated: ImitatedQbittorrent
) -> None:
    share = rig.share(20_000)
    await rig.client.add(share.torrent, rig.options(is_paused=True))
    imitated.seen.clear()
    for _ in range(5):
        assert await rig.one(share.info_hash)
    is_listing = imitated.release.app.removeprefix("v") < CHANGES_SINCE
    call = "torrents/info" if is_listing else "sync/maindata"
    assert imitated.seen == [f"POST {call}"] * 5


async def test_each_version_is_told_everything(rig: Rig, imitated: ImitatedQbittorrent) -> None:
    """With the torrent or after it, under the names that version knows."""
    imitated.calls.has_queue = True
    first, share = rig.share(20_000), rig.share(20_000)
    await rig.client.add(first.torrent, rig.options())
    goal = ShareGoal(1.5, 90)
    options = rig.options(tags=("a", "b"), share_goal=goal, to_top=True, skip_checking=True)
    await rig.client.add(share.torrent, options)
    held = imitated.held.by_id[share.info_hash]
    assert set(held.tags) == {"a", "b"}
    assert (held.ratio_limit, held.seeding_limit) == (1.5, 2)
    assert held.is_missing, "it trusts what is on the disk, and finds nothing"
    assert next(iter(imitated.held.by_id)) == share.info_hash
