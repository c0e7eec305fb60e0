"""What is qBittorrent's own: hybrids, share limits, following without gaps, newer versions."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import libtorrent as lt
import msgspec
import pytest
import qbittorrentapi

from neonarr.adapters._qbittorrent.follow import Changes
from neonarr.adapters._qbittorrent.rows import STATES, Row, to_download
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.errors import Refused, Rejected
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.downloads.model import AddOptions, DownloadState, ShareGoal
from neonarr.downloads.torrent import TorrentFile, read_torrent
from tests.kit.counting_proxy import CountingProxy
from tests.kit.moved_clock import MovedClock
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.swarm import Share, Swarm
from tests.kit.waiting import until

pytestmark = pytest.mark.anyio
PAUSED = AddOptions(category="neonarr-test", is_paused=True)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateQbittorrent]:
    preferences = {"WebUI\\HostHeaderValidation": "false", "WebUI\\CSRFProtection": "false"}
    queueing = {"QueueingSystemEnabled": "true"}
    folder = tmp_path_factory.mktemp("q")
    with PrivateQbittorrent(folder, preferences=preferences, session=queueing) as running:
        yield running


@pytest.fixture
def raw(running: PrivateQbittorrent) -> Iterator[qbittorrentapi.Client]:
    """qBittorrent's own view."""
    client = qbittorrentapi.Client(
        running.url, username=running.username, password=running.password, SIMPLE_RESPONSES=True
    )
    yield client
    client.torrents_delete(delete_files=True, torrent_hashes="all")
    client._trigger_session_initialization()


def settings_of(running: PrivateQbittorrent, url: str = "") -> QbittorrentSettings:
    return QbittorrentSettings(url or running.url, running.username, Secret(running.password))


@pytest.fixture(params=["listing", "changes"])
async def qbittorrent(
    request: pytest.FixtureRequest, running: PrivateQbittorrent
) -> AsyncIterator[Qbittorrent]:
    client = Qbittorrent("qB", settings_of(running), MovedClock(), follow=request.param)
    yield client
    await client.close()


def torrent_of(folder: Path, *, flags: int) -> TorrentFile:
    path = folder / "Film"
    path.mkdir()
    (path / "film.mkv").write_bytes(b"f" * 70_000)
    (path / "film.nfo").write_bytes(b"n" * 30)
    maker = lt.create_torrent(lt.list_files(str(path)), 0, flags)
    lt.set_piece_hashes(maker, str(folder))
    return read_torrent(lt.bencode(maker.generate()))


@pytest.mark.real
async def test_a_hybrid_is_known_by_its_v1_hash(
    qbittorrent: Qbittorrent,
    raw: qbittorrentapi.Client,
    tmp_path: Path,
    running: PrivateQbittorrent,
) -> None:
    torrent = torrent_of(tmp_path, flags=0)
    assert torrent.other_hash is not None
    assert await qbittorrent.add(torrent, PAUSED) is True
    assert await qbittorrent.add(torrent, PAUSED) is False
    assert [row["hash"] for row in raw.torrents_info()] == [torrent.other_hash]
    assert set(await qbittorrent.downloads([torrent.info_hash])) == {torrent.info_hash}
    # Another start of the server has not seen the add.
    for follow in ("listing", "changes"):
        later = Qbittorrent("qB", settings_of(running), MovedClock(), follow=follow)
        assert set(await later.downloads([torrent.info_hash])) == {torrent.info_hash}
        assert len(await later.files(torrent.info_hash) or []) == 2
        await later.resume(torrent.info_hash)
        await later.pause(torrent.info_hash)
        await later.close()
    await qbittorrent.delete(torrent.info_hash, with_data=True)
    assert raw.torrents_info() == []


