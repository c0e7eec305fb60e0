"""A tunnel with our own address is none."""

from dataclasses import replace

import pytest

from neonarr.vpn import addresses
from neonarr.vpn.addresses import looked, own_addresses
from tests.kit.fake_vpn import DOWN, SILENT, UP, FakeVpn

pytestmark = pytest.mark.anyio

EXIT, HOME = "9.9.9.9", "8.8.4.4"


@pytest.fixture(autouse=True)
def interfaces(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Public addresses of this machine: none, as behind a router, unless a test puts some there."""
    found: list[str] = []
    monkeypatch.setattr(addresses, "_interfaces", lambda: found)
    return found


@pytest.mark.parametrize("exit_address", [EXIT, "2620:fe::fe", "2620:00fe::00fe"])
async def test_our_own_address_at_the_exit_is_a_tunnel_that_is_down(exit_address: str) -> None:
    home = "2620:fe::fe" if ":" in exit_address else EXIT
    state = await looked(FakeVpn(replace(UP, exit_address=exit_address), home=home))
    assert (state.up, state.forwarded_port) == (False, None)
    assert "this server's own address" in state.seen and state.todo


async def test_that_of_this_machine_counts_too(interfaces: list[str]) -> None:
    interfaces.append(EXIT)
    state = await looked(FakeVpn(replace(UP, exit_address=EXIT), home=HOME))
    assert state.up is False


async def test_another_one_is_compared_where_ours_is_known() -> None:
    vpn = FakeVpn(replace(UP, exit_address=EXIT))
    assert (await looked(vpn)) == vpn.state, "not known: up, and not compared"
    vpn.home = HOME
    assert (await looked(vpn)) == replace(vpn.state, is_compared=True)


@pytest.mark.parametrize("state", [DOWN, SILENT, replace(UP, exit_address="")])
async def test_without_an_exit_address_there_is_nothing_to_compare(state: object) -> None:
    vpn = FakeVpn(state, home=HOME)  # type: ignore[arg-type]
    assert await looked(vpn) == state


@pytest.mark.parametrize("home", ["", "192.168.1.20", "localhost", "no such name.invalid"])
async def test_what_the_internet_does_not_see_is_no_address_of_ours(home: str) -> None:
    assert await own_addresses(home) == frozenset()
