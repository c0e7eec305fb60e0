"""What a download holds is judged before its data; what stands still is given up at last."""

from dataclasses import replace
from pathlib import Path

import pytest

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.start import grab_magnet, want
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.ids import AdapterId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.model import Blocklist
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import DownloadState
from neonarr.downloads.torrent import read_magnet
from neonarr.downloads.trackers import Standing, TrackerAnswer
from neonarr.library.model import Facts
from neonarr.library.store import NewItem
from neonarr.profiles.seed import seed
from neonarr.vpn.model import TunnelState
from neonarr.vpn.tunnels import ConnectedVpn
from tests.flows.test_share_goals import stored
from tests.kit.fake_vpn import FakeVpn
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.slots import changed
from tests.kit.waiting import until
from tests.kit.world import CLIENT, Outside, Process, check_events

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
BEST, GOOD = "Heat.1995.1080p.BluRay.x264-BAD", "Heat.1995.1080p.WEB-DL.x264-GRP"
MAGNET = "magnet:?xt=urn:btih:" + "ab" * 20 + "&dn=" + BEST
DOWN = TunnelState(up=False, exit_address="", forwarded_port=None, seen="It is down.")
UP = replace(DOWN, up=True, seen="It is up.")
RARE = Facts(tags=frozenset({"rare"}))
LOOK_S = 600


async def blocklist(outside: Outside) -> Blocklist:
    return await outside.db.read(verdicts.blocklist, outside.clock.now())


async def wanted(process: Process, outside: Outside) -> Acquisition:
    await outside.db.write(seed)
    return await process.settled(await want(process.world, HEAT))


async def look(process: Process, times: int = 1) -> None:
    """Looks with time in between, as the watcher has them while nothing moves."""
    for _ in range(times):
        await process.watcher.look()
        process.outside.clock.move(LOOK_S)


async def test_no_client_ever_sees_a_torrent_with_a_program_in_it(
    process: Process, outside: Outside
) -> None:
    outside.offer(GOOD)
    bad = outside.offer(BEST, {f"{BEST}.mkv": b"film", f"{BEST}.mkv.exe": b"MZ"})

    now = await wanted(process, outside)

    assert (now.state, now.title) == (State.DOWNLOADING, GOOD)
    assert bad.info_hash not in outside.client.held and outside.client.adds == 1
    assert (await blocklist(outside)).names == {BEST}
    told = [event.message for event in await process.events(now) if event.message]
    assert f"“{BEST}.mkv.exe” is a program, not media." in told[0]


async def magnet(process: Process, files: dict[str, int] | None) -> Acquisition:
    one = await process.settled(await grab_magnet(process.world, read_magnet(MAGNET)))
    assert one.state is State.DOWNLOADING and one.info_hash
    if files:
        process.outside.client.learn(one.info_hash, files)
    return await process.settled(one)


async def test_a_magnet_is_judged_as_soon_as_its_files_are_known(
    process: Process, outside: Outside
) -> None:
    one = await magnet(process, {f"{BEST}/Heat.mkv.lnk": 900, f"{BEST}/Heat.mkv": 8_000_000_000})

    assert (one.state, one.trouble) == (State.FAILED, "dangerous_file")
    assert outside.client.held == {}, "it is gone with its data"
    blocked = await blocklist(outside)
    assert (blocked.hashes, blocked.names) == ({one.info_hash}, {one.title})
    check_events(await process.events(one))


async def test_a_good_magnet_is_judged_once(process: Process, outside: Outside) -> None:
    one = await magnet(process, {f"{BEST}/Heat.mkv": 8_000_000_000})
    assert (one.state, one.is_vetted) == (State.DOWNLOADING, True)
    token = one.token
    await look(process, 3)
    assert (await process.now(one)).token == token, "nothing more is written"


async def test_who_wants_no_judging_gets_none(process: Process, outside: Outside) -> None:
    changed(outside, judges_files=False)
    one = await magnet(process, {f"{BEST}/Heat.exe": 900, f"{BEST}/Heat.mkv": 8_000_000_000})
    assert one.state is State.DOWNLOADING


