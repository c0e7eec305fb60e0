"""What every VPN must tell, the fake among them."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters.outside import Outside
from neonarr.adapters.vpns.gluetun import Gluetun, GluetunSettings
from neonarr.base.clock import SystemClock
from neonarr.base.secret import Secret
from neonarr.vpn.port import Vpn
from tests.kit.fake_vpn import DOWN, SILENT, UP, FakeVpn
from tests.kit.gluetun import KEY, ImitatedGluetun
from tests.kit.torznab_server import Reply

pytestmark = pytest.mark.anyio


@dataclass
class Rig:
    """A VPN under test, and how to bring its tunnel down or silence it."""

    vpn: Vpn
    bring_down: Callable[[], None]
    silence: Callable[[], None]


@pytest.fixture(params=["fake", "gluetun-old", "gluetun-new"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    if request.param == "fake":
        fake = FakeVpn()
        yield Rig(
            fake, lambda: setattr(fake, "state", DOWN), lambda: setattr(fake, "state", SILENT)
        )
        return
    is_old = request.param.endswith("old")
    http = Http(SystemClock())
    with ImitatedGluetun(is_old=is_old) as running:
        key = Secret("" if is_old else KEY)
        vpn = Gluetun(
            "VPN", GluetunSettings(running.url, key, timeout_s=5), Outside(SystemClock(), http)
        )
        yield Rig(
            vpn,
            lambda: setattr(running, "status", "stopped"),
            lambda: running.server.on("/", Reply("", 503)),
        )
    await http.close()


async def test_a_tunnel_that_is_up_tells_address_and_port(rig: Rig) -> None:
    state = await rig.vpn.look()
    assert (state.up, state.exit_address) == (True, UP.exit_address)
    assert state.forwarded_port == UP.forwarded_port
    assert (await rig.vpn.check()).is_ok
    assert state.seen.endswith(".")


async def test_a_tunnel_that_is_down_says_so_and_forwards_nothing(rig: Rig) -> None:
    rig.bring_down()
    state = await rig.vpn.look()
    assert (state.up, state.forwarded_port) == (False, None)
    assert state.todo
    check = await rig.vpn.check()
    assert not check.is_ok
    assert check.message == state.sentence


async def test_one_that_can_not_be_asked_is_not_known_to_be_down(rig: Rig) -> None:
    rig.silence()
    state = await rig.vpn.look()
    assert (state.up, state.forwarded_port, bool(state.seen)) == (None, None, True)