@pytest.mark.real
async def test_the_first_thing_done_after_a_start_reaches_a_hybrid_too(
    qbittorrent: Qbittorrent,
    raw: qbittorrentapi.Client,
    tmp_path: Path,
    running: PrivateQbittorrent,
) -> None:
    torrent = torrent_of(tmp_path, flags=0)
    await qbittorrent.add(torrent, PAUSED)
    for follow in ("listing", "changes"):
        started = Qbittorrent("qB", settings_of(running), MovedClock(), follow=follow)
        assert len(await started.files(torrent.info_hash) or []) == 2
        await started.close()
        started = Qbittorrent("qB", settings_of(running), MovedClock(), follow=follow)
        await started.set_share_goal(torrent.info_hash, ShareGoal(2.5, None))
        await started.close()

        async def is_set() -> bool:
            return bool(raw.torrents_info()[0]["ratio_limit"] == 2.5)

        await until(is_set)
        raw.torrents_set_share_limits(2.0, -1, torrent_hashes="all")
    started = Qbittorrent("qB", settings_of(running), MovedClock())
    await started.delete(torrent.info_hash, with_data=True)
    await started.close()

    async def is_gone() -> bool:
        return raw.torrents_info() == []

    await until(is_gone)


@pytest.mark.real
async def test_a_v2_torrent_is_known_by_its_short_hash(
    qbittorrent: Qbittorrent, raw: qbittorrentapi.Client, tmp_path: Path
) -> None:
    torrent = torrent_of(tmp_path, flags=lt.create_torrent.v2_only)
    assert await qbittorrent.add(torrent, PAUSED) is True
    assert [row["hash"] for row in raw.torrents_info()] == [torrent.info_hash]


@pytest.mark.real
async def test_a_torrent_it_can_not_read_is_refused(qbittorrent: Qbittorrent) -> None:
    fake = TorrentFile(InfoHash("ab" * 20), "Fake", (), b"d4:infod6:lengthi1eee")
    with pytest.raises(Rejected, match="does not accept this torrent"):
        await qbittorrent.add(fake, PAUSED)


@pytest.mark.real
async def test_options_arrive(
    qbittorrent: Qbittorrent, raw: qbittorrentapi.Client, tmp_path: Path
) -> None:
    torrent = torrent_of(tmp_path, flags=lt.create_torrent.v1_only)
    goal = ShareGoal(1.5, 90)
    folder = str(tmp_path / "saved")
    options = replace(PAUSED, tags=("neonarr", "hd"), share_goal=goal, save_path=folder)
    await qbittorrent.add(torrent, options)
    row = raw.torrents_info()[0]
    assert sorted(row["tags"].split(", ")) == ["hd", "neonarr"]
    assert (row["ratio_limit"], row["seeding_time_limit"]) == (1.5, 2)
    assert (row["category"], row["save_path"]) == ("neonarr-test", folder)
    assert row["auto_tmm"] is False
    await qbittorrent.set_share_goal(torrent.info_hash, ShareGoal(None, 3600))

    async def limits() -> bool:
        row = raw.torrents_info()[0]
        return (row["ratio_limit"], row["seeding_time_limit"]) == (-1, 60)

    await until(limits)


@pytest.mark.real
async def test_the_last_to_the_top_is_first(
    qbittorrent: Qbittorrent, raw: qbittorrentapi.Client, tmp_path: Path
) -> None:
    with Swarm(tmp_path) as swarm:
        one, two, three = (swarm.share(name, 20_000) for name in "abc")
        await qbittorrent.add(one.torrent, PAUSED)
        await qbittorrent.add(two.torrent, PAUSED)
        await qbittorrent.add(three.torrent, replace(PAUSED, to_top=True))

        async def is_first(share: Share) -> bool:
            rows = raw.torrents_info(sort="priority")
            return bool(rows[0]["hash"] == share.info_hash)

        await until(lambda: is_first(three))
        await qbittorrent.to_top(two.info_hash)
        await until(lambda: is_first(two))