async def test_what_stands_still_is_given_up_at_the_third_strike(
    process: Process, outside: Outside
) -> None:
    outside.offer(GOOD)
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    assert one.title == BEST
    outside.client.advance(bad.info_hash, 40)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 8)
    now = await process.now(one)
    assert (now.state, now.strikes, now.trouble) == (State.DOWNLOADING, 1, "no_seeds")
    assert "Strike 1 of 3." in (now.message or "")
    await look(process, 12)
    now = await process.settled(one)

    assert (now.state, now.title, now.strikes) == (State.DOWNLOADING, GOOD, 0)
    assert bad.info_hash not in outside.client.held
    blocked = await blocklist(outside)
    assert blocked.expires[BEST] > outside.clock.now(), "seeds may come back"
    told = await process.events(one)
    said = " ".join(event.message or "" for event in told)
    assert all(f"Strike {n} of 3." in said for n in (1, 2, 3)), said


@pytest.mark.parametrize("days", [2, 0])
async def test_what_stood_still_may_be_taken_again_later_or_never(
    process: Process, outside: Outside, days: int
) -> None:
    changed(outside, strikes=1, stalled_days=days)
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 8)
    assert (await process.settled(one)).state is State.WANTED
    for _ in range(47):
        outside.clock.move(3600)
        await process.settle()
    assert (await process.now(one)).state is State.WANTED
    for _ in range(48):
        outside.clock.move(3600)
        await process.settle()
    now = await process.now(one)
    assert now.state is (State.DOWNLOADING if days else State.WANTED), now.message


@pytest.mark.real
async def test_a_real_client_that_is_killed_costs_no_strike(
    process: Process, outside: Outside, tmp_path: Path
) -> None:
    bad = outside.offer(BEST)
    with PrivateQbittorrent(tmp_path / "qbittorrent") as running:
        settings = QbittorrentSettings(running.url, running.username, Secret(running.password))
        client = Qbittorrent("qBittorrent", settings, outside.clock)
        process.world.clients.replace([ConnectedClient(CLIENT, "qBittorrent", 1, client)])
        one = await wanted(process, outside)

        async def is_stalled() -> bool:
            seen = await client.downloads([bad.info_hash])
            return seen[bad.info_hash].state is DownloadState.STALLED

        await until(is_stalled)
        await look(process, 4)
        for _ in range(4):
            running.kill()
            outside.clock.move(400)
            await process.watcher.look()
            assert process.board.all()[0].status == "error"
            running.start()
            outside.clock.move(400)
            await until(is_stalled)
            await process.watcher.look()
        assert (await process.now(one)).strikes == 0, "1,800 s before, none of the 3,200 s"
        outside.clock.move(600)
        await look(process, 4)
        now = await process.now(one)
        assert (now.strikes, now.trouble) == (1, "no_seeds"), "what came before it still counts"
        await client.close()


async def test_progress_forgives(process: Process, outside: Outside) -> None:
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 8)
    assert (await process.now(one)).strikes == 1
    outside.client.advance(bad.info_hash, 50)
    await look(process)
    now = await process.now(one)
    assert (now.strikes, now.trouble, now.message) == (0, None, None)


async def test_a_new_process_begins_to_count_anew(process: Process, outside: Outside) -> None:
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    for _ in range(4):
        again = Process(outside)
        await look(again, 5)
    assert (await process.now(one)).strikes == 0


async def test_what_a_person_picked_stays(process: Process, outside: Outside) -> None:
    bad = outside.offer(BEST)
    await outside.db.write(seed)
    one = await process.settled(await process.pick(BEST))
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 40)
    now = await process.now(one)
    assert (now.state, now.strikes) == (State.DOWNLOADING, 3)
    assert "You picked it, so it stays" in (now.message or "")
    assert (await blocklist(outside)).names == frozenset()


async def test_nobody_needs_to_have_strikes(process: Process, outside: Outside) -> None:
    changed(outside, strikes=0)
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 40)
    assert (await process.now(one)).strikes == 0


