"""While the tunnel is down nothing is grabbed; when it is up, the story goes on by itself."""

from dataclasses import replace

import pytest

from neonarr.acquisitions.model import State
from neonarr.base.ids import AdapterId
from neonarr.health.board import Board
from neonarr.jobs.tunnels import TunnelWatch
from neonarr.vpn.tunnels import ConnectedVpn
from tests.kit.fake_vpn import DOWN, UP, FakeVpn
from tests.kit.world import Outside, Process

pytestmark = pytest.mark.anyio

FILM = "Heat.1995.1080p.BluRay.x264-GRP"
VPN = AdapterId(9)


@pytest.fixture
def vpn(process: Process) -> FakeVpn:
    fake = FakeVpn(DOWN)
    process.world.tunnels.replace([ConnectedVpn(VPN, "VPN", fake)])
    return fake


async def test_grabs_wait_for_the_tunnel(process: Process, outside: Outside, vpn: FakeVpn) -> None:
    board = Board(outside.clock)
    watch = TunnelWatch(process.world, board)
    await watch.look()
    outside.offer(FILM)
    one = await process.pick(FILM)
    waiting = await process.settled(one)

    assert (waiting.state, waiting.trouble) == (State.QUEUED, "tunnel_down")
    assert waiting.message == DOWN.sentence
    assert waiting.attempts == 0
    assert outside.client.adds == 0
    assert [(c.kind, c.status) for c in board.all()] == [("vpn", "error")]

    for _ in range(20):
        await process.settle_after(600)
    assert (await process.now(one)).attempts == 0
    assert outside.client.adds == 0

    vpn.state = UP
    await watch.look()
    going = await process.settled(one)
    assert (going.state, going.trouble) == (State.DOWNLOADING, None)
    assert outside.client.port == UP.forwarded_port
    assert [(c.kind, c.status) for c in board.all()] == [("vpn", "ok")]


async def test_a_tunnel_that_leads_nowhere_counts_as_down(
    process: Process, outside: Outside, vpn: FakeVpn
) -> None:
    board = Board(outside.clock)
    watch = TunnelWatch(process.world, board)
    vpn.home, vpn.state = "9.9.9.9", replace(UP, exit_address="9.9.9.9")
    await watch.look()
    outside.offer(FILM)
    waiting = await process.settled(await process.pick(FILM))
    assert (waiting.state, waiting.trouble) == (State.QUEUED, "tunnel_down")
    assert "this server's own address" in (waiting.message or "")
    assert outside.client.adds == 0
    assert [c.message for c in board.all()] == [waiting.message]
    vpn.state = replace(UP, exit_address="8.8.4.4")
    await watch.look()
    assert (await process.settled(waiting)).state is State.DOWNLOADING


async def test_a_port_is_left_alone_where_it_is_not_to_be_kept(
    process: Process, outside: Outside, vpn: FakeVpn
) -> None:
    vpn.state, vpn.keeps_port = UP, False
    board = Board(outside.clock)
    watch = TunnelWatch(process.world, board)
    await watch.look()
    [told] = board.all()
    assert outside.client.port == 6881
    assert told.status == "warning"
    assert "peers can't reach it" in told.message

    vpn.client = "no such client"
    await watch.look()
    assert "no such client" in board.all()[0].message

    process.world.tunnels.replace([])
    await watch.look()
    assert board.all() == []