@pytest.mark.real
async def test_changes_are_followed_without_gaps(
    running: PrivateQbittorrent, raw: qbittorrentapi.Client, tmp_path: Path
) -> None:
    with Swarm(tmp_path) as swarm, CountingProxy(running.url) as proxy:
        one, two = swarm.share("a", 20_000), swarm.share("b", 20_000)
        both = [one.info_hash, two.info_hash]
        clock = MovedClock()
        client = Qbittorrent("qB", settings_of(running, proxy.url), clock, follow="changes")
        await client.add(one.torrent, PAUSED)
        assert set(await client.downloads(both)) == {one.info_hash}
        assert await client.downloads(both) == await client.downloads(both)
        # An answer gets lost, and what it told is told again.
        await client.add(two.torrent, PAUSED)
        proxy.answers["/api/v2/sync/maindata"] = (200, '{"rid": 7, "torrents": [broken')
        with pytest.raises(Exception, match="can't be read"):
            await client.downloads(both)
        del proxy.answers["/api/v2/sync/maindata"]
        raw.torrents_delete(torrent_hashes=one.info_hash)
        assert set(await client.downloads(both)) == {two.info_hash}
        # The session ends: the copy starts anew.
        proxy.answers["/api/v2/sync/maindata"] = (403, "Forbidden")
        with pytest.raises(Refused):
            await client.downloads(both)
        clock.move(60)
        del proxy.answers["/api/v2/sync/maindata"]
        raw.torrents_delete(torrent_hashes=two.info_hash)
        assert await client.downloads(both) == {}
        await client.close()


def test_every_state_is_mapped() -> None:
    """All that qBittorrent 4.3 to 5.2 say (TorrentState in base/bittorrent/torrent.h)."""
    stopped = {s: to_download(InfoHash("a"), Row(state=s)).is_stopped for s in STATES}
    assert {s for s, is_stopped in stopped.items() if is_stopped} == {
        "pausedDL",
        "pausedUP",
        "stoppedDL",
        "stoppedUP",
    }
    later = to_download(InfoHash("a"), Row(state="aNewState", progress=1.0))
    assert later.state is DownloadState.COMPLETE
    broken = to_download(InfoHash("a"), Row(state="missingFiles"))
    assert (broken.state, bool(broken.message)) == (DownloadState.ERROR, True)


@pytest.mark.parametrize(("eta", "eta_s"), [(8_640_000, None), (0, None), (-1, None), (61, 61)])
def test_endless_is_unknown(eta: int, eta_s: int | None) -> None:
    assert to_download(InfoHash("a"), Row(state="downloading", eta=eta)).eta_s == eta_s


class Told:
    """A wire on which these answers come, one after the other."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self._answers = list(answers)
        self.rids: list[int] = []

    def ask(self, scope: str, action: str, *, rid: int) -> bytes:
        self.rids.append(rid)
        return msgspec.json.encode(self._answers.pop(0))


def test_a_magnet_that_turns_out_a_hybrid_keeps_its_name() -> None:
    """Its metadata tells the v2 hash, and qBittorrent renames it in its list."""
    v1, v2 = InfoHash("1" * 40), "2" * 40
    wire = Told(
        {"rid": 1, "full_update": True, "torrents": {v1: {"state": "metaDL", "infohash_v1": v1}}},
        {
            "rid": 2,
            "torrents": {v2: {"state": "downloading", "infohash_v1": v1}},
            "torrents_removed": [v1],
        },
        {"rid": 3, "torrents": {v2: {"progress": 0.5}}},
        {"rid": 3, "torrents_removed": [v2]},
    )
    changes = Changes()
    assert changes.poll(wire, [v1])[v1].state is DownloadState.METADATA  # type: ignore[arg-type]
    assert changes.poll(wire, [v1])[v1].state is DownloadState.DOWNLOADING  # type: ignore[arg-type]
    assert changes.id_of(wire, v1) == v2  # type: ignore[arg-type]
    assert changes.poll(wire, [v1])[v1].progress == 50.0  # type: ignore[arg-type]
    assert changes.poll(wire, [v1]) == {}  # type: ignore[arg-type]
    assert wire.rids == [0, 1, 2, 3]


def test_a_server_without_memory_is_noticed() -> None:
    full = {"rid": 1, "full_update": True, "torrents": {}}
    wire = Told(full, full, full)
    changes = Changes()
    for _ in range(3):
        changes.poll(wire, [])  # type: ignore[arg-type]
    assert changes.fulls_in_a_row == 3