async def test_tags_spare(process: Process, outside: Outside) -> None:
    changed(outside, spared_tags="rare")
    bad = outside.offer(BEST)
    await outside.db.write(seed)
    one = await process.settled(await want(process.world, replace(HEAT, facts=RARE)))
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 40)
    assert (await process.now(one)).strikes == 0


@pytest.mark.parametrize("never", [False, True])
async def test_an_indexer_may_never_give_up(
    process: Process, outside: Outside, *, never: bool
) -> None:
    await stored(outside, never_gives_up=never)
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    await look(process, 8)
    assert (await process.now(one)).strikes == (0 if never else 1)


async def test_a_tunnel_that_is_down_costs_no_strike(process: Process, outside: Outside) -> None:
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    outside.client.held[bad.info_hash].state = DownloadState.STALLED
    tunnel = ConnectedVpn(AdapterId(9), "Tunnel", FakeVpn(DOWN))
    process.world.tunnels.replace([tunnel])
    process.world.tunnels.put(tunnel.id, DOWN)
    await look(process, 40)
    assert (await process.now(one)).strikes == 0
    process.world.tunnels.put(tunnel.id, UP)
    await look(process, 8)
    assert (await process.now(one)).strikes == 1


GONE = (TrackerAnswer("t.example", Standing.FAILS, "unregistered torrent"),)


async def test_what_no_tracker_knows_is_given_up_within_minutes(
    process: Process, outside: Outside
) -> None:
    outside.offer(GOOD)
    bad = outside.offer(BEST)
    one = await wanted(process, outside)
    held = outside.client.held[bad.info_hash]
    held.state, held.trackers = DownloadState.STALLED, GONE
    for _ in range(9):
        await process.watcher.look()
        outside.clock.move(60)
    now = await process.now(one)
    assert (now.strikes, now.trouble) == (1, "unregistered")
    assert "t.example: “unregistered torrent”. Strike 1 of 3." in (now.message or "")
    assert process.world.live.heard(bad.info_hash) == GONE
    for _ in range(12):
        await process.watcher.look()
        outside.clock.move(60)
    now = await process.settled(one)
    assert (now.state, now.title, now.strikes) == (State.DOWNLOADING, GOOD, 0)
    assert bad.info_hash not in outside.client.held
    assert BEST in (await blocklist(outside)).names


async def test_trackers_are_asked_once_a_minute_where_nothing_moves(
    process: Process, outside: Outside
) -> None:
    outside.offer(BEST)
    one = await wanted(process, outside)
    assert one.info_hash
    held = outside.client.held[one.info_hash]
    held.state = DownloadState.STALLED
    held.trackers = (TrackerAnswer("t.example", Standing.FAILS, "timed out"),)
    for _ in range(201):
        await process.watcher.look()
        outside.clock.move(1)
    assert outside.client.trackings == 4, "after 20 s, then every minute"
    assert process.world.live.heard(one.info_hash) == held.trackers
    for percent in range(1, 51):
        outside.client.advance(one.info_hash, percent)
        await process.watcher.look()
        outside.clock.move(1)
    assert outside.client.trackings == 4
    assert process.world.live.heard(one.info_hash) == (), "it moves again"


async def test_a_private_torrent_its_tracker_deleted_is_not_spared(
    process: Process, outside: Outside
) -> None:
    changed(outside, strikes=1)
    bad = outside.offer(BEST, is_private=True)
    one = await wanted(process, outside)
    held = outside.client.held[bad.info_hash]
    held.state = DownloadState.STALLED
    await look(process, 30)
    assert (await process.now(one)).strikes == 0, "few seeds are no reason"
    held.trackers = GONE
    await look(process, 3)
    assert (await process.settled(one)).state is State.WANTED
    assert bad.info_hash not in outside.client.held


async def test_who_never_gives_up_is_left_alone_by_trackers_too(
    process: Process, outside: Outside
) -> None:
    changed(outside, spared_tags="rare")
    bad = outside.offer(BEST)
    await outside.db.write(seed)
    one = await process.settled(await want(process.world, replace(HEAT, facts=RARE)))
    held = outside.client.held[bad.info_hash]
    held.state, held.trackers = DownloadState.STALLED, GONE
    await look(process, 40)
    assert (await process.now(one)).strikes == 0
