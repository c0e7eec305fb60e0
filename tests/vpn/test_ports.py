"""Which tunnel a client is behind, and its port in step with the forwarded one."""

import pytest

from neonarr.base.errors import Conflict
from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import Clients, ConnectedClient
from neonarr.vpn.ports import misfit, put_in_step
from neonarr.vpn.tunnels import ConnectedVpn, Tunnels
from tests.kit.fake_download_client import FakeDownloadClient
from tests.kit.fake_vpn import DOWN, SILENT, UP, FakeVpn

pytestmark = pytest.mark.anyio

VPN, FIRST, SECOND = AdapterId(1), AdapterId(2), AdapterId(3)


@pytest.fixture
def fakes() -> dict[AdapterId, FakeDownloadClient]:
    return {FIRST: FakeDownloadClient("/a"), SECOND: FakeDownloadClient("/b")}


@pytest.fixture
def clients(fakes: dict[AdapterId, FakeDownloadClient]) -> Clients:
    made = Clients()
    made.replace(
        [
            ConnectedClient(FIRST, "First", 1, fakes[FIRST]),
            ConnectedClient(SECOND, "Second", 2, fakes[SECOND]),
        ]
    )
    return made


def connected(vpn: FakeVpn) -> tuple[ConnectedVpn, Tunnels]:
    one, tunnels = ConnectedVpn(VPN, "VPN", vpn), Tunnels()
    tunnels.replace([one])
    tunnels.put(VPN, vpn.state)
    return one, tunnels


@pytest.mark.parametrize(("named", "first", "second"), [("", True, False), ("second", False, True)])
def test_only_the_client_behind_it_is_down(
    clients: Clients, named: str, first: bool, second: bool
) -> None:
    _, tunnels = connected(FakeVpn(DOWN, named))
    one, other = clients.get(FIRST), clients.get(SECOND)
    assert one is not None and other is not None
    assert (tunnels.down_before(one, clients) is not None) is first
    assert (tunnels.down_before(other, clients) is not None) is second


@pytest.mark.parametrize("state", [UP, SILENT])
def test_up_or_unknown_is_not_down(clients: Clients, state: object) -> None:
    _, tunnels = connected(FakeVpn(state))  # type: ignore[arg-type]
    one = clients.get(FIRST)
    assert one is not None and tunnels.down_before(one, clients) is None


def test_who_wants_it_waits_while_nothing_is_known(clients: Clients) -> None:
    vpn = FakeVpn(SILENT, waits=True)
    tunnels, one = Tunnels(), clients.get(FIRST)
    tunnels.replace([ConnectedVpn(VPN, "VPN", vpn)])
    assert one is not None
    unasked = tunnels.down_before(one, clients)
    assert unasked and unasked.seen == "VPN: its tunnel has not been looked at yet."
    tunnels.put(VPN, SILENT)
    assert tunnels.down_before(one, clients) == SILENT
    tunnels.put(VPN, UP)
    assert tunnels.down_before(one, clients) is None


def test_coming_up_is_told_once() -> None:
    _, tunnels = connected(FakeVpn(DOWN))
    assert [tunnels.put(VPN, state) for state in (DOWN, UP, UP, SILENT, UP)] == [
        False,
        True,
        False,
        False,
        True,
    ]
    tunnels.replace([])
    assert not tunnels.put(VPN, UP)
    assert tunnels.state(VPN) is None


async def test_a_port_is_put_in_step_once(
    clients: Clients, fakes: dict[AdapterId, FakeDownloadClient]
) -> None:
    one, tunnels = connected(FakeVpn())
    found = await misfit(one, tunnels, clients)
    assert found is not None
    assert found.sentence.startswith("VPN forwards port 51413, but First listens on 6881")
    assert tunnels.misfit(VPN) == found
    assert await put_in_step(one, tunnels, clients) == found
    assert (fakes[FIRST].port, fakes[SECOND].port) == (51413, 6881)
    assert await put_in_step(one, tunnels, clients) is None
    assert tunnels.misfit(VPN) is None


@pytest.mark.parametrize("state", [DOWN, SILENT])
async def test_without_a_forwarded_port_nothing_is_touched(
    clients: Clients, fakes: dict[AdapterId, FakeDownloadClient], state: object
) -> None:
    one, tunnels = connected(FakeVpn(state))  # type: ignore[arg-type]
    assert await put_in_step(one, tunnels, clients) is None
    assert fakes[FIRST].port == 6881


async def test_a_client_that_does_not_listen_is_named(
    clients: Clients, fakes: dict[AdapterId, FakeDownloadClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forget(port: int) -> None:
        """It answers well, and keeps its own."""

    monkeypatch.setattr(fakes[FIRST], "set_listen_port", forget)
    one, tunnels = connected(FakeVpn())
    with pytest.raises(Conflict, match="told to listen on port 51413 and still has 6881"):
        await put_in_step(one, tunnels, clients)
