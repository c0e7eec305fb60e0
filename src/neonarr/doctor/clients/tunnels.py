"""Is the tunnel of each VPN up, and does the client behind it listen where peers reach it?"""

import asyncio

from neonarr.base.errors import OutsideError
from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.vpn.addresses import looked
from neonarr.vpn.model import PortMisfit, TunnelState
from neonarr.vpn.ports import misfit
from neonarr.vpn.tunnels import ConnectedVpn

TRIED = (
    "Asked it for its tunnel, its exit address and its forwarded port; compared the exit address "
    "with those of this machine and the one in Settings → VPN."
)


async def look(visit: Visit) -> list[Finding]:
    connected = visit.world.tunnels.all()
    if not connected:
        return [fine("tunnel", "VPN", "Looked for a VPN in the settings.", "None is named there.")]
    return list(await asyncio.gather(*(_one(visit, one) for one in connected)))


async def _one(visit: Visit, one: ConnectedVpn) -> Finding:
    tunnels, clients = visit.world.tunnels, visit.world.clients
    state = tunnels.state(one.id)
    if state is None:  # nobody watches: the server is not running, or has just begun
        state = await looked(one.vpn)
        tunnels.put(one.id, state)
    if state.up is None:
        means = "Grabs wait meanwhile." if one.vpn.waits else "Grabs go on meanwhile."
        means = f"Whether the tunnel is up is not known. {means}"
        return _bad("tunnel.silent", one, state, means)
    if not state.up:
        means = "Nothing is grabbed meanwhile, and no strike counts."
        return _bad("tunnel.down", one, state, means)
    client = one.client_of(clients)
    if client is None:
        return Finding(
            "tunnel.no_client",
            one.name,
            Severity.WARNING,
            TRIED,
            state.seen,
            f"There is no download client “{one.vpn.client or 'preferred'}” behind it.",
            "Correct the name in Settings → VPN.",
        )
    try:
        found = await misfit(one, tunnels, clients)
    except OutsideError:
        found = None  # the client's own finding says why
    if found:
        return _misfit(one, state, found)
    if state.is_compared:
        seen = f"{state.sentence} It is another than this server's own."
        return fine("tunnel", one.name, TRIED, seen)
    return _not_compared(one, state)


def _not_compared(one: ConnectedVpn, state: TunnelState) -> Finding:
    is_told = bool(state.exit_address)
    return Finding(
        "tunnel.not_compared",
        one.name,
        Severity.NOTICE,
        TRIED,
        state.seen,
        "Nothing here knows under which address the internet sees this server, so whether the exit "
        "address is another can't be told."
        if is_told
        else "It does not tell its exit address (yet), so that can't be compared with our own.",
        "Enter it as Own address in Settings → VPN (or GLUETUN_OWN_ADDRESS): an address, or a "
        "dynamic DNS name."
        if is_told
        else state.todo or "gluetun looks it up some seconds after the tunnel is up.",
    )


def _bad(key: str, one: ConnectedVpn, state: TunnelState, means: str) -> Finding:
    return Finding(
        key,
        one.name,
        Severity.ERROR,
        TRIED,
        state.seen,
        means,
        state.todo,
        is_told_elsewhere=True,
    )


def _misfit(one: ConnectedVpn, state: TunnelState, found: PortMisfit) -> Finding:
    return Finding(
        "tunnel.port",
        one.name,
        Severity.WARNING,
        TRIED,
        state.seen,
        found.sentence,
        f"Have {found.client} listen on port {found.forwarded}. The setting “Keep its port in "
        "step” does it by itself from then on.",
        Action("push_port", "Push the port", {"vpnId": one.id}),
        is_told_elsewhere=True,
    )
