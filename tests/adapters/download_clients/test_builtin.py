"""The built-in engine's own promises: nothing is lost by a kill, nothing opens too early."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from neonarr.adapters._libtorrent import engine as engine_module
from neonarr.adapters._libtorrent import stale
from neonarr.adapters._libtorrent.profile import session_settings
from neonarr.adapters._libtorrent.settings import BuiltinSettings
from neonarr.adapters.download_clients.builtin import Builtin
from neonarr.base.errors import Invalid, Refused
from neonarr.base.ids import InfoHash
from neonarr.downloads.model import AddOptions, Download, DownloadState, ShareGoal
from neonarr.downloads.torrent import TorrentFile
from tests.kit.swarm import Share, Swarm
from tests.kit.waiting import until

pytestmark = [pytest.mark.anyio, pytest.mark.real]


@pytest.fixture(scope="module")
def swarm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    with Swarm(tmp_path_factory.mktemp("swarm")) as swarm:
        yield swarm


def settings_in(folder: Path, listen: str = "127.0.0.1:0") -> BuiltinSettings:
    return BuiltinSettings(
        str(folder / "downloads"), str(folder / "state"), listen, discovery=False
    )


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Builtin]:
    engine = Builtin("Engine", settings_in(tmp_path))
    yield engine
    await engine.close()


async def seen(engine: Builtin, share: Share, state: DownloadState) -> Download:
    return await once(engine, share, lambda download: download.state is state)


async def once(engine: Builtin, share: Share, is_so: Callable[[Download], bool]) -> Download:
    async def look() -> Download | None:
        download = (await engine.downloads([share.info_hash])).get(share.info_hash)
        return download if download and is_so(download) else None

    return await until(look)


class Doomed:
    """An engine in a process of its own."""

    def __init__(self, folder: Path) -> None:
        script = Path(__file__).with_name("engine_process.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, order: str) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


def written(folder: Path, share: Share) -> Path:
    path = folder / "album.torrent"
    path.write_bytes(share.torrent.content)
    return path


@pytest.mark.parametrize("form", ["add", "magnet"])
async def test_killed_right_after_the_add(
    swarm: Swarm, tmp_path: Path, engine: Builtin, form: str
) -> None:
    share = swarm.share(f"Killed {form}", {"a.bin": 900_000, "b.bin": 5})
    doomed = Doomed(tmp_path)
    doomed.tell(
        f"add {written(tmp_path, share)}"
        if form == "add"
        else f"magnet {share.magnet.link.reveal()}"
    )
    doomed.kill()
    download = await seen(engine, share, DownloadState.COMPLETE)
    assert download.category == "movies"
    assert await engine.share_goal(share.info_hash) == ShareGoal(1.5, None)
    for path, data in share.content.items():
        assert (tmp_path / "downloads/movies" / path).read_bytes() == data


async def test_killed_in_the_middle_it_goes_on(
    swarm: Swarm, tmp_path: Path, engine: Builtin
) -> None:
    share = swarm.share("Killed halfway", 3_000_000, limit_bytes_s=600_000)
    target = tmp_path / "downloads/movies/Killed halfway"
    doomed = Doomed(tmp_path)
    doomed.tell(f"add {written(tmp_path, share)}")

    async def has_some() -> bool:
        return target.exists() and target.stat().st_blocks * 512 > 500_000

    await until(has_some)
    doomed.kill()
    swarm.seeder.set_limit(0)
    await seen(engine, share, DownloadState.COMPLETE)
    assert target.read_bytes() == share.content["Killed halfway"]


async def test_resumed_it_goes_on_within_seconds(swarm: Swarm, engine: Builtin) -> None:
    """Also where the one who has it was left a moment ago."""
    share = swarm.share("Paused shortly", 4_000_000, limit_bytes_s=400_000)
    await engine.add(share.torrent, AddOptions())
    await once(engine, share, lambda download: download.progress >= 10)
    await engine.pause(share.info_hash)
    paused = await once(engine, share, lambda download: download.state is DownloadState.PAUSED)
    await engine.resume(share.info_hash)
    await once(engine, share, lambda download: download.done > paused.done)


async def test_killed_while_paused_it_stays_paused(
    swarm: Swarm, tmp_path: Path, engine: Builtin
) -> None:
    share = swarm.share("Killed paused", 2_000_000, limit_bytes_s=200_000)
    doomed = Doomed(tmp_path)
    doomed.tell(f"add {written(tmp_path, share)}")
    doomed.tell(f"pause {share.info_hash}")
    doomed.kill()
    assert (await seen(engine, share, DownloadState.PAUSED)).is_stopped


async def test_what_is_there_is_not_fetched_again_though_its_resume_data_is_older(
    swarm: Swarm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "SAVE_EVERY_S", 0.2)
    share = swarm.share("Ahead", 6_000_000, limit_bytes_s=600_000)
    kept, older = tmp_path / "state" / f"{share.info_hash}.resume", tmp_path / "older"
    engine = Builtin("Engine", settings_in(tmp_path))
    await engine.add(share.torrent, AddOptions())
    await once(engine, share, lambda download: download.progress >= 20)
    shutil.copy2(kept, older)
    before = await once(engine, share, lambda download: download.progress >= 60)
    await engine.close()
    shutil.copy2(older, kept)
    swarm.seeder.set_limit(1000)
    again = Builtin("Engine", settings_in(tmp_path))
    after = await once(again, share, lambda d: d.state is not DownloadState.CHECKING)
    a_piece = 65_536
    assert after.done >= before.done - 2 * a_piece, "only whole pieces are found by looking"
    await again.close()


async def test_after_a_proper_end_nothing_is_looked_at_anew(swarm: Swarm, tmp_path: Path) -> None:
    share = swarm.share("Ended", 6_000_000, limit_bytes_s=1_500_000)
    engine = Builtin("Engine", settings_in(tmp_path))
    await engine.add(share.torrent, AddOptions())
    await once(engine, share, lambda download: download.progress >= 20)
    await engine.close()
    kept = tmp_path / "state" / f"{share.info_hash}.resume"
    file = tmp_path / "downloads/Ended"
    assert file.stat().st_mtime <= kept.stat().st_mtime + stale.SLACK_S


async def test_a_complete_one_is_not_hashed_again(
    swarm: Swarm, tmp_path: Path, engine: Builtin
) -> None:
    share = swarm.share("Complete", {"a.bin": 900_000})
    await engine.add(share.torrent, AddOptions())
    await seen(engine, share, DownloadState.COMPLETE)
    await engine.close()
    again = Builtin("Engine", settings_in(tmp_path))
    first_seen = await again.downloads([share.info_hash])
    assert first_seen[share.info_hash].state in (DownloadState.COMPLETE, DownloadState.CHECKING)
    assert (await seen(again, share, DownloadState.COMPLETE)).progress == 100
    await again.close()


async def test_what_changes_is_kept_from_time_to_time(
    swarm: Swarm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "SAVE_EVERY_S", 0.2)
    share = swarm.share("Slow", 4_000_000, limit_bytes_s=300_000)
    engine = Builtin("Engine", settings_in(tmp_path))
    await engine.add(share.torrent, AddOptions())
    kept = tmp_path / "state" / f"{share.info_hash}.resume"
    first = kept.read_bytes()

    async def is_newer() -> bool:
        return kept.read_bytes() != first

    await until(is_newer)
    await engine.close()


async def test_a_deleted_one_does_not_come_back(
    swarm: Swarm, tmp_path: Path, engine: Builtin
) -> None:
    share = swarm.share("Deleted", {"a.bin": 50_000})
    await engine.add(share.torrent, AddOptions())
    await seen(engine, share, DownloadState.COMPLETE)
    await engine.delete(share.info_hash, with_data=True)
    assert not (tmp_path / "downloads/Deleted").exists()
    await engine.close()
    assert await engine.downloads([share.info_hash]) == {}


async def test_a_damaged_state_file_is_set_aside(
    swarm: Swarm, tmp_path: Path, engine: Builtin
) -> None:
    share = swarm.share("Healthy", {"a.bin": 50_000})
    await engine.add(share.torrent, AddOptions())
    await engine.close()
    (tmp_path / "state" / ("ab" * 20 + ".resume")).write_bytes(b"\xff damaged")
    assert set(await engine.downloads([share.info_hash])) == {share.info_hash}
    assert (tmp_path / "state" / ("ab" * 20 + ".resume.unreadable")).exists()


async def test_nothing_opens_before_the_first_torrent(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys, threading\n"
        "from neonarr.adapters._libtorrent.settings import BuiltinSettings\n"
        "from neonarr.adapters.download_clients.builtin import Builtin\n"
        "async def main():\n"
        f"    settings = BuiltinSettings({str(tmp_path)!r}, '/nowhere', '127.0.0.1:0')\n"
        "    engine = Builtin('Engine', settings)\n"
        "    assert await engine.downloads(['ab' * 20]) == {}\n"
        "    await engine.delete('ab' * 20, with_data=True)\n"
        "    assert await engine.free_space() > 0\n"
        "    check = await engine.check()\n"
        "    assert check.is_ok and 'starts with the first download' in check.message, check\n"
        "    await engine.close()\n"
        "asyncio.run(main())\n"
        "assert 'libtorrent' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


async def test_a_second_engine_on_the_same_state_is_refused(
    swarm: Swarm, tmp_path: Path, engine: Builtin
) -> None:
    share = swarm.share("Twice", {"a.bin": 50_000})
    await engine.add(share.torrent, AddOptions(is_paused=True))
    second = Builtin("Engine", settings_in(tmp_path))
    with pytest.raises(Refused, match="already runs in another process"):
        await second.downloads([share.info_hash])
    await engine.close()
    assert set(await second.downloads([share.info_hash])) == {share.info_hash}
    await second.close()


async def test_a_port_in_use_is_told(swarm: Swarm, tmp_path: Path) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        engine = Builtin("Engine", settings_in(tmp_path, listen))
        before = await engine.check()
        assert (before.is_ok, "can't listen on" in before.message) == (False, True)
        share = swarm.share("Anyway", {"a.bin": 50_000})
        await engine.add(share.torrent, AddOptions())
        await seen(engine, share, DownloadState.COMPLETE)
        after = await engine.check()
        assert (after.is_ok, "can't listen on" in after.message) == (False, True)
        await engine.close()


async def test_a_torrent_it_can_not_read_is_refused(engine: Builtin) -> None:
    fake = TorrentFile(InfoHash("ab" * 20), "Fake", (), b"d4:infod6:lengthi1eee")
    with pytest.raises(Refused, match="can't read this torrent"):
        await engine.add(fake, AddOptions())
    assert await engine.downloads([fake.info_hash]) == {}


async def test_a_folder_nobody_may_write_to_is_told(swarm: Swarm, tmp_path: Path) -> None:
    (tmp_path / "downloads").write_text("a file is in the way")
    engine = Builtin("Engine", settings_in(tmp_path))
    share = swarm.share("Nowhere", {"a.bin": 5_000})
    with pytest.raises(Refused, match="can't make the folder"):
        await engine.add(share.torrent, AddOptions(category="movies"))
    await engine.close()


async def test_the_event_loop_is_not_held_up(swarm: Swarm, engine: Builtin) -> None:
    share = swarm.share("Busy", {"a.bin": 2_000_000})

    # The best of several: others share this processor.
    assert min([await longest_pause(engine, share) for _ in range(3)]) < 0.25


async def longest_pause(engine: Builtin, share: Share) -> float:
    """Seconds this loop was held up at most while a torrent was added, fetched and deleted."""
    longest = 0.0

    async def heartbeat() -> None:
        nonlocal longest
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - before)

    beating = asyncio.create_task(heartbeat())
    await engine.add(share.torrent, AddOptions())
    await seen(engine, share, DownloadState.COMPLETE)
    await engine.delete(share.info_hash, with_data=True)
    beating.cancel()
    return longest


@pytest.mark.parametrize("listen", ["", "6881", "host:port", "127.0.0.1:70000", ":6881"])
async def test_a_wrong_listen_address_is_invalid(listen: str) -> None:
    with pytest.raises(Invalid, match="no listen address"):
        session_settings(listen, discovery=False)


async def test_without_discovery_nobody_is_asked() -> None:
    settings = session_settings("127.0.0.1:0", discovery=False)
    for name in ("enable_dht", "enable_lsd", "enable_upnp", "enable_natpmp"):
        assert settings[name] is False
    assert settings["outgoing_interfaces"] == "127.0.0.1"
    assert "outgoing_interfaces" not in session_settings("0.0.0.0:6881", discovery=True)


def test_without_libtorrent_it_says_so(tmp_path: Path) -> None:
    code = (
        "import asyncio\n"
        "import importlib.util\n"
        "real = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda n, *a: None if n == 'libtorrent' else real(n, *a)\n"
        "from neonarr.adapters._libtorrent.settings import BuiltinSettings\n"
        "from neonarr.adapters.download_clients.builtin import Builtin\n"
        f"engine = Builtin('Engine', BuiltinSettings({str(tmp_path)!r}, {str(tmp_path)!r}))\n"
        "print(asyncio.run(engine.check()).message)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout
    assert "needs libtorrent" in said
