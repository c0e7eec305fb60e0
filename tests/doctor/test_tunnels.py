"""What the doctor says of a VPN, and the port it can push."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from neonarr.base.errors import NotFound, Unreachable
from neonarr.base.ids import AdapterId
from neonarr.doctor.acting import Hands, act
from neonarr.doctor.clients import tunnels
from neonarr.doctor.model import Finding, Severity
from neonarr.vpn import addresses
from neonarr.vpn.model import TunnelState
from neonarr.vpn.tunnels import ConnectedVpn
from tests.kit.app import App
from tests.kit.fake_vpn import DOWN, SILENT, UP, FakeVpn

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _behind_a_router(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_interfaces", list)


VPN = AdapterId(9)
HOME = "9.9.9.9"
OURS = replace(UP, exit_address=HOME)
Looked = Callable[..., Awaitable[list[Finding]]]


def connect(app: App, state: TunnelState, client: str = "") -> None:
    home = HOME if state is OURS or state.is_compared else ""
    app.world.tunnels.replace([ConnectedVpn(VPN, "VPN", FakeVpn(state, client, home=home))])


async def test_without_a_vpn_nothing_is_wrong(look: Looked) -> None:
    assert [(f.key, f.severity) for f in await look(tunnels.look)] == [("tunnel", Severity.OK)]


@pytest.mark.parametrize(
    ("state", "client", "key"),
    [
        (DOWN, "", "tunnel.down"),
        (SILENT, "", "tunnel.silent"),
        (UP, "nobody", "tunnel.no_client"),
        (UP, "", "tunnel.port"),
        (replace(UP, forwarded_port=None), "", "tunnel.not_compared"),
        (replace(UP, forwarded_port=6881), "", "tunnel.not_compared"),
        (replace(UP, forwarded_port=6881, exit_address=""), "", "tunnel.not_compared"),
        (replace(UP, forwarded_port=6881, is_compared=True), "", "tunnel"),
        (OURS, "", "tunnel.down"),
    ],
)
async def test_each_state_has_its_finding(
    app: App, look: Looked, state: TunnelState, client: str, key: str
) -> None:
    connect(app, state, client)
    [found] = await look(tunnels.look)
    assert found.key == key
    assert found.subject == "VPN"
    assert key == "tunnel" or (found.cause and found.fix)


async def test_the_port_is_pushed_by_a_button(app: App, look: Looked) -> None:
    async def off_the_loop(*_: object) -> None:
        raise AssertionError("no disk is needed")

    hands = Hands(app.world, app.inside.preferences, "", app.inside.reconnect, off_the_loop)
    connect(app, UP)
    [found] = await look(tunnels.look)
    assert found.action is not None
    deed = await act(hands, found.action.key, found.action.parameters)
    assert "51413" in deed.said
    assert app.outside.client.port == 51413
    assert [f.key for f in await look(tunnels.look)] == ["tunnel.not_compared"]
    assert (await act(hands, found.action.key, found.action.parameters)).said
    with pytest.raises(NotFound):
        await act(hands, "push_port", {"vpnId": 999})


async def test_a_client_that_does_not_answer_is_told_elsewhere(app: App, look: Looked) -> None:
    connect(app, UP)
    app.outside.client.fail_with = Unreachable("Fake", "does not answer.")
    assert [f.key for f in await look(tunnels.look)] == ["tunnel.not_compared"]
