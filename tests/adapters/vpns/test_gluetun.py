"""What is gluetun's own: its routes, its key, its words."""

from collections.abc import AsyncIterator

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters.outside import Outside
from neonarr.adapters.vpns.gluetun import Gluetun, GluetunSettings
from neonarr.base.clock import SystemClock
from neonarr.base.secret import Secret
from tests.kit.gluetun import ALL_ROUTES, KEY, ImitatedGluetun
from tests.kit.torznab_server import Reply, html

pytestmark = pytest.mark.anyio


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    http = Http(SystemClock())
    yield Outside(SystemClock(), http)
    await http.close()


def of(running: ImitatedGluetun, outside: Outside, key: str = KEY) -> Gluetun:
    return Gluetun("VPN", GluetunSettings(running.url, Secret(key), timeout_s=5), outside)


async def test_the_key_goes_in_a_header_only(outside: Outside) -> None:
    with ImitatedGluetun() as running:
        assert (await of(running, outside).check()).is_ok
    assert {asked.headers["x-api-key"] for asked in running.server.asked} == {KEY}
    assert all(not asked.query for asked in running.server.asked)


@pytest.mark.parametrize(("key", "said"), [("", "wants an API key"), ("wrong", "does not let us")])
async def test_a_refused_key_names_the_route_and_no_secret(
    outside: Outside, key: str, said: str
) -> None:
    with ImitatedGluetun() as running:
        state = await of(running, outside, key).look()
    assert state.up is None
    assert said in state.seen
    assert "GET /v1/vpn/status" in state.todo
    assert not key or key not in state.sentence


async def test_a_role_without_the_other_routes_still_tells_the_tunnel(outside: Outside) -> None:
    with ImitatedGluetun(routes=frozenset({"/v1/vpn/status"})) as running:
        state = await of(running, outside).look()
    assert (state.up, state.exit_address, state.forwarded_port) == (True, "", None)
    missing = ALL_ROUTES - {"/v1/vpn/status"}
    assert all(f"GET {route}" in state.todo for route in missing)


async def test_before_the_first_look_up_nothing_is_made_up(outside: Outside) -> None:
    with ImitatedGluetun(address="", port=0) as running:
        state = await of(running, outside).look()
    assert (state.up, state.exit_address, state.forwarded_port) == (True, "", None)


@pytest.mark.parametrize("status", ["starting", "stopping", "crashed", "stopped"])
async def test_only_running_is_up(outside: Outside, status: str) -> None:
    with ImitatedGluetun(status=status) as running:
        assert (await of(running, outside).look()).up is False


@pytest.mark.parametrize("reply", [html(), Reply("[]"), Reply('{"status": "purring"}')])
async def test_something_else_at_that_address_is_named(outside: Outside, reply: Reply) -> None:
    with ImitatedGluetun() as running:
        running.server.on("/", reply)
        state = await of(running, outside).look()
    assert state.up is None
    assert "not gluetun's control server" in state.seen
